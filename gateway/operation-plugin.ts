import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { say } from '../schema/contract/words';
import { createMaskedError, publishErrors } from './errors';
import { noSuchOperation, severalOperations } from './messages';
import type { RequestContext } from './request-context';

type Response = GraphQLRequestContextWillSendResponse<RequestContext>;

/** The gateway does not check this itself, and answers 500 with a message of its own. */
function refuseUnknownOperation(operationName: string | undefined): void {
  throw new GraphQLError(say(operationName ? noSuchOperation() : severalOperations()), {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  });
}

/** Values that a subgraph should not have sent are made null by the gateway, which then says so outside `errors`. */
function takeInvalidValues(
  result: { extensions?: Record<string, unknown> },
  requestId: string,
  log: Logger,
): GraphQLFormattedError[] {
  const invalid = result.extensions?.valueCompletion;
  delete result.extensions;
  if (!Array.isArray(invalid) || invalid.length === 0) return [];
  const [first] = invalid as GraphQLError[];
  log.error({ requestId, count: invalid.length, cause: first?.message, path: first?.path }, 'invalid values');
  return [createMaskedError(requestId, first?.path)];
}

/** The gateway puts plain errors among the GraphQL ones when its own checks fail. */
function toFormatted(error: Error): GraphQLFormattedError {
  return error instanceof GraphQLError ? error.toJSON() : { message: error.message };
}

function finishErrors({ response, contextValue, errors = [] }: Response, log: Logger): string[] {
  if (response.body.kind !== 'single') return [];
  const { requestId } = contextValue;
  const result = response.body.singleResult;
  const published = publishErrors(errors.map(toFormatted), requestId, log);
  const shown = [...published, ...takeInvalidValues(result, requestId, log)];
  if (shown.length > 0) result.errors = shown;
  if (contextValue.behind.size > 0) result.extensions = { behind: [...contextValue.behind] };
  const codes = shown.map(({ extensions }) => String(extensions?.code));
  // Apollo Server takes any answer without data for the client's mistake.
  if (result.data === undefined && codes.includes('INTERNAL_SERVER_ERROR')) response.http.status = 500;
  return codes;
}

/** Shapes the errors of each answer for its client, and logs each operation as one line. Variables are never logged. */
export function createOperationPlugin(log: Logger): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ operation, request }) {
          if (!operation) refuseUnknownOperation(request.operationName);
        },
        async willSendResponse(response) {
          const { contextValue, operationName } = response;
          const errors = finishErrors(response, log);
          log.info(
            {
              operation: operationName?.slice(0, 100) ?? null,
              subgraphCalls: contextValue.subgraphCalls,
              millis: Math.round(performance.now() - contextValue.startedAt),
              errors,
              requestId: contextValue.requestId,
            },
            'operation',
          );
        },
      };
    },
  };
}
