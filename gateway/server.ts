import type { FastifyInstance } from 'fastify';
import { SetupError } from '../schema/setup-error';
import { type GraphQLSchema, buildSchema } from 'graphql';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { startApolloServer } from './apollo-server';
import { addCalendarRoute } from './calendar-route';
import type { GatewayConfiguration } from './configuration';
import { addGraphqlRoute } from './graphql-route';
import { addHomePage } from './home-page';
import { createHttpServer } from './http-server';
import { createReadinessCheck } from './readiness';
import { SubgraphClient } from './subgraph-client';

/** A gateway that is up. */
export interface RunningGateway {
  /** Without a slash at its end; names the port that was taken where the configuration said 0. */
  readonly url: string;
  /** Lets what is under way finish, then closes everything that was opened. */
  stop(): Promise<void>;
}

const firstLine = (error: unknown) => String(error instanceof Error ? error.message : error).split('\n')[0];

async function readSupergraph(file: string): Promise<{ sdl: string; schema: GraphQLSchema }> {
  const sdl = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new SetupError(
      `SUPERGRAPH should be a file that can be read, but is ${file}: ${firstLine(error)}`,
      { cause: error },
    );
  });
  try {
    return { sdl, schema: buildSchema(sdl, { assumeValid: true, assumeValidSDL: true }) };
  } catch (error) {
    throw new SetupError(
      `SUPERGRAPH should be a composed supergraph, but ${file} is not: ${firstLine(error)}`,
      { cause: error },
    );
  }
}

async function listen(app: FastifyInstance, { host, port }: GatewayConfiguration): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new SetupError(`Port ${port} on ${host} is in use: stop what runs there, or set PORT to another.`, {
      cause: error,
    });
  }
}

function addHealthRoutes(app: FastifyInstance, clients: readonly SubgraphClient[]): void {
  const checkReadiness = createReadinessCheck(clients);
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const readiness = await checkReadiness();
    return reply
      .code(readiness.status === 'ready' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readiness);
  });
}

/** Starts the gateway. Throws one line that says what to do when the port is taken or there is no supergraph. */
export async function startGateway(
  configuration: GatewayConfiguration,
  { log, clock = () => new Date() }: { log: Logger; clock?: () => Date },
): Promise<RunningGateway> {
  const { sdl, schema: supergraph } = await readSupergraph(configuration.supergraphFile);
  const timeoutMillis = configuration.subgraphTimeoutMillis;
  const clients = configuration.services.map(
    (service) => new SubgraphClient(service, { supergraph, timeoutMillis, log }),
  );
  // Closed in the opposite order: whoever uses something goes before it.
  const closers: (() => Promise<unknown>)[] = [() => Promise.all(clients.map((client) => client.close()))];
  const closeAll = async () => {
    for (const close of closers.reverse()) await close();
  };
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= closeAll());
  try {
    const apollo = await startApolloServer(sdl, clients, log);
    closers.push(() => apollo.stop());
    const http = await createHttpServer(configuration, log);
    closers.push(() => http.close());
    addGraphqlRoute(http.app, apollo, configuration);
    addCalendarRoute(http.app, apollo, { ...configuration, clock, supergraph });
    addHealthRoutes(http.app, clients);
    await addHomePage(http.app);
    const url = await listen(http.app, configuration);
    log.info({ url }, 'gateway is up');
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
