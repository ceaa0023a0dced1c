import type { FastifyInstance } from 'fastify';
import { parseAcceptLanguage } from '../../../schema/contract/accept-language';
import { sayIn } from '../../../schema/contract/words';
import { ourFault } from '../../../schema/messages';
import type { RowParts } from '../../kit/program';
import type { RegionDefinition } from '../region-definition';
import { addActivitiesFeed } from './activities-feed';
import { addCalendarRoute } from './calendar-route';

/** Adds what a region serves to anybody beside GraphQL. A fault of ours says nothing of its cause. */
export function addPublicRoutes(server: FastifyInstance, region: RegionDefinition, parts: RowParts): void {
  void server.register(async (scope) => {
    scope.setErrorHandler(async (error, request, reply) => {
      parts.log.error({ err: error, requestId: request.id }, 'a public route failed');
      const message = sayIn(parseAcceptLanguage(request.headers['accept-language']), ourFault());
      reply.code(500).header('cache-control', 'no-store');
      return { errors: [{ message, extensions: { code: 'INTERNAL_SERVER_ERROR' } }] };
    });
    addCalendarRoute(scope, region.row, parts);
    addActivitiesFeed(scope, region, parts);
  });
}
