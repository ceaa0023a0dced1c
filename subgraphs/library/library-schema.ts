import { regions as allRegions, type RegionRow } from '../../schema/regions';
import { buildSubgraph, type SubgraphSchema } from '../kit/subgraph-schema';
import { Member, memberStub } from './member-stub';
import { memberReference, ownReferences } from './references';
import { AccessFeatureKindResolver } from './resolvers/access-feature-kind-resolver';
import { AreaResolver } from './resolvers/area-resolver';
import { MemberResolver, OrganisationResolver } from './resolvers/coop-membership-resolver';
import { FindingResolver, PublicationResolver } from './resolvers/publication-resolver';
import { LibraryRoots } from './resolvers/roots';
import { ThemeResolver } from './resolvers/theme-resolver';

/** Builds the library's schema, with the member type of each region: a region left out loses `coopMembership`. */
export function buildLibrarySchema(
  regions: readonly Pick<RegionRow, 'prefix'>[] = allRegions,
): SubgraphSchema {
  const stubs = regions.map((region) => ({ name: `${region.prefix}Member`, Stub: memberStub(region) }));
  return buildSubgraph({
    resolvers: [
      LibraryRoots,
      ThemeResolver,
      PublicationResolver,
      FindingResolver,
      OrganisationResolver,
      AreaResolver,
      AccessFeatureKindResolver,
      MemberResolver,
    ],
    types: [Member, ...stubs.map(({ Stub }) => Stub)],
    references: {
      ...ownReferences,
      ...Object.fromEntries(stubs.map(({ name, Stub }) => [name, memberReference(Stub)])),
    },
    publishesRoots: true,
  });
}
