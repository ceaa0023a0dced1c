import type { Words } from '../../schema/contract/words';

// What a region says to people, in every language.

export function endsBeforeStart(id: string): Words {
  return {
    en: `Activity ${id} must end after it starts. Put "endsAt" after "startsAt".`,
    cy: `Rhaid i weithgaredd ${id} orffen ar ôl dechrau. Rhowch "endsAt" ar ôl "startsAt".`,
  };
}

/** What a text of an activity lacks, in a region that requires some languages. */
export interface MissingTranslation {
  readonly region: Words;
  readonly field: 'title' | 'summary';
  readonly required: readonly string[];
  readonly missing: readonly string[];
}

export function translationMissing(
  id: string,
  { region, field, required, missing }: MissingTranslation,
): Words {
  return {
    en:
      `Activity ${id} cannot be published in ${region.en}: its ${field} must be in ${required.join(' and ')}, ` +
      `but lacks ${missing.join(' and ')}.`,
    cy:
      `Ni ellir cyhoeddi gweithgaredd ${id} yn ${region.cy}: rhaid i'w ${field === 'title' ? 'deitl' : 'grynodeb'} ` +
      `fod yn yr ieithoedd ${required.join(', ')}, ond mae ${missing.join(', ')} ar goll.`,
  };
}

export function notOneLead(id: string, leads: number): Words {
  return {
    en: `Network ${id} must have exactly one lead, but has ${leads}.`,
    cy: `Rhaid i rwydwaith ${id} gael un arweinydd yn union, ond mae ganddo ${leads}.`,
  };
}

export function otherRegion(region: string): Words {
  return {
    en: `This region is ${region}. Send what is for another region to that region, or to the gateway.`,
    cy: `Y rhanbarth hwn yw ${region}. Anfonwch yr hyn sydd i ranbarth arall at y rhanbarth hwnnw, neu at y porth.`,
  };
}

export function nameMissing(limit: number): Words {
  return {
    en: `A name of 1 to ${limit} characters is needed.`,
    cy: `Mae angen enw o 1 i ${limit} nod.`,
  };
}

export function emailWrong(): Words {
  return {
    en: 'An e-mail address such as someone@example.org is needed.',
    cy: 'Mae angen cyfeiriad e-bost megis rhywun@example.org.',
  };
}

export function phoneWrong(): Words {
  return {
    en: 'A phone number has 6 to 20 digits, and may have spaces and a + in front.',
    cy: "Mae gan rif ffôn 6 i 20 digid, a gall gynnwys bylchau a + o'i flaen.",
  };
}

export function postcodeWrong(): Words {
  return {
    en: 'A whole UK postcode such as CF10 1BH is needed here, or none.',
    cy: "Mae angen cod post cyfan o'r DU megis CF10 1BH yma, neu ddim un.",
  };
}

export function sizeOfPerson(): Words {
  return {
    en: 'Only a group has a size. Leave it out for a person.',
    cy: 'Dim ond grŵp sydd â maint. Gadewch hwn allan ar gyfer person.',
  };
}

export function sizeWrong(limit: number): Words {
  return {
    en: `A group has 1 to ${limit} people.`,
    cy: `Mae gan grŵp rhwng 1 a ${limit} o bobl.`,
  };
}

export function contactMissing(limit: number): Words {
  return {
    en: `A group needs the name of a person to write to, of at most ${limit} characters.`,
    cy: `Mae angen enw person i ysgrifennu ato ar grŵp, o hyd at ${limit} nod.`,
  };
}

export function tooManyNetworks(limit: number): Words {
  return {
    en: `A member belongs to at most ${limit} networks.`,
    cy: `Mae aelod yn perthyn i ${limit} rhwydwaith ar y mwyaf.`,
  };
}

export function networkUnknown(): Words {
  return {
    en: 'There is no such network in this region.',
    cy: "Nid oes rhwydwaith o'r fath yn y rhanbarth hwn.",
  };
}

export function membershipConsentMissing(): Words {
  return {
    en: 'Consent to MEMBERSHIP is needed to be a member.',
    cy: 'Mae angen cydsyniad i MEMBERSHIP i fod yn aelod.',
  };
}

export function wordingMissing(limit: number): Words {
  return {
    en: `The version of the consent's wording is needed, of at most ${limit} characters.`,
    cy: `Mae angen fersiwn geiriad y cydsyniad, o hyd at ${limit} nod.`,
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
