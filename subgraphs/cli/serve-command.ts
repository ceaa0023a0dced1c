import pino from 'pino';
import { services } from '../../schema/services';
import { SetupError } from '../kit/errors';
import { getProgram } from '../programs';

interface ServeOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Directory only: forget the index first. */
  readonly rebuild: boolean;
}

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** What a child tells the process that started it. */
export interface Listening {
  readonly listening: string;
}

async function rebuildIndex(env: NodeJS.ProcessEnv): Promise<void> {
  const { directory, emptyIndex } = await import('../directory');
  const db = await directory.open(env);
  const dropped = await emptyIndex(db).finally(() => db.close());
  process.stdout.write(`directory: dropped ${dropped} rows of the index; the feeds fill it again\n`);
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

async function start(name: string, { env, rebuild }: ServeOptions): Promise<Running> {
  if (name === 'gateway') return startTheGateway(env);
  if (!services.some(({ slug }) => slug === name)) {
    const known = [...services.map(({ slug }) => slug), 'gateway'].join(', ');
    throw new SetupError(`There is no "${name}" to serve. There is: ${known}.`);
  }
  if (rebuild && name !== 'directory') throw new SetupError('"--rebuild" is for the directory alone.');
  if (rebuild) await rebuildIndex(env);
  return (await getProgram(name)).start({ env });
}

/** Stops once, however often and by whichever way it is asked to; a stop that hangs is cut after ten seconds. */
function stopOnSignals(running: Running): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    const deadline = setTimeout(() => process.exit(1), 10_000);
    deadline.unref();
    void running.stop().then(() => {
      clearTimeout(deadline);
      if (process.connected) process.disconnect();
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // The process that started this one is gone: nobody else would stop it.
  process.on('disconnect', stop);
}

/** Serves one process until it is told to stop. Throws SetupError. */
export async function serve(name: string, options: ServeOptions): Promise<void> {
  const running = await start(name, options);
  stopOnSignals(running);
  if (process.send) process.send({ listening: running.url } satisfies Listening);
  else process.stdout.write(`${name} serves at ${running.url}\n`);
}
