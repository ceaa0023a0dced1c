import type { Words } from '../../schema/contract/words';

// What may be wrong with a role that is to be recorded.

export function organisationMissing(): Words {
  return {
    en: 'A role at the level ORGANISATIONAL needs the organisation that it is in.',
    cy: 'Mae angen y sefydliad y mae ynddo ar rôl ar lefel ORGANISATIONAL.',
  };
}

export function organisationUnknown(): Words {
  return {
    en: 'There is no such organisation. The query `organisations` lists them.',
    cy: "Nid oes sefydliad o'r fath. Mae'r ymholiad `organisations` yn eu rhestru.",
  };
}

export function focusMissing(): Words {
  return {
    en: 'A role at the level STRATEGIC needs a focus: DESIGN, ACCESS or IMPROVEMENT.',
    cy: 'Mae angen ffocws ar rôl ar lefel STRATEGIC: DESIGN, ACCESS neu IMPROVEMENT.',
  };
}

export function focusOfOther(): Words {
  return {
    en: 'Only a role at the level STRATEGIC has a focus. Leave it out.',
    cy: 'Dim ond rôl ar lefel STRATEGIC sydd â ffocws. Gadewch ef allan.',
  };
}

export function roleEndsEarly(): Words {
  return {
    en: 'The last day in a role cannot be before the first.',
    cy: 'Ni all y diwrnod olaf mewn rôl fod cyn y diwrnod cyntaf.',
  };
}

export function motivationWrong(limit: number): Words {
  return {
    en: `A reason of 1 to ${limit} characters is needed here.`,
    cy: `Mae angen rheswm o 1 i ${limit} nod yma.`,
  };
}
