import { getService } from '../../schema/services';
import { changeEntities, recordChanges, startCounting } from '../kit/changes/change-record';
import { readSubgraphConfiguration, type SubgraphConfiguration } from '../kit/configuration';
import type { Database } from '../kit/database/database';
import { openEmbedded } from '../kit/database/embedded';
import { indexEntities } from '../kit/list/indexed-row';
import { startOwner, type SeedOptions, type SeedResult, type SubgraphProgram } from '../kit/program';
import { buildSubgraph, type SubgraphSchema } from '../kit/subgraph-schema';
import { IdempotencyKey } from '../kit/idempotency';
import { Consent } from './consent';
import { Coordination } from './coordination';
import { seedRegion } from './demo/seed-region';
import { getOwnRegion } from './find-region';
import { LeadershipRole } from './leadership-role';
import { hasReference, storeReference } from './reference';
import { findActivity, findBooking, findMember, findNetwork, type RegionContext } from './region-context';
import type { RegionDefinition } from './region-definition';
import { ActivityResolver } from './resolvers/activity-resolver';
import { BookingResolver } from './resolvers/booking-resolver';
import { LocalMutations } from './resolvers/local-mutations';
import { LocalRoots } from './resolvers/local-roots';
import { MemberResolver } from './resolvers/member-resolver';
import { NetworkResolver } from './resolvers/network-resolver';
import { RegionResolver } from './resolvers/region-resolver';

type Find = (context: RegionContext, id: string) => Promise<unknown>;

function byId(find: Find) {
  return (reference: Record<string, string>, context: RegionContext) => find(context, reference['id'] ?? '');
}

function buildRegionSchema({ types, row }: RegionDefinition): SubgraphSchema {
  return buildSubgraph({
    resolvers: [
      LocalRoots,
      LocalMutations,
      RegionResolver,
      MemberResolver,
      ActivityResolver,
      NetworkResolver,
      BookingResolver,
    ],
    types: Object.values(types),
    references: {
      [types.Region.name]: (reference: Record<string, string>, context: RegionContext) =>
        reference['slug'] === row.slug ? getOwnRegion(context) : null,
      [types.Member.name]: byId(findMember),
      [types.Activity.name]: byId(findActivity),
      [types.Network.name]: byId(findNetwork),
      [types.Booking.name]: byId(findBooking),
    },
    publishesRoots: false,
  });
}

async function openRegion(
  region: RegionDefinition,
  { databaseFile }: SubgraphConfiguration,
): Promise<Database> {
  const { Region, Member, Activity, Network, Booking } = region.types;
  const db = await openEmbedded(databaseFile, [
    Region,
    Member,
    Activity,
    Network,
    Booking,
    LeadershipRole,
    Consent,
    Coordination,
    IdempotencyKey,
    ...indexEntities,
    ...changeEntities,
  ]);
  if (!(await hasReference(db.read, region))) {
    await db.write(async (manager) => {
      await startCounting(manager);
      await recordChanges(manager, await storeReference(manager, region));
    });
  }
  return db;
}

/** A region as a program, with what makes it differ from the others. */
export interface RegionProgram extends SubgraphProgram {
  readonly region: RegionDefinition;
}

/** Makes a program of what makes a region differ from the others. */
export function regionProgram(region: RegionDefinition): RegionProgram {
  const { slug, port } = getService(region.row.slug);
  let built: SubgraphSchema | undefined;
  const schema = (): SubgraphSchema => (built ??= buildRegionSchema(region));
  const open = (configuration: SubgraphConfiguration): Promise<Database> => openRegion(region, configuration);
  const seedDemo = (db: Database, options: SeedOptions): Promise<SeedResult> =>
    seedRegion(db, region, options);
  return {
    region,
    slug,
    schema,
    open: (env) => open(readSubgraphConfiguration({ slug, port }, env)),
    seedDemo,
    start: (options) =>
      startOwner(
        {
          slug,
          port,
          schema,
          open,
          seedDemo,
          extendContext: (context) => ({ ...context, region }) as RegionContext,
        },
        options,
      ),
  };
}
