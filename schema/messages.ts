import type { Words } from './contract/words';

// What the gateway and every subgraph say to people in the same words, in every language.

export function ourFault(): Words {
  return { en: 'Something went wrong on our side.', cy: "Aeth rhywbeth o'i le ar ein hochr ni." };
}

export function bodyTooLarge(limit: number, came: string | undefined): Words {
  return {
    en: `The body of a request may have ${limit} bytes, but this one has ${came ?? 'more'}.`,
    cy: `Gall corff cais fod hyd at ${limit} beit, ond mae gan hwn ${came ?? 'ragor'}.`,
  };
}

export function viewerNotAccepted(): Words {
  return {
    en: 'The header x-development-viewer is not taken here. Leave it out, or start this process with DEVELOPMENT_VIEWER=true where nobody but developers can reach it.',
    cy: 'Ni dderbynnir y pennyn x-development-viewer yma. Gadewch ef allan, neu dechreuwch y broses hon gyda DEVELOPMENT_VIEWER=true lle na all neb ond datblygwyr ei chyrraedd.',
  };
}

export function viewerWrong(faults: string, example: string): Words {
  return {
    en: `The header x-development-viewer is not what was expected: ${faults}. Send JSON such as ${example}.`,
    cy: `Nid yw'r pennyn x-development-viewer fel y disgwylid: ${faults}. Anfonwch JSON megis ${example}.`,
  };
}

/** A library's words, which are English, as they are; in Welsh after words of ours. */
function quoting(detail: string, cy: string): Words {
  return { en: detail, cy: `${cy} Yn Saesneg: “${detail}”` };
}

export function notGraphql(detail: string): Words {
  return quoting(
    detail,
    "Nid yw'r ddogfen yn GraphQL dilys, neu mae'n rhy hir. Cywirwch hi, ac anfonwch hi eto.",
  );
}

export function notInSchema(detail: string): Words {
  return quoting(detail, "Nid yw'r ddogfen yn cyd-fynd â'r sgema. Cymharwch hi â'r sgema, a chywirwch hi.");
}

export function wrongVariable(detail: string): Words {
  return quoting(
    detail,
    "Nid yw gwerth un o'r newidynnau fel y disgwylid. Cywirwch ef, ac anfonwch y cais eto.",
  );
}

export function noOneOperation(detail: string): Words {
  return quoting(
    detail,
    'Nid yw\'n glir pa weithrediad yn y ddogfen sydd i\'w redeg. Dywedwch pa un yn "operationName".',
  );
}

export function notARequest(detail: string): Words {
  return quoting(
    detail,
    'Nid yw\'r cais HTTP yn gais GraphQL. Anfonwch JSON gyda "query" ynddo trwy POST, a\'r pennyn "content-type: application/json".',
  );
}

export function notAPosition(): Words {
  return {
    en: '"x-read-after" is not a position that this graph gave. Send a `change` back as it was given, or leave it out.',
    cy: 'Nid yw "x-read-after" yn safle a roddodd y graff hwn. Anfonwch `change` yn ôl fel y\'i cafwyd, neu gadewch ef allan.',
  };
}
