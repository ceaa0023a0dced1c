import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readRoutedToken } from '../../schema/routed-token';
import { anonymous, type Viewer } from '../../schema/viewer';
import { addChangeFeed } from './changes/change-feed';
import { ownDirectoryKey, publicHalf } from './changes/directory-key';
import type { Chore } from './chore';
import { readSubgraphConfiguration, type SubgraphConfiguration } from './configuration';
import type { Clock, RequestContext } from './context';
import type { Database, DatabaseContents } from './database/database';
import { defaultDemoSize, type DemoSize } from './demo/demo-size';
import { createLog, type Log } from './log';
import { startServer, type RunningServer } from './server';
import type { SubgraphSchema } from './subgraph-schema';

/** Tells how far a long piece of work has come. */
export type Progress = (done: number, total: number) => void;

/** One subgraph as the command line and the tests know it. */
export interface SubgraphProgram {
  readonly slug: string;
  /** The schema that the code makes. */
  schema(): SubgraphSchema;
  readonly contents: DatabaseContents;
  /** Opens the database that the environment names, and creates it with the reference facts where it is missing. */
  open(env: NodeJS.ProcessEnv): Promise<Database>;
  /** Fills a database with made-up rows; null when the subgraph has none to make. */
  readonly seedDemo: ((db: Database, options: SeedOptions) => Promise<SeedResult>) | null;
  /** Serves. Throws SetupError where the environment does not allow it. */
  start(options: StartOptions): Promise<RunningServer>;
}

export interface SeedOptions {
  readonly size: DemoSize;
  readonly now: Date;
  readonly onProgress?: Progress;
}

/** How many rows of each kind were made; nothing is made where there are rows already. */
export type SeedResult = Readonly<Record<string, number>> | 'has rows already';

export interface StartOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly identify?: (request: FastifyRequest) => Viewer | Promise<Viewer>;
  /** Is given the database that is served from, once it is open. */
  readonly onOpen?: (db: Database) => void;
}

/** What a subgraph that owns rows is served from. */
export interface OwnerParts {
  readonly slug: string;
  readonly port: number;
  readonly schema: () => SubgraphSchema;
  readonly open: (configuration: SubgraphConfiguration) => Promise<Database>;
  readonly seedDemo: (db: Database, options: SeedOptions) => Promise<SeedResult>;
  readonly extendContext?: (context: RequestContext) => RequestContext;
  /** Routes beside those that every owner has. */
  readonly addRoutes?: (server: FastifyInstance, at: RowParts) => void;
  /** Begins what it does by itself, unasked, for as long as it serves. */
  readonly beginChores?: (at: RowParts) => Chore;
}

/** What works on the rows, beside GraphQL, is made of. */
export interface RowParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the world reaches the subgraph; null: where a request says that it was sent to. */
  readonly publicUrl: string | null;
  /** The directory's public key (SPKI in PEM). */
  readonly directoryPublicKey: string;
}

/** Who asks: whoever the directory passes a request on for, and else nobody that is known. */
function routedViewer(slug: string, directoryPublicKey: string) {
  return async ({ headers, body }: FastifyRequest): Promise<Viewer> => {
    const token = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    const viewer = token && (await readRoutedToken(directoryPublicKey, token, { audience: slug, body }));
    return viewer || anonymous;
  };
}

/** Serves a subgraph that owns rows: GraphQL, health, and the change feed for the directory. */
export async function startOwner(parts: OwnerParts, options: StartOptions): Promise<RunningServer> {
  const configuration = readSubgraphConfiguration(parts, options.env);
  const log = options.log ?? createLog(parts.slug, configuration.logLevel);
  const directoryPublicKey =
    configuration.directoryPublicKey ?? publicHalf(ownDirectoryKey(configuration.dataFolder));
  const clock = options.clock ?? (() => new Date());
  const db = await parts.open(configuration);
  options.onOpen?.(db);
  for (const warning of db.warnings) log.warn(warning);
  if (configuration.hasDemo) await parts.seedDemo(db, { size: defaultDemoSize, now: clock() });
  const at = { db, clock, log, publicUrl: configuration.publicUrl, directoryPublicKey };
  const addRoutes = (server: FastifyInstance): void => {
    addChangeFeed(server, { db, slug: parts.slug, directoryPublicKey });
    parts.addRoutes?.(server, at);
  };
  const server = await closingWith(
    db,
    startServer({
      schema: parts.schema().executable,
      ...configuration,
      db,
      log,
      clock,
      identify: options.identify ?? routedViewer(parts.slug, directoryPublicKey),
      extendContext: parts.extendContext,
      addRoutes,
    }),
  );
  const chores = parts.beginChores?.(at);
  return {
    url: server.url,
    stop: async () => {
      await chores?.stop();
      await server.stop();
    },
  };
}

/** A server that closes its database when it stops, or when it cannot start. */
export async function closingWith(db: Database, starting: Promise<RunningServer>): Promise<RunningServer> {
  try {
    const server = await starting;
    return {
      url: server.url,
      stop: async () => {
        await server.stop();
        await db.close();
      },
    };
  } catch (error) {
    await db.close();
    throw error;
  }
}
