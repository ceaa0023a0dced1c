import type { EntryKind } from '../../schema/changes';
import { getService, services } from '../../schema/services';
import { ownDirectoryKey } from '../kit/changes/directory-key';
import { readSubgraphConfiguration } from '../kit/configuration';
import type { RequestContext } from '../kit/context';
import type { Database } from '../kit/database/database';
import { openEmbedded } from '../kit/database/embedded';
import { indexEntities } from '../kit/list/indexed-row';
import { createLog } from '../kit/log';
import { closingWith, type StartOptions, type SubgraphProgram } from '../kit/program';
import { startServer, type RunningServer } from '../kit/server';
import type { SubgraphSchema } from '../kit/subgraph-schema';
import { readDirectoryConfiguration } from './configuration';
import type { DirectoryContext } from './directory-context';
import { buildDirectorySchema } from './directory-schema';
import { entryEntities, FeedCursor } from './entries';
import { forgetSource } from './feed/apply-page';
import { FeedReaders } from './feed/feed-readers';

const service = getService('directory');

let built: SubgraphSchema | undefined;
const schema = (): SubgraphSchema => (built ??= buildDirectorySchema());

function open(env: NodeJS.ProcessEnv): Promise<Database> {
  const { databaseFile } = readSubgraphConfiguration(service, env);
  return openEmbedded(databaseFile, [...entryEntities, ...indexEntities]);
}

/** Forgets the whole index: the feeds fill it again from their beginning. Answers how many rows were dropped. */
export async function emptyIndex(db: Database): Promise<number> {
  return db.write(async (manager) => {
    const sources = await manager.find(FeedCursor);
    let dropped = 0;
    for (const { source } of sources) dropped += await forgetSource(manager, source);
    return dropped;
  });
}

function kindsOf(kind: string): readonly EntryKind[] {
  return kind === 'region' ? ['MEMBER', 'ACTIVITY', 'NETWORK'] : ['PUBLICATION', 'THEME', 'ORGANISATION'];
}

async function start({ env, ...options }: StartOptions): Promise<RunningServer> {
  const configuration = readSubgraphConfiguration(service, env);
  const { sources, privateKey, pollMillis } = readDirectoryConfiguration(env);
  const log = options.log ?? createLog(service.slug, configuration.logLevel);
  const clock = options.clock ?? (() => new Date());
  const db = await open(env);
  const feeds = services
    .filter(({ slug }) => slug in sources)
    .map(({ slug, kind }) => ({ source: { slug, kinds: kindsOf(kind) }, url: sources[slug] as string }));
  const key = privateKey ?? ownDirectoryKey(configuration.dataFolder);
  const readers = new FeedReaders(feeds, { db, privateKey: key, pollMillis, clock, log });
  const extendContext = (context: RequestContext): DirectoryContext => ({
    ...context,
    stateOf: (source) => readers.stateOf(source),
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
      findObstacle: () => Promise.resolve(readers.findObstacle()),
    }),
  );
  readers.start();
  return {
    url: server.url,
    stop: async () => {
      await readers.stop();
      await server.stop();
    },
  };
}

/** The directory: where things are in the whole UK, and nothing else. */
export const directory: SubgraphProgram = { slug: service.slug, schema, open, seedDemo: null, start };
