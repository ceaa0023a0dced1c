import type { FastifyInstance } from 'fastify';
import { answerCalendar } from '../../../schema/calendar/answer-calendar';
import type { AskGraph } from '../../../schema/calendar/read-rows';
import { ActivityKind } from '../../../schema/contract/activity-enums';
import { parseAcceptLanguage } from '../../../schema/contract/accept-language';
import type { RegionRow } from '../../../schema/regions';
import type { Clock } from '../../kit/context';

/** Asks this server's own GraphQL endpoint what nobody in particular may see. */
function askingItself(server: FastifyInstance, headers: Record<string, string>): AskGraph {
  return async (question) => {
    const { body } = await server.inject({ method: 'POST', url: '/graphql', headers, payload: question });
    return JSON.parse(body) as Awaited<ReturnType<AskGraph>>;
  };
}

/** Adds `GET /calendar.ics`: the region's public activities. */
export function addCalendarRoute(
  server: FastifyInstance,
  { slug, name }: RegionRow,
  { clock }: { clock: Clock },
): void {
  server.get('/calendar.ics', async (request, reply) => {
    const acceptLanguage = request.headers['accept-language'] ?? '';
    const { status, headers, body } = await answerCalendar(
      {
        query: request.query as Record<string, unknown>,
        languages: parseAcceptLanguage(acceptLanguage),
        ifNoneMatch: request.headers['if-none-match'],
      },
      {
        place: { en: name.en, cy: name['cy'] ?? name.en },
        regions: [slug],
        kinds: Object.keys(ActivityKind),
        ask: askingItself(server, { 'accept-language': acceptLanguage, 'x-request-id': request.id }),
        now: clock(),
      },
    );
    return reply.code(status).headers(headers).send(body);
  });
}
