import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { Logger } from 'pino';
import { maskError } from './errors';
import { teachScalars } from './known-scalars';
import { createOperationPlugin } from './operation-plugin';
import type { RequestContext } from './request-context';
import type { SubgraphClient } from './subgraph-client';

// @apollo/gateway reports to apollographql.com (every hour, and once more when it stops) and asks the metadata
// services of five clouds where it runs. Its constructor reads this switch; no option does the same.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';

/** Measured: 826 bytes of fragments that spread each other take the gateway's memory without this limit. */
const MAX_RECURSIVE_SELECTIONS = 5_000;
const MAX_TOKENS = 2_000;

function createGateway(
  supergraphSdl: string,
  clients: readonly SubgraphClient[],
  log: Logger,
): ApolloGateway {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService({ name }) {
      const client = clients.find(({ service }) => service.slug === name);
      if (!client) throw new Error(`the gateway has no address for its subgraph "${name}"`);
      return client;
    },
    logger: log,
    __exposeQueryPlanExperimental: false,
  });
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => teachScalars(apiSchema));
  return gateway;
}

/** Apollo Server over these subgraphs, started. Answers the same whatever NODE_ENV says, and calls no one but them. */
export async function startApolloServer(
  supergraphSdl: string,
  clients: readonly SubgraphClient[],
  log: Logger,
): Promise<ApolloServer<RequestContext>> {
  // Apollo's own news at "info" is not ours.
  const apolloLog = log.child({}, { level: log.isLevelEnabled('warn') ? 'warn' : log.level });
  const apollo = new ApolloServer<RequestContext>({
    gateway: createGateway(supergraphSdl, clients, apolloLog),
    logger: apolloLog,
    nodeEnv: 'production',
    introspection: true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    csrfPrevention: true,
    persistedQueries: false,
    maxRecursiveSelections: MAX_RECURSIVE_SELECTIONS,
    parseOptions: { maxTokens: MAX_TOKENS },
    formatError: (error) => maskError(error),
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      createOperationPlugin(log),
    ],
  });
  await apollo.start();
  return apollo;
}
