import type { Words } from '../../schema/contract/words';

// What the kit says to people. Every function answers all languages; a test calls each of them.

export function pageSize(name: string, max: number, size: number): Words {
  return {
    en: `"${name}" must be 1 to ${max}, but got ${size}. Read on with a cursor for more.`,
    cy: `Rhaid i "${name}" fod rhwng 1 a ${max}, ond cafwyd ${size}. Darllenwch ymlaen gyda chyrchwr am ragor.`,
  };
}

export function firstAndLast(): Words {
  return {
    en: 'Give "first" or "last", not both: a page starts from one end.',
    cy: 'Rhowch "first" neu "last", nid y ddau: mae tudalen yn dechrau o un pen.',
  };
}

export function damagedCursor(name: string): Words {
  return {
    en: `"${name}" is not a cursor of this graph. Send back a cursor as it was given, unchanged.`,
    cy: `Nid yw "${name}" yn gyrchwr o'r graff hwn. Anfonwch gyrchwr yn ôl fel y'i cafwyd, heb ei newid.`,
  };
}

export function cursorOfOtherOrder(name: string, its: string, ours: string): Words {
  return {
    en: `"${name}" was given by a list ordered by ${its}, but this one is ordered by ${ours}. Start without a cursor.`,
    cy: `Daeth "${name}" o restr yn nhrefn ${its}, ond mae hon yn nhrefn ${ours}. Dechreuwch heb gyrchwr.`,
  };
}

export function cursorOfOtherFilter(name: string): Words {
  return {
    en: `"${name}" was given by a list with another filter. Send the same filter with every page, or start without a cursor.`,
    cy: `Daeth "${name}" o restr â hidlydd arall. Anfonwch yr un hidlydd gyda phob tudalen, neu dechreuwch heb gyrchwr.`,
  };
}

export function nothingHere(): Words {
  return {
    en: 'There is nothing here. Queries go to POST /graphql.',
    cy: 'Nid oes dim yma. Anfonwch ymholiadau i POST /graphql.',
  };
}

export function databaseUnavailable(): Words {
  return {
    en: 'The database cannot be used now, and nothing was stored. Try again in a little while.',
    cy: "Ni ellir defnyddio'r gronfa ddata ar hyn o bryd, ac ni storiwyd dim. Rhowch gynnig arall arni ymhen ychydig.",
  };
}

export function databaseUnreadable(): Words {
  return {
    en: 'The database cannot be used now, so this is missing. Ask for it again in a little while.',
    cy: "Ni ellir defnyddio'r gronfa ddata ar hyn o bryd, felly mae hyn ar goll. Gofynnwch amdano eto ymhen ychydig.",
  };
}

export function outcomeUnknown(): Words {
  return {
    en: 'The database was lost while this was being stored: it may be stored or not. Send it again with the same idempotencyKey, and it is done once.',
    cy: "Collwyd y gronfa ddata wrth storio hyn: efallai iddo gael ei storio, efallai ddim. Anfonwch ef eto gyda'r un idempotencyKey, ac fe'i gwneir unwaith.",
  };
}

/** What a value must be, by the name of the rule that it broke. */
export function brokenRule(path: string, rule: string, limit: number | null): Words {
  const must = rules[rule] ?? rules['other'];
  return { en: `"${path}" ${must?.en(limit) ?? ''}`, cy: `"${path}": ${must?.cy(limit) ?? ''}` };
}

type Limited = (limit: number | null) => string;

/** By the names of class-validator's rules. */
export const rules: Readonly<Record<string, { readonly en: Limited; readonly cy: Limited }>> = {
  maxLength: {
    en: (limit) => `must have at most ${limit} characters.`,
    cy: (limit) => `dim mwy na ${limit} nod.`,
  },
  arrayMaxSize: {
    en: (limit) => `must have at most ${limit} values.`,
    cy: (limit) => `dim mwy na ${limit} gwerth.`,
  },
  isPositive: { en: () => 'must be more than 0.', cy: () => 'rhaid iddo fod yn fwy na 0.' },
  max: { en: (limit) => `must be at most ${limit}.`, cy: (limit) => `dim mwy na ${limit}.` },
  isLatitude: { en: () => 'must be -90 to 90 degrees.', cy: () => 'rhaid iddo fod rhwng -90 a 90 gradd.' },
  isLongitude: {
    en: () => 'must be -180 to 180 degrees.',
    cy: () => 'rhaid iddo fod rhwng -180 a 180 gradd.',
  },
  other: { en: () => 'is not what was expected.', cy: () => 'nid dyma a ddisgwylid.' },
};
