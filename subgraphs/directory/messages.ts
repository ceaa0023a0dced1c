import type { Words } from '../../schema/contract/words';
import { findRegion } from '../../schema/regions';

// What the directory says to people, in every language.

export function noWordToSearch(): Words {
  return {
    en: '"text" must have a letter or a digit to search for.',
    cy: 'Rhaid bod llythyren neu ddigid yn "text" i chwilio amdano.',
  };
}

function nameOf(slug: string): Words {
  const name = findRegion(slug)?.name;
  return { en: name?.en ?? slug, cy: name?.['cy'] ?? name?.en ?? slug };
}

export function missingInExport(slug: string): Words {
  const { en, cy } = nameOf(slug);
  return {
    en: `${en} does not answer at the moment: what it holds is not in the document. Ask again later.`,
    cy: `Nid yw ${cy} yn ateb ar hyn o bryd: nid yw'r hyn y mae'n ei gadw yn y ddogfen. Gofynnwch eto yn nes ymlaen.`,
  };
}

export function stillToErase(slug: string): Words {
  const { en, cy } = nameOf(slug);
  return {
    en: `${en} does not answer at the moment. It erases as soon as it does: ask again later to see.`,
    cy: `Nid yw ${cy} yn ateb ar hyn o bryd. Bydd yn dileu cyn gynted ag y gwna: gofynnwch eto yn nes ymlaen i weld.`,
  };
}

export function regionSilent(slug: string): Words {
  const { en, cy } = nameOf(slug);
  return {
    en: `${en} does not answer at the moment. Try again later with the same idempotency key: it is never done twice.`,
    cy: `Nid yw ${cy} yn ateb ar hyn o bryd. Rhowch gynnig arall arni yn nes ymlaen gyda'r un allwedd idempotency: ni chaiff ei wneud ddwywaith.`,
  };
}

export function noMoveAsked(): Words {
  return {
    en: 'Nobody with this id asks to move to a region that you coordinate.',
    cy: "Nid oes neb â'r id hwn yn gofyn am symud i ranbarth yr ydych chi'n ei gydlynu.",
  };
}
