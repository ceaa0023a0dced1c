import type { EntityManager } from 'typeorm';
import { getService } from '../../schema/services';
import { changeEntities, recordChanges, startCounting } from '../kit/changes/change-record';
import type { Chore } from '../kit/chore';
import {
  readSubgraphConfiguration,
  readVariables,
  wholeNumber,
  type SubgraphConfiguration,
} from '../kit/configuration';
import type { Database, DatabaseContents } from '../kit/database/database';
import { inOrder } from '../kit/database/schema-steps';
import { openDatabase } from '../kit/database/open-database';
import { indexEntities } from '../kit/list/indexed-row';
import { changeMigrations, idempotencyMigrations, indexMigrations } from '../kit/migrations';
import {
  startOwner,
  type RowParts,
  type SeedOptions,
  type SeedResult,
  type SubgraphProgram,
} from '../kit/program';
import { buildSubgraph, type SubgraphSchema } from '../kit/subgraph-schema';
import { IdempotencyKey } from '../kit/idempotency';
import { AccessLogEntry, watchAccessLog } from './access-log-entry';
import { AccessRequirement } from './access-requirement';
import { Consent } from './consent';
import { Coordination } from './coordination';
import { seedRegion } from './demo/seed-region';
import { watchImports } from './desk/abandoned-imports';
import { deskEntities } from './desk/staging';
import { getOwnRegion } from './find-region';
import { LeadershipRole } from './leadership-role';
import { AccessLog1795309200016 } from './migrations/access-log';
import { AccessRequirements1795309200010 } from './migrations/access-requirements';
import { Erasures1795309200015 } from './migrations/erasures';
import { Imports1795309200012 } from './migrations/imports';
import { bookingEntries } from './migrations/booking-entries';
import { Moves1795309200013 } from './migrations/moves';
import { Offers1795309200011 } from './migrations/offers';
import { RegionTables1795219200010 } from './migrations/region-tables';
import { watchOffers } from './offer-clock';
import { hasReference, storeReference } from './reference';
import { findActivity, findBooking, findMember, findNetwork, type RegionContext } from './region-context';
import type { RegionDefinition } from './region-definition';
import { addOrdersRoute } from './orders/orders-route';
import { Erasure } from './person/erasure';
import { addPublicRoutes } from './public/public-routes';
import { ActivityResolver } from './resolvers/activity-resolver';
import { BookingResolver } from './resolvers/booking-resolver';
import { LocalMutations } from './resolvers/local-mutations';
import { LocalRoots } from './resolvers/local-roots';
import { MemberPrivateResolver } from './resolvers/member-private-resolver';
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
      MemberPrivateResolver,
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

function contentsOf({ row, types, migrations, policy }: RegionDefinition): DatabaseContents {
  const { Region, Member, Activity, Network, Booking } = types;
  return {
    slug: row.slug,
    entities: [
      Region,
      Member,
      Activity,
      Network,
      Booking,
      LeadershipRole,
      Consent,
      AccessRequirement,
      AccessLogEntry,
      Coordination,
      Erasure,
      IdempotencyKey,
      ...indexEntities,
      ...changeEntities,
      ...deskEntities,
    ],
    migrations: inOrder([
      ...indexMigrations,
      ...changeMigrations,
      ...idempotencyMigrations,
      RegionTables1795219200010,
      AccessRequirements1795309200010,
      Offers1795309200011,
      Imports1795309200012,
      Moves1795309200013,
      Erasures1795309200015,
      AccessLog1795309200016,
      bookingEntries({ row, policy }),
      ...migrations,
    ]),
  };
}

/** Brings the facts into an empty database: once, however many processes open it together. */
async function loadReference(manager: EntityManager, region: RegionDefinition): Promise<void> {
  // A write comes first, so that a second process that starts now waits here, and finds what the first has stored.
  await startCounting(manager);
  if (await hasReference(manager, region)) return;
  await recordChanges(manager, await storeReference(manager, region));
}

async function openRegion(region: RegionDefinition, { database }: SubgraphConfiguration): Promise<Database> {
  const db = await openDatabase(database, contentsOf(region));
  try {
    if (!(await hasReference(db.read, region))) await db.write((manager) => loadReference(manager, region));
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** How often a region looks for offers that are over, in milliseconds. */
const choreVariables = { OFFER_CHECK_MILLIS: wholeNumber(10, 3_600_000).default(5000) };

/** How often a region looks for what imports have left that were killed, in milliseconds. */
const IMPORT_CHECK_MILLIS = 600_000;

function beginChores(region: RegionDefinition, at: RowParts, everyMillis: number): Chore {
  const chores = [
    watchOffers(region, { ...at, everyMillis }),
    watchImports({ ...at, everyMillis: IMPORT_CHECK_MILLIS }),
    watchAccessLog(at),
  ];
  return {
    stop: async () => {
      await Promise.all(chores.map((chore) => chore.stop()));
    },
  };
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
    contents: contentsOf(region),
    open: (env) => open(readSubgraphConfiguration({ slug, port }, env)),
    seedDemo,
    start: async (options) => {
      const { OFFER_CHECK_MILLIS: everyMillis } = readVariables(choreVariables, options.env);
      return startOwner(
        {
          slug,
          port,
          schema,
          open,
          seedDemo,
          extendContext: (context) => ({ ...context, region }) as RegionContext,
          addRoutes: (server, parts) => {
            addPublicRoutes(server, region, parts);
            addOrdersRoute(server, region, parts);
          },
          beginChores: (at) => beginChores(region, at, everyMillis),
        },
        options,
      );
    },
  };
}
