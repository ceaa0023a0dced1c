import { outcodeOf } from '../catalogue/postcode';
import { postcodeRules, type PostcodeRule } from './postcode-areas';

const byPrefix = new Map(postcodeRules.map((rule) => [rule.prefix, rule]));

/**
 * Regions that may serve a postcode, best first; empty where no region serves the place. A rule for the whole district
 * goes before one for its area: CH5 is not CH. Throws BAD_POSTCODE.
 */
export function matchPostcode(postcode: string): PostcodeRule['matches'] {
  const outcode = outcodeOf(postcode);
  // EC1A is a part of EC1; CH25 is no part of CH2.
  const district = outcode.replace(/(?<=\d)[A-Z]$/, '');
  const area = outcode.replace(/\d.*$/, '');
  const rule = byPrefix.get(outcode) ?? byPrefix.get(district) ?? byPrefix.get(area);
  return rule?.matches ?? [];
}
