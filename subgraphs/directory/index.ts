import type { FastifyRequest } from 'fastify';
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
import { entryEntities } from './entries';
import { FeedReaders } from './feed/feed-readers';
import { IndexWatch } from './read-after/index-watch';
import { readAfter } from './read-after/read-after';
import { PositionSigner } from './read-after/signed-position';

export { emptyIndex, leave, welcome } from './feed/forget-source';

const service = getService('directory');

let built: SubgraphSchema | undefined;
const schema = (): SubgraphSchema => (built ??= buildDirectorySchema());

function open(env: NodeJS.ProcessEnv): Promise<Database> {
  const { databaseFile } = readSubgraphConfiguration(service, env);
  return openEmbedded(databaseFile, [...entryEntities, ...indexEntities]);
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
  const positions = new PositionSigner(key);
  const watch = new IndexWatch(db);
  const extendContext = (context: RequestContext, { headers }: FastifyRequest): DirectoryContext => ({
    ...context,
    stateOf: (source) => readers.stateOf(source),
    regionCalls: { urls: sources, privateKey: key },
    positions,
    readAfter: headers['x-read-after']?.toString() ?? null,
    mayWait: headers['x-read-after-patience'] !== '0',
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
  return {
    url: server.url,
    stop: async () => {
      watch.stop();
      await readers.stop();
      await server.stop();
    },
  };
}

/** The directory: where things are in the whole UK, and nothing else. */
export const directory: SubgraphProgram = { slug: service.slug, schema, open, seedDemo: null, start };
