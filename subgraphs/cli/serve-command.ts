import pino from 'pino';
import { getService, services } from '../../schema/services';
import { readSubgraphConfiguration } from '../kit/configuration';
import { SetupError } from '../../schema/setup-error';
import { getProgram } from '../programs';
import { explain } from './explain';
import { holdDatabase } from './hold-database';
import { whenNpmIsGone } from './orphan';

export interface ServeOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Directory only: forget the index first. */
  readonly rebuild: boolean;
  /** Started by `up`: this process tells its parent how it fares, and ends when the parent does. */
  readonly isChild: boolean;
}

/** What a child tells the process that started it: its address, or in one line why there is none. */
export type Told = { readonly listening: string } | { readonly failed: string };

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** What can be served, in the order of the list. */
export const servable: readonly string[] = [...services.map(({ slug }) => slug), 'gateway'];

const STOP_MILLIS = 10_000;
/** How long a second process of the directory waits while the first one opens the database. */
const OPENING_MILLIS = 10_000;

async function rebuildIndex(env: NodeJS.ProcessEnv): Promise<void> {
  const { directory, emptyIndex } = await import('../directory');
  const db = await directory.open(env);
  const dropped = await emptyIndex(db).finally(() => db.close());
  process.stdout.write(
    `directory: dropped ${dropped.toLocaleString('en-GB')} rows of the index; the feeds fill it again\n`,
  );
}

// Each process loads what it serves, and nothing of the others.
async function startTheGateway(env: NodeJS.ProcessEnv): Promise<Running> {
  const { readGatewayConfiguration } = await import('../../gateway/configuration');
  const { startGateway } = await import('../../gateway/server');
  const configuration = readGatewayConfiguration(env);
  const log = pino(
    { name: 'gateway', level: configuration.logLevel },
    pino.destination({ fd: 2, sync: true }),
  );
  return startGateway(configuration, { log });
}

async function startSubgraph(name: string, { env, rebuild }: ServeOptions): Promise<Running> {
  const { database } = readSubgraphConfiguration(getService(name), env);
  // The directory may have a second process, which takes over when the first is gone: a lease says whose turn it is.
  // Tables are made by one at a time all the same.
  const mayBeShared = name === 'directory';
  const release = holdDatabase(database, { waitMillis: mayBeShared ? OPENING_MILLIS : 0 });
  try {
    if (rebuild) await rebuildIndex(env);
    const running = await (await getProgram(name)).start({ env });
    if (mayBeShared) release();
    return mayBeShared ? running : { url: running.url, stop: () => running.stop().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

async function start(name: string, options: ServeOptions): Promise<Running> {
  if (!servable.includes(name))
    throw new SetupError(`There is no "${name}" to serve. There is: ${servable.join(', ')}.`);
  if (options.rebuild && name !== 'directory')
    throw new SetupError('"--rebuild" is for the directory alone: npx citizenship serve directory --rebuild');
  return name === 'gateway' ? startTheGateway(options.env) : startSubgraph(name, options);
}

/** Stops what runs once, however often and by whichever way it is asked to; a stop that hangs is cut. */
function stopWhenTold(running: Running, { env, isChild }: ServeOptions): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_MILLIS).unref();
    void running.stop().then(() => {
      if (process.connected) process.disconnect();
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (isChild) process.on('disconnect', stop);
  else whenNpmIsGone(env, stop);
}

/**
 * Starts, and from then on stops when told to. Until then a signal ends the process at once: starting may keep it too
 * busy to hear of one, and what it writes, it writes in transactions.
 */
async function runUntilStopped(name: string, options: ServeOptions): Promise<Running> {
  // The process that started this one is gone: nobody else would stop it.
  const leave = (): void => process.exit(1);
  if (options.isChild) process.on('disconnect', leave);
  const running = await start(name, options);
  process.off('disconnect', leave);
  if (options.isChild && !process.connected) leave();
  stopWhenTold(running, options);
  return running;
}

function tell(told: Told): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(told, () => resolve());
    else resolve();
  });
}

/** Serves one process until it is told to stop. Throws SetupError, unless it has a parent to tell instead. */
export async function serve(name: string, options: ServeOptions): Promise<void> {
  try {
    const { url } = await runUntilStopped(name, options);
    if (options.isChild) await tell({ listening: url });
    else process.stdout.write(`${name} serves at ${url}/graphql. Ctrl-C stops it.\n`);
  } catch (error) {
    const line = explain(error);
    if (!options.isChild || line === null) throw error;
    await tell({ failed: line });
    process.exit(1);
  }
}
