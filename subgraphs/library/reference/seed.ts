import { z } from 'zod';
import { accessFeatureFacts, type AccessFeatureFact } from '../../../schema/reference/access-features';
import { areaFact, facts, type AreaFact, type Facts } from '../../../schema/reference/facts';
import areas from './areas.json';

/** All that the library is filled from. */
export interface LibrarySeed {
  readonly facts: Facts;
  /** Areas beside those that the facts name. */
  readonly areas: readonly AreaFact[];
  readonly accessFeatures: readonly AccessFeatureFact[];
}

/** The files of this release. Throws an error that names every place that is not right. */
export function readSeed(): LibrarySeed {
  return {
    facts,
    areas: z.array(areaFact).parse(areas),
    accessFeatures: accessFeatureFacts,
  };
}

/** Every area, each once. Throws where a code stands twice, or where an area speaks of one that is not there. */
export function allAreas(seed: LibrarySeed): readonly AreaFact[] {
  const all = [...seed.facts.areas, ...seed.areas];
  const known = new Set(all.map(({ gss }) => gss));
  if (known.size < all.length) {
    const twice = all.find(({ gss }, index) => all.findIndex((area) => area.gss === gss) < index);
    throw new Error(`The area ${twice?.gss} stands twice in the reference files: keep one of the two.`);
  }
  for (const { gss, parent, replaces = [], replacedBy = [] } of all) {
    const missing = [...(parent ? [parent] : []), ...replaces, ...replacedBy].find(
      (code) => !known.has(code),
    );
    if (missing)
      throw new Error(`The area ${gss} speaks of ${missing}, which no reference file has: add it.`);
  }
  return all;
}
