import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { parseAcceptLanguage } from '../schema/contract/accept-language';
import { sayIn, speaking } from '../schema/contract/words';
import { findDevelopmentViewer } from '../schema/development-viewer';
import { createRefusal } from '../schema/http-refusals';
import { notAPosition } from '../schema/messages';
import { isLikeSealed } from '../schema/position';
import type { GatewayConfiguration } from './configuration';
import { tooManyReaders } from './messages';
import { type RequestContext, startRequest } from './request-context';
import { WaitingRoom } from './waiting-room';

function toHeaderMap(headers: IncomingHttpHeaders): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

function isVisit({ method, headers, query }: FastifyRequest): boolean {
  const isAsking = typeof query === 'object' && query !== null && 'query' in query;
  return method === 'GET' && !isAsking && (headers.accept?.includes('text/html') ?? false);
}

/** Adds /graphql. A person who opens it in a browser is sent to the home page. */
export function addGraphqlRoute(
  app: FastifyInstance,
  apollo: ApolloServer<RequestContext>,
  { requestTimeoutMillis, acceptsDevelopmentViewer }: GatewayConfiguration,
): void {
  const room = new WaitingRoom(requestTimeoutMillis);
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    async handler(request, reply) {
      if (isVisit(request)) return reply.redirect('/');
      const languages = parseAcceptLanguage(request.headers['accept-language']);
      const told = findDevelopmentViewer(request.headers, acceptsDevelopmentViewer);
      if ('fault' in told)
        return reply.code(400).send(createRefusal('BAD_VIEWER', sayIn(languages, told.fault)));
      const readAfter = request.headers['x-read-after'];
      if (readAfter === undefined) return answer(request, reply, { languages });
      if (!isLikeSealed(readAfter))
        return reply.code(400).send(createRefusal('BAD_POSITION', sayIn(languages, notAPosition())));
      const turn = await room.enter(() => request.socket.destroyed);
      if (turn === null) {
        reply.code(503).header('retry-after', '5');
        return reply.send(createRefusal('TOO_MANY_READERS', sayIn(languages, tooManyReaders())));
      }
      try {
        return await answer(request, reply, { languages, patienceMillis: turn.patienceMillis });
      } finally {
        turn.leave();
      }
    },
  });

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    { languages, patienceMillis }: { languages: readonly string[]; patienceMillis?: number },
  ): Promise<FastifyReply> {
    const context = startRequest(request.id, request.headers, {
      timeoutMillis: requestTimeoutMillis,
      patienceMillis,
    });
    const queryStart = request.url.indexOf('?');
    const execute = () =>
      apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: toHeaderMap(request.headers),
          search: queryStart < 0 ? '' : request.url.slice(queryStart),
          body: request.body,
        },
        context: async () => context,
      });
    const { status, headers, body } = await speaking(languages, execute);
    if (body.kind !== 'complete') throw new Error('Apollo Server answered in parts, which nobody asked for.');
    for (const [name, value] of headers) reply.header(name, value);
    return reply
      .code(status ?? 200)
      .header('cache-control', 'no-store')
      .send(body.string);
  }
}
