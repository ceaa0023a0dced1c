import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import { type GraphQLEnumValue, type GraphQLSchema, isEnumType } from 'graphql';
import { answerCalendar } from '../schema/calendar/answer-calendar';
import type { AskGraph } from '../schema/calendar/read-rows';
import { parseAcceptLanguage } from '../schema/contract/accept-language';
import { speaking } from '../schema/contract/words';
import { regions } from '../schema/regions';
import { type RequestContext, startRequest } from './request-context';

/** What the route is made of beside the graph. */
interface CalendarParts {
  readonly requestTimeoutMillis: number;
  readonly clock: () => Date;
  readonly supergraph: GraphQLSchema;
}

/** Kinds of activity that clients see. */
function kindsIn(supergraph: GraphQLSchema): string[] {
  const type = supergraph.getType('ActivityKind');
  const values = isEnumType(type) ? type.getValues() : [];
  const isHidden = ({ astNode }: GraphQLEnumValue): boolean =>
    astNode?.directives?.some(({ name }) => name.value === 'inaccessible') ?? false;
  return values.filter((value) => !isHidden(value)).map(({ name }) => name);
}

const place = { en: 'United Kingdom', cy: 'y Deyrnas Unedig' };

/** Asks the graph what nobody in particular may see. All questions of one calendar share the time of one request. */
function askingAs(apollo: ApolloServer<RequestContext>, contextValue: RequestContext): AskGraph {
  return async (question) => {
    const { body } = await apollo.executeOperation(question, { contextValue });
    if (body.kind !== 'single') throw new Error('Apollo Server answered in parts, which nobody asked for.');
    return body.singleResult;
  };
}

/** Adds `GET /calendar.ics`: the public activities of every region. */
export function addCalendarRoute(
  app: FastifyInstance,
  apollo: ApolloServer<RequestContext>,
  { requestTimeoutMillis, clock, supergraph }: CalendarParts,
): void {
  const kinds = kindsIn(supergraph);
  app.get('/calendar.ics', async (request, reply) => {
    const acceptLanguage = request.headers['accept-language'];
    const languages = parseAcceptLanguage(acceptLanguage);
    const context = startRequest(
      request.id,
      { 'accept-language': acceptLanguage },
      { timeoutMillis: requestTimeoutMillis },
    );
    const { status, headers, body } = await speaking(languages, () =>
      answerCalendar(
        {
          query: request.query as Record<string, unknown>,
          languages,
          ifNoneMatch: request.headers['if-none-match'],
        },
        {
          place,
          regions: regions.map(({ slug }) => slug),
          kinds,
          ask: askingAs(apollo, context),
          now: clock(),
        },
      ),
    );
    return reply.code(status).headers(headers).send(body);
  });
}
