import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApolloServer, HeaderMap, type ApolloServerPlugin, type HTTPGraphQLRequest } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { parseAcceptLanguage } from '../../schema/contract/accept-language';
import { sayIn, speaking } from '../../schema/contract/words';
import { findDevelopmentViewer } from '../../schema/development-viewer';
import { anonymous, type Viewer } from '../../schema/viewer';
import type { Clock, RequestContext } from './context';
import type { Database } from './database/database';
import { countingStatements } from './database/statements';
import { formatErrorFor, Refusal, SetupError } from './errors';
import { Loaders } from './loaders';
import type { Log } from './log';
import { nothingHere } from './messages';
import { operationLog } from './operation-log';
import { answerFailure } from './route-failures';
import { closeUnusedConnections } from './unused-connections';

/** What a server of a subgraph is made of. */
export interface ServerParts {
  readonly schema: GraphQLSchema;
  readonly host: string;
  readonly port: number;
  readonly maxBodyBytes: number;
  /** Whether the header x-development-viewer says who asks; else a request with it is refused. */
  readonly acceptsDevelopmentViewer: boolean;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Who asks, where no development header says it; nobody that is known without. */
  readonly identify?: (request: FastifyRequest) => Viewer | Promise<Viewer>;
  /** What this subgraph's resolvers need beside what every resolver has. */
  readonly extendContext?: (context: RequestContext, request: FastifyRequest) => RequestContext;
  /** What else is to be done with each operation. */
  readonly plugins?: readonly ApolloServerPlugin<RequestContext>[];
  /** Routes beside GraphQL and health. */
  readonly addRoutes?: (server: FastifyInstance) => void;
  /** What keeps the subgraph from being ready, in words; null when it is ready. */
  readonly findObstacle?: () => Promise<string | null>;
}

/** A server that listens. */
export interface RunningServer {
  /** Such as `http://127.0.0.1:4002`. */
  readonly url: string;
  stop(): Promise<void>;
}

async function viewerOf(parts: ServerParts, request: FastifyRequest): Promise<Viewer> {
  const told = findDevelopmentViewer(request.headers, parts.acceptsDevelopmentViewer);
  if ('fault' in told) throw new Refusal('BAD_VIEWER', told.fault);
  return told.viewer ?? (await parts.identify?.(request)) ?? anonymous;
}

async function contextOf(parts: ServerParts, request: FastifyRequest): Promise<RequestContext> {
  const context: RequestContext = {
    viewer: await viewerOf(parts, request),
    db: parts.db,
    loaders: new Loaders(),
    clock: parts.clock,
    log: parts.log.child({ requestId: request.id }),
    languages: parseAcceptLanguage(request.headers['accept-language']),
    work: { statements: 0 },
  };
  return parts.extendContext?.(context, request) ?? context;
}

function httpRequestOf(request: FastifyRequest): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  return { method: request.method, headers, search, body: request.body };
}

function graphqlRoute(parts: ServerParts, apollo: ApolloServer<RequestContext>) {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const context = await contextOf(parts, request);
    const execute = () =>
      apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: httpRequestOf(request),
        context: () => Promise.resolve(context),
      });
    const response = await countingStatements(context.work, execute);
    for (const [name, value] of response.headers) reply.header(name, value);
    reply.code(response.status ?? 200);
    // Nothing here is deferred, so every answer is complete.
    return response.body.kind === 'complete' ? response.body.string : '';
  };
  return (request: FastifyRequest, reply: FastifyReply): Promise<unknown> =>
    speaking(parseAcceptLanguage(request.headers['accept-language']), () =>
      answer(request, reply).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        return reply.code(400).send({ errors: [error.toJSON()] });
      }),
    );
}

const DATABASE_MILLIS = 2000;

/** What keeps the database from being read, in words; null when it answers. */
async function findDatabaseObstacle({ read }: Database): Promise<string | null> {
  const isAnswered = await Promise.race([
    read.query('SELECT 1').then(
      () => true,
      () => false,
    ),
    sleep(DATABASE_MILLIS, false, { ref: false }),
  ]);
  return isAnswered ? null : 'The database does not answer.';
}

function addHealth(server: FastifyInstance, parts: ServerParts): void {
  server.get('/health/live', () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    const obstacle = (await findDatabaseObstacle(parts.db)) ?? (await parts.findObstacle?.()) ?? null;
    reply.code(obstacle === null ? 200 : 503);
    return obstacle === null ? { status: 'ready' } : { status: 'not ready', reason: obstacle };
  });
}

async function listen(server: FastifyInstance, { host, port }: ServerParts): Promise<string> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new SetupError(`Port ${port} on ${host} is in use: stop what runs there, or set PORT to another.`);
  }
  const address = server.server.address() as AddressInfo;
  return `http://${host}:${address.port}`;
}

/** Serves GraphQL at `/graphql` and health at `/health/live` and `/health/ready`. Throws SetupError. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const apollo = new ApolloServer<RequestContext>({
    schema: parts.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    formatError: formatErrorFor(parts.log),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // These look at every field of every answer, for services that are not used here.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      operationLog(),
      ...(parts.plugins ?? []),
    ],
  });
  await apollo.start();
  const server = fastify({
    bodyLimit: parts.maxBodyBytes,
    forceCloseConnections: 'idle',
    genReqId: (request) => request.headers['x-request-id']?.toString().slice(0, 64) ?? randomUUID(),
  });
  server.route({ method: ['GET', 'POST'], url: '/graphql', handler: graphqlRoute(parts, apollo) });
  closeUnusedConnections(server);
  addHealth(server, parts);
  server.setErrorHandler(answerFailure(parts));
  server.setNotFoundHandler(async ({ headers }, reply) => {
    const languages = parseAcceptLanguage(headers['accept-language']);
    return reply.code(404).send({ error: sayIn(languages, nothingHere()) });
  });
  parts.addRoutes?.(server);
  const url = await listen(server, parts);
  return {
    url,
    stop: async () => {
      await server.close();
      await apollo.stop();
    },
  };
}
