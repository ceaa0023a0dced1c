import { findRegion, regions } from '../../schema/regions';
import { Refusal } from '../kit/errors';
import { unknownRegion } from './messages';

/** Checks slugs of regions that a caller gave. Throws UNKNOWN_REGION, which names those there are. */
export function checkRegions(slugs: readonly string[] | null | undefined): void {
  const unknown = slugs?.find((slug) => !findRegion(slug));
  if (unknown === undefined) return;
  const known = regions.map((region) => region.slug).join(', ');
  throw new Refusal('UNKNOWN_REGION', unknownRegion(unknown.slice(0, 40), known));
}
