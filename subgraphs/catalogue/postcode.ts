import { Refusal } from '../kit/errors';
import { badPostcode } from './messages';

// Outcode, then an optional inward code (Royal Mail's formats, with the London districts that end in a letter).
const pattern = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[ABD-HJLNP-UW-Z]{2})?$/;

/** The outcode (`CF10` of `cf10 1bh`) of a postcode or of an outcode; null for anything else. */
export function findOutcode(text: string): string | null {
  return pattern.exec(text.toUpperCase().replace(/\s+/g, ''))?.[1] ?? null;
}

/** The outcode (`CF10` of `cf10 1bh`) of a postcode or of an outcode. Throws BAD_POSTCODE. */
export function outcodeOf(postcode: string): string {
  const outcode = findOutcode(postcode);
  if (outcode) return outcode;
  throw new Refusal('BAD_POSTCODE', badPostcode());
}

/** A whole postcode as it is written (`CF10 1BH` of `cf101bh`); null for anything else. */
export function findWholePostcode(text: string): string | null {
  const [, outcode, inward] = pattern.exec(text.toUpperCase().replace(/\s+/g, '')) ?? [];
  return outcode && inward ? `${outcode} ${inward}` : null;
}
