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

export function notAllowed(): Words {
  return {
    en: 'This is not for you to do. Ask whoever coordinates the region.',
    cy: "Nid chi sydd i wneud hyn. Gofynnwch i bwy bynnag sy'n cydlynu'r rhanbarth.",
  };
}

export function notAMemberNow(): Words {
  return {
    en: 'This is no member of the region any more, and can no longer be changed.',
    cy: "Nid yw hwn yn aelod o'r rhanbarth mwyach, ac ni ellir ei newid bellach.",
  };
}

export function languageTooLong(limit: number): Words {
  return {
    en: `A language tag such as en or cy is needed, of at most ${limit} characters.`,
    cy: `Mae angen tag iaith megis en neu cy, o hyd at ${limit} nod.`,
  };
}

export function accessKindUnknown(): Words {
  return {
    en: 'This is no word of the vocabulary of access features. The query `accessFeatures` lists them.',
    cy: "Nid yw hwn yn air o eirfa'r nodweddion hygyrchedd. Mae'r ymholiad `accessFeatures` yn eu rhestru.",
  };
}

export function saidTwice(): Words {
  return {
    en: 'This is in the list already. Give it once.',
    cy: 'Mae hwn yn y rhestr eisoes. Rhowch ef unwaith.',
  };
}

export function detailTooLong(limit: number): Words {
  return {
    en: `A detail has at most ${limit} characters.`,
    cy: `Mae gan fanylyn hyd at ${limit} nod.`,
  };
}

export function consentToNeedsMissing(): Words {
  return {
    en: 'Consent to ACCESS_REQUIREMENTS is needed to keep access requirements: record it with `giveConsent` first.',
    cy: 'Mae angen cydsyniad i ACCESS_REQUIREMENTS i gadw gofynion hygyrchedd: cofnodwch ef gyda `giveConsent` yn gyntaf.',
  };
}

export function consentToShareMissing(): Words {
  return {
    en: 'Consent to SHARE_WITH_HOSTS is needed before hosts may know: record it with `giveConsent` first.',
    cy: 'Mae angen cydsyniad i SHARE_WITH_HOSTS cyn y caiff trefnwyr wybod: cofnodwch ef gyda `giveConsent` yn gyntaf.',
  };
}

export function titleMissing(id: string): Words {
  return {
    en: `Activity ${id} cannot be published without a title.`,
    cy: `Ni ellir cyhoeddi gweithgaredd ${id} heb deitl.`,
  };
}

export function textWrong(limit: number): Words {
  return {
    en: `A text of 1 to ${limit} characters is needed here, or none in this language.`,
    cy: `Mae angen testun o 1 i ${limit} nod yma, neu ddim un yn yr iaith hon.`,
  };
}

export function endMustFollowStart(): Words {
  return {
    en: 'An activity must end after it starts.',
    cy: 'Rhaid i weithgaredd orffen ar ôl dechrau.',
  };
}

export function timeZoneUnknown(): Words {
  return {
    en: 'An IANA name of a time zone such as Europe/London is needed.',
    cy: 'Mae angen enw IANA ar gylchfa amser megis Europe/London.',
  };
}

export function placeOfOnline(): Words {
  return {
    en: 'What is only online has no place. Leave it out, or choose IN_PERSON or HYBRID.',
    cy: 'Nid oes lle gan yr hyn sydd ar-lein yn unig. Gadewch ef allan, neu dewiswch IN_PERSON neu HYBRID.',
  };
}

export function tooLong(limit: number): Words {
  return {
    en: `At most ${limit} characters fit here.`,
    cy: `Hyd at ${limit} nod sy'n ffitio yma.`,
  };
}

export function outcodeWrong(): Words {
  return {
    en: 'A UK postcode such as CF10 1BH, or its first half such as CF10, is needed here, or none.',
    cy: "Mae angen cod post o'r DU megis CF10 1BH, neu ei hanner cyntaf megis CF10, yma, neu ddim un.",
  };
}

export function gssWrong(): Words {
  return {
    en: 'A GSS code such as W06000015 is needed here, or none.',
    cy: 'Mae angen cod GSS megis W06000015 yma, neu ddim un.',
  };
}

export function degreesWrong(limit: number): Words {
  return {
    en: `Degrees from -${limit} to ${limit} are needed here.`,
    cy: `Mae angen graddau o -${limit} i ${limit} yma.`,
  };
}

export function halfAPoint(): Words {
  return {
    en: 'Latitude and longitude go together: give both, or neither.',
    cy: "Mae lledred a hydred yn mynd gyda'i gilydd: rhowch y ddau, neu'r un ohonynt.",
  };
}

export function capacityWrong(limit: number): Words {
  return {
    en: `An activity has 1 to ${limit} places; leave it out where there is no limit.`,
    cy: `Mae gan weithgaredd 1 i ${limit} o leoedd; gadewch hwn allan lle nad oes terfyn.`,
  };
}

export function capacityTaken(held: number): Words {
  return {
    en: `Already ${held} places are taken: there cannot be fewer than that.`,
    cy: `Mae ${held} o leoedd wedi'u cymryd eisoes: ni all fod llai na hynny.`,
  };
}

export function waitlistWrong(limit: number): Words {
  return {
    en: `A waiting list has 0 to ${limit} places; leave it out where there is no limit.`,
    cy: `Mae gan restr aros 0 i ${limit} o leoedd; gadewch hwn allan lle nad oes terfyn.`,
  };
}

export function themeUnknown(): Words {
  return {
    en: 'There is no such theme. The query `themes` lists them.',
    cy: "Nid oes thema o'r fath. Mae'r ymholiad `themes` yn eu rhestru.",
  };
}

export function isCancelled(): Words {
  return {
    en: 'This activity is cancelled, and can no longer be changed.',
    cy: "Mae'r gweithgaredd hwn wedi'i ganslo, ac ni ellir ei newid bellach.",
  };
}

export function isPublished(): Words {
  return {
    en: 'This activity is published already.',
    cy: "Mae'r gweithgaredd hwn wedi'i gyhoeddi eisoes.",
  };
}

export function isOver(): Words {
  return {
    en: 'This activity is over, and can no longer be cancelled.',
    cy: "Mae'r gweithgaredd hwn drosodd, ac ni ellir ei ganslo bellach.",
  };
}

export function regionUnknown(): Words {
  return {
    en: 'There is no such region. The query `regions` lists them.',
    cy: "Nid oes rhanbarth o'r fath. Mae'r ymholiad `regions` yn eu rhestru.",
  };
}

export function movesNow(): Words {
  return {
    en: 'This member is just moving to another region. Try again in a moment.',
    cy: "Mae'r aelod hwn wrthi'n symud i ranbarth arall. Rhowch gynnig arall arni ymhen ychydig.",
  };
}
