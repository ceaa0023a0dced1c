import { Refusal } from '../kit/errors';

// Outcode, then an optional inward code (Royal Mail's formats, with the London districts that end in a letter).
const pattern = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[ABD-HJLNP-UW-Z]{2})?$/;

/** The outcode (`CF10` of `cf10 1bh`) of a postcode or of an outcode. Throws BAD_POSTCODE. */
export function outcodeOf(postcode: string): string {
  const plain = postcode.toUpperCase().replace(/\s+/g, '');
  const outcode = pattern.exec(plain)?.[1];
  if (outcode) return outcode;
  // What came is not repeated: a postcode is personal data, and errors are logged in many places.
  throw new Refusal(
    'BAD_POSTCODE',
    'A UK postcode such as "CF10 1BH", or its first half such as "CF10", was expected, but what came is neither.',
  );
}
