import cors from '@fastify/cors';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { parseAcceptLanguage } from '../schema/contract/accept-language';
import { sayIn } from '../schema/contract/words';
import { DEVELOPMENT_VIEWER_HEADER } from '../schema/development-viewer';
import { refuseRequest } from '../schema/http-refusals';
import type { GatewayConfiguration } from './configuration';
import { createDrain } from './drain';
import { createMaskedError } from './errors';
import { nothingHere } from './messages';
import { chooseRequestId } from './request-context';

const REQUEST_HEADERS = ['content-type', 'accept-language', 'authorization', 'x-request-id', 'x-read-after'];

/** Refusals by the HTTP layer have the same shape as GraphQL errors; anything else is a fault of ours, and masked. */
function handleErrors(app: FastifyInstance, maxBodyBytes: number, log: Logger): void {
  app.setErrorHandler<FastifyError>(async (error, request, reply) => {
    const refusal = refuseRequest(error, { headers: request.headers, maxBodyBytes });
    if (refusal) return reply.code(refusal.status).send(refusal.body);
    log.error({ requestId: request.id, cause: error.message, stack: error.stack }, 'request failed');
    return reply.code(500).send({ errors: [createMaskedError(request.id)] });
  });
  app.setNotFoundHandler(async ({ headers }, reply) => {
    const languages = parseAcceptLanguage(headers['accept-language']);
    return reply.code(404).send({ error: sayIn(languages, nothingHere()) });
  });
}

/** An HTTP server, and how to stop it. */
export interface HttpServer {
  readonly app: FastifyInstance;
  /** Lets what is being answered finish, then closes all connections: an idle one does not hold it up. */
  close(): Promise<void>;
}

/** The HTTP server without its routes: limits, CORS, request ids and refusals. */
export async function createHttpServer(
  configuration: GatewayConfiguration,
  log: Logger,
): Promise<HttpServer> {
  const { maxBodyBytes, requestTimeoutMillis, corsOrigins, acceptsDevelopmentViewer } = configuration;
  const app = fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMillis,
    forceCloseConnections: true,
    genReqId: (request) => chooseRequestId(request.headers['x-request-id']),
  });
  const drain = createDrain();
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
  });
  // From here on the whole request is there: one that trickles in does not hold a stop up.
  app.addHook('preHandler', async (_request, reply) => drain.enter(reply.raw));
  app.addHook('onSend', async (_request, reply) => {
    if (drain.isDraining()) reply.header('connection', 'close');
  });
  await app.register(cors, {
    origin: corsOrigins === '*' ? '*' : [...corsOrigins],
    methods: ['GET', 'POST'],
    allowedHeaders: [...REQUEST_HEADERS, ...(acceptsDevelopmentViewer ? [DEVELOPMENT_VIEWER_HEADER] : [])],
    exposedHeaders: ['x-request-id', 'x-missing-regions'],
    maxAge: 600,
  });
  handleErrors(app, maxBodyBytes, log);
  const close = async () => {
    if (app.server.listening) await drain.finish(app.server, requestTimeoutMillis);
    await app.close();
  };
  return { app, close };
}
