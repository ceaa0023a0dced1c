import type { ApolloServerPlugin } from '@apollo/server';
import type { RequestContext } from './context';

/** Logs each operation: its name, how many SQL statements it took, how long, and the codes of its errors. */
export function operationLog(): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () => {
      const startedAt = performance.now();
      return Promise.resolve({
        willSendResponse: ({ contextValue, operationName, response }) => {
          const errors =
            response.body.kind === 'single'
              ? response.body.singleResult.errors?.map((error) => error.extensions?.['code'])
              : undefined;
          contextValue.log.info(
            {
              operation: operationName ?? null,
              statements: contextValue.work.statements,
              millis: Math.round(performance.now() - startedAt),
              errors,
            },
            'operation',
          );
          return Promise.resolve();
        },
      });
    },
  };
}
