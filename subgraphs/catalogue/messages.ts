import type { Words } from '../../schema/contract/words';

// What the lists say to people, in every language.

export function unknownRegion(slug: string, known: string): Words {
  return {
    en: `"${slug}" is no region. Regions are: ${known}.`,
    cy: `Nid yw "${slug}" yn rhanbarth. Y rhanbarthau yw: ${known}.`,
  };
}

/** What came is not repeated: a postcode is personal data, and errors are logged in many places. */
export function badPostcode(): Words {
  return {
    en: 'A UK postcode such as "CF10 1BH", or its first half such as "CF10", was expected, but what came is neither.',
    cy: 'Disgwylid cod post o\'r DU megis "CF10 1BH", neu ei hanner cyntaf megis "CF10", ond ni chafwyd yr un o\'r ddau.',
  };
}

export function unknownOutcode(outcode: string): Words {
  return {
    en: `Where ${outcode} lies is not known here. Give "latitude" and "longitude" instead, or a larger town's postcode.`,
    cy: `Nid yw lleoliad ${outcode} yn hysbys yma. Rhowch "latitude" a "longitude" yn lle hynny, neu god post tref fwy.`,
  };
}

export function nearNothing(): Words {
  return {
    en: '"near" needs either "postcode", or "latitude" and "longitude" together.',
    cy: 'Mae angen naill ai "postcode", neu "latitude" a "longitude" gyda\'i gilydd, ar "near".',
  };
}

/** The same words for what is not there and for what the asker may not know of. */
export function notThere(): Words {
  return {
    en: 'There is none with this id, or it is not for you to see.',
    cy: "Nid oes un â'r id hwn, neu nid yw i chi ei weld.",
  };
}

export function endBeforeStart(end: string, start: string, span: { from: string; to: string }): Words {
  return {
    en: `"${end}" must be after "${start}", but got ${span.from} to ${span.to}.`,
    cy: `Rhaid i "${end}" fod ar ôl "${start}", ond cafwyd ${span.from} hyd ${span.to}.`,
  };
}

export function keyWrong(): Words {
  return {
    en: 'An idempotency key has 8 to 100 characters. Make up a new one for each attempt, such as a UUID.',
    cy: 'Mae gan allwedd idempotency 8 i 100 nod. Lluniwch un newydd ar gyfer pob ymgais, megis UUID.',
  };
}

export function keyConflict(): Words {
  return {
    en: 'This idempotency key was sent before with another input. Use a new key for another attempt.',
    cy: "Anfonwyd yr allwedd idempotency hon o'r blaen gyda mewnbwn arall. Defnyddiwch allwedd newydd ar gyfer ymgais arall.",
  };
}
