import { regions as allRegions, type RegionRow } from '../../schema/regions';
import { buildSubgraph, type SubgraphSchema } from '../kit/subgraph-schema';
import { BookingFields } from './resolvers/booking-fields';
import { DirectoryMutations, JointMutations } from './resolvers/directory-mutations';
import { DirectoryRoots } from './resolvers/directory-roots';
import { CohortFields, OrganisationFields, ThemeFields } from './resolvers/library-fields';
import { MemberFields } from './resolvers/member-fields';
import { RegionFields } from './resolvers/region-fields';
import { Cohort, Organisation, Publication, Theme } from './types/library-stubs';
import { stubsOf } from './types/stubs';

type KeyedReference = Record<string, string>;

const asItIs = (reference: KeyedReference): KeyedReference => reference;

function asTheme({ id, slug }: KeyedReference): object {
  const known = slug ?? id?.replace(/^theme:/, '');
  return { __typename: 'Theme', id: `theme:${known}`, slug: known };
}

/** The directory's schema for a list of regions: the graph's own, or another that a test makes up. */
export function buildDirectorySchema(regions: readonly RegionRow[] = allRegions): SubgraphSchema {
  const references = regions.flatMap(({ prefix }) => [prefix, `${prefix}Member`, `${prefix}Booking`]);
  return buildSubgraph({
    resolvers: [
      DirectoryRoots,
      DirectoryMutations,
      JointMutations,
      RegionFields,
      BookingFields,
      MemberFields,
      ThemeFields,
      OrganisationFields,
      CohortFields,
    ],
    types: [...stubsOf(regions), Theme, Publication, Organisation, Cohort],
    references: {
      ...Object.fromEntries([...references, 'Organisation', 'Cohort'].map((name) => [name, asItIs])),
      Theme: asTheme,
    },
    publishesRoots: true,
  });
}
