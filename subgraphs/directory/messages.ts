import type { Words } from '../../schema/contract/words';
import { findRegion } from '../../schema/regions';

// What the directory says to people, in every language.

export function noWordToSearch(): Words {
  return {
    en: '"text" must have a letter or a digit to search for.',
    cy: 'Rhaid bod llythyren neu ddigid yn "text" i chwilio amdano.',
  };
}

export function notAPosition(): Words {
  return {
    en: '"x-read-after" is not a position that this graph gave. Send a `change` back as it was given, or leave it out.',
    cy: 'Nid yw "x-read-after" yn safle a roddodd y graff hwn. Anfonwch `change` yn ôl fel y\'i cafwyd, neu gadewch ef allan.',
  };
}

export function regionSilent(slug: string): Words {
  const name = findRegion(slug)?.name;
  const [en, cy] = [name?.en ?? slug, name?.['cy'] ?? name?.en ?? slug];
  return {
    en: `${en} does not answer at the moment. Try again later with the same idempotency key: it is never done twice.`,
    cy: `Nid yw ${cy} yn ateb ar hyn o bryd. Rhowch gynnig arall arni yn nes ymlaen gyda'r un allwedd idempotency: ni chaiff ei wneud ddwywaith.`,
  };
}
