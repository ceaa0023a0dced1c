import type { Words } from '../contract/words';

// What a calendar says to people, in every language.

export function unknownParameter(name: string, known: string): Words {
  return {
    en: `"${name}" is no filter of a calendar. Filters are: ${known}.`,
    cy: `Nid yw "${name}" yn hidlydd calendr. Yr hidlyddion yw: ${known}.`,
  };
}

export function unknownValue(name: string, value: string, known: string): Words {
  return {
    en: `"${name}" must be one of ${known}, but got "${value}".`,
    cy: `Rhaid i "${name}" fod yn un o ${known}, ond cafwyd "${value}".`,
  };
}

export function badValue(name: string, maxLength: number): Words {
  return {
    en: `"${name}" must be an id of 1 to ${maxLength} characters; send several as ${name}=one&${name}=two.`,
    cy: `Rhaid i "${name}" fod yn id o 1 i ${maxLength} nod; anfonwch sawl un fel ${name}=un&${name}=dau.`,
  };
}

export function tooManyValues(name: string, max: number): Words {
  return {
    en: `"${name}" may be given at most ${max} times.`,
    cy: `Gellir rhoi "${name}" ${max} gwaith ar y mwyaf.`,
  };
}

export function calendarName(place: Words): Words {
  return { en: `Citizen leaders: ${place.en}`, cy: `Arweinwyr dinesig: ${place.cy}` };
}

export function partMissing(place: Words): Words {
  return {
    en: `${place.en} did not answer: some of its activities are missing here until the calendar is fetched again.`,
    cy: `Ni atebodd ${place.cy}: mae rhai o'i gweithgareddau ar goll yma nes i'r calendr gael ei nôl eto.`,
  };
}

export function partTooLong(place: Words, max: number): Words {
  return {
    en: `Only the first ${max} activities of ${place.en} are here: filter by network, kind or theme for the others.`,
    cy: `Dim ond y ${max} gweithgaredd cyntaf o ${place.cy} sydd yma: hidlwch yn ôl network, kind neu theme am y lleill.`,
  };
}
