import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { parseAcceptLanguage } from '../schema/contract/accept-language';
import { speaking } from '../schema/contract/words';
import { type RequestContext, startRequest } from './request-context';

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
  requestTimeoutMillis: number,
): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    async handler(request, reply) {
      if (isVisit(request)) return reply.redirect('/');
      const context = startRequest(request.id, request.headers, requestTimeoutMillis);
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
      const languages = parseAcceptLanguage(context.acceptLanguage);
      const { status, headers, body } = await speaking(languages, execute);
      if (body.kind !== 'complete')
        throw new Error('Apollo Server answered in parts, which nobody asked for.');
      for (const [name, value] of headers) reply.header(name, value);
      return reply
        .code(status ?? 200)
        .header('cache-control', 'no-store')
        .send(body.string);
    },
  });
}
