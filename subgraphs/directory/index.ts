import type { FastifyRequest } from 'fastify';
import type { EntryKind } from '../../schema/changes';
import { getService, services } from '../../schema/services';
import { ownDirectoryKey } from '../kit/changes/directory-key';
import { readSubgraphConfiguration } from '../kit/configuration';
import type { RequestContext } from '../kit/context';
import type { Database, DatabaseContents } from '../kit/database/database';
import { openDatabase } from '../kit/database/open-database';
import { inOrder } from '../kit/database/schema-steps';
import { indexEntities } from '../kit/list/indexed-row';
import { createLog } from '../kit/log';
import { indexMigrations } from '../kit/migrations';
import { closingWith, type StartOptions, type SubgraphProgram } from '../kit/program';
import { startServer, type RunningServer } from '../kit/server';
import type { SubgraphSchema } from '../kit/subgraph-schema';
import { readDirectoryConfiguration } from './configuration';
import type { DirectoryContext } from './directory-context';
import { buildDirectorySchema } from './directory-schema';
import { entryEntities } from './entries';
import { FeedReaders } from './feed/feed-readers';
import { Bookings1795309200021 } from './migrations/bookings';
import { EarlierPlaces1795309200020 } from './migrations/earlier-places';
import { EntryTables1795219200020 } from './migrations/entry-tables';
import { Moves1795309200022 } from './migrations/moves';
import { Moves } from './moves/moves';
import { watchMoves } from './moves/watch-moves';
import { PlacesBySort1795309200023 } from './migrations/places-by-sort';
import { Erasures1795309200024 } from './migrations/erasures';
import { finishErasures } from './person/finish-erasures';
import { IndexWatch } from './read-after/index-watch';
import { readAfter, readPatience } from './read-after/read-after';
import { PositionSeal } from './read-after/position-seal';
import { Settler } from './settling/settler';

export { emptyIndex, leave, welcome } from './feed/forget-source';

const service = getService('directory');

let built: SubgraphSchema | undefined;
const schema = (): SubgraphSchema => (built ??= buildDirectorySchema());

const contents: DatabaseContents = {
  slug: service.slug,
  entities: [...entryEntities, ...indexEntities],
  migrations: inOrder([
    ...indexMigrations,
    EntryTables1795219200020,
    EarlierPlaces1795309200020,
    Moves1795309200022,
    Bookings1795309200021,
    PlacesBySort1795309200023,
    Erasures1795309200024,
  ]),
};

function open(env: NodeJS.ProcessEnv): Promise<Database> {
  return openDatabase(readSubgraphConfiguration(service, env).database, contents);
}

function kindsOf(kind: string): readonly EntryKind[] {
  return kind === 'region'
    ? ['MEMBER', 'ACTIVITY', 'NETWORK', 'BOOKING']
    : ['PUBLICATION', 'THEME', 'ORGANISATION'];
}

async function start({ env, ...options }: StartOptions): Promise<RunningServer> {
  const configuration = readSubgraphConfiguration(service, env);
  const { sources, privateKey, pollMillis } = readDirectoryConfiguration(env);
  const log = options.log ?? createLog(service.slug, configuration.logLevel);
  const clock = options.clock ?? (() => new Date());
  const db = await open(env);
  options.onOpen?.(db);
  for (const warning of db.warnings) log.warn(warning);
  const feeds = services
    .filter(({ slug }) => slug in sources)
    .map(({ slug, kind }) => ({ source: { slug, kinds: kindsOf(kind) }, url: sources[slug] as string }));
  const key = privateKey ?? ownDirectoryKey(configuration.dataFolder);
  const readers = new FeedReaders(feeds, { db, privateKey: key, pollMillis, clock, log });
  const positions = new PositionSeal(key);
  const watch = new IndexWatch(db);
  const calls = { urls: sources, privateKey: key };
  const moves = new Moves({ db, calls, clock, log });
  const settler = new Settler({ db, calls, log, pollMillis, mayWork: () => readers.areReading() });
  const extendContext = (context: RequestContext, { headers }: FastifyRequest): DirectoryContext => ({
    ...context,
    stateOf: (source) => readers.stateOf(source),
    regionCalls: calls,
    moves,
    positions,
    readAfter: headers['x-read-after']?.toString() ?? null,
    patienceMillis: readPatience(headers['x-read-after-patience']?.toString()),
  });
  const server = await closingWith(
    db,
    startServer({
      schema: schema().executable,
      ...configuration,
      db,
      log,
      clock,
      identify: options.identify,
      extendContext,
      plugins: [readAfter(positions, watch)],
      findObstacle: () => Promise.resolve(readers.findObstacle()),
    }),
  );
  readers.start();
  const moveWatch = watchMoves({ moves, readers, everyMillis: pollMillis, log });
  settler.start();
  const erasing = finishErasures({ db, regionCalls: calls, clock, log, readers, everyMillis: pollMillis });
  return {
    url: server.url,
    stop: async () => {
      watch.stop();
      await moveWatch.stop();
      await erasing.stop();
      await settler.stop();
      await readers.stop();
      await server.stop();
    },
  };
}

/** The directory: where things are in the whole UK, and nothing else. */
export const directory: SubgraphProgram = {
  slug: service.slug,
  schema,
  contents,
  open,
  seedDemo: null,
  start,
};
