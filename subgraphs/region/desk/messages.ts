import type { Words } from '../../../schema/contract/words';

// What is said of the cells of a sheet that is brought to a region, in every language. Never what stood in a cell.

export function cellEmpty(): Words {
  return { en: 'Something must stand here.', cy: 'Rhaid i rywbeth fod yma.' };
}

export function noHeading(): Words {
  return {
    en: 'Something stands in a column that has no heading. Give it one, or empty it.',
    cy: 'Mae rhywbeth mewn colofn heb bennawd. Rhowch bennawd iddi, neu gwagiwch hi.',
  };
}

export function choiceWrong(known: readonly string[]): Words {
  return {
    en: `One of these is expected: ${known.join(', ')}.`,
    cy: `Disgwylir un o'r rhain: ${known.join(', ')}.`,
  };
}

export function wholeNumberWrong(): Words {
  return {
    en: 'A whole number such as 20 is expected, or nothing.',
    cy: 'Disgwylir rhif cyfan megis 20, neu ddim byd.',
  };
}

export function numberWrong(): Words {
  return {
    en: 'A number such as 54.895 is expected, or nothing.',
    cy: 'Disgwylir rhif megis 54.895, neu ddim byd.',
  };
}

export function tooManyValues(limit: number): Words {
  return {
    en: `At most ${limit} values fit into one cell.`,
    cy: `Hyd at ${limit} o werthoedd sy'n ffitio mewn un gell.`,
  };
}

export function languageWrong(): Words {
  return {
    en: 'A language tag such as en or cy is expected.',
    cy: 'Disgwylir tag iaith megis en neu cy.',
  };
}

export function dateWrong(): Words {
  return {
    en: 'A day that there is, such as 31/12/2026 (day first), or 31/12/2026 18:30, is expected. In the night when clocks go forward, an hour is missing.',
    cy: "Disgwylir diwrnod sy'n bod, megis 31/12/2026 (y dydd yn gyntaf), neu 31/12/2026 18:30. Y noson y mae'r clociau'n mynd ymlaen, mae awr ar goll.",
  };
}

export function dateToCome(): Words {
  return {
    en: 'This day is yet to come. A day of the past is expected.',
    cy: "Mae'r diwrnod hwn eto i ddod. Disgwylir diwrnod yn y gorffennol.",
  };
}

export function idTooLong(limit: number): Words {
  return {
    en: `An externalId has at most ${limit} characters.`,
    cy: `Mae gan externalId hyd at ${limit} nod.`,
  };
}

export function idTwice(line: number): Words {
  return {
    en: `Row ${line} has the same externalId. Each row needs one of its own.`,
    cy: `Mae gan res ${line} yr un externalId. Mae angen un ei hun ar bob rhes.`,
  };
}

export function knownOtherwise(): Words {
  return {
    en: 'What this id names is known by another externalId already. Use that one.',
    cy: "Mae'r hyn y mae'r id hwn yn ei enwi yn hysbys wrth externalId arall eisoes. Defnyddiwch hwnnw.",
  };
}

export function rowTooLong(): Words {
  return {
    en: 'This row holds more text than fits. Shorten it.',
    cy: "Mae mwy o destun yn y rhes hon nag sy'n ffitio. Byrhewch hi.",
  };
}

export function sheetBroken(): Words {
  return {
    en: 'From this row on, the file cannot be read: a quotation mark is opened and not closed.',
    cy: "O'r rhes hon ymlaen ni ellir darllen y ffeil: agorir dyfynnod nad yw'n cael ei gau.",
  };
}

export function accessFeatureWrong(): Words {
  return {
    en: 'An access feature is its slug, how it is given, and whether that is sure: "bsl INTERPRETED confirmed; step-free".',
    cy: 'Nodwedd hygyrchedd yw ei slyg, sut y rhoddir hi, ac a yw hynny\'n sicr: "bsl INTERPRETED confirmed; step-free".',
  };
}

export function noDraftAgain(): Words {
  return {
    en: 'This activity is published, and cannot become a draft again. Cancel it instead.',
    cy: "Mae'r gweithgaredd hwn wedi'i gyhoeddi, ac ni all fod yn ddrafft eto. Canslwch ef yn lle hynny.",
  };
}

export function activityGone(): Words {
  return {
    en: 'This activity was removed from the region. A new one needs a new externalId.',
    cy: "Tynnwyd y gweithgaredd hwn o'r rhanbarth. Mae angen externalId newydd ar un newydd.",
  };
}
