import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { type ErrorCode, errorCodes } from '../schema/error-codes';
import { say } from '../schema/contract/words';
import { isForeign, tellForeignFault } from '../schema/foreign-faults';
import { ourFault } from '../schema/messages';
import { findRegion } from '../schema/regions';
import { unavailable } from './messages';

/** Said of the client's document or HTTP request, so only the gateway can say it. A subgraph that does is at odds with the supergraph. */
const gatewayCodes = new Set<ErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
  'REQUEST_TOO_LARGE',
  'TOO_MANY_READERS',
  'INTERNAL_SERVER_ERROR',
]);

/** What a client may learn beside the message; all of them strings. */
const publicExtensions = ['code', 'region', 'subgraph', 'argument'] as const;

/** Whether a subgraph may show a client an error with this code, message and all. */
export function mayComeFromSubgraph(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCodes, code) && !gatewayCodes.has(code as ErrorCode);
}

/** The one error that stands for a service that failed to answer. Says nothing of the cause. */
export function createUnavailableError(slug: string): GraphQLError {
  const region = findRegion(slug);
  const extensions = region
    ? { code: 'REGION_UNAVAILABLE', region: slug }
    : { code: 'SUBGRAPH_UNAVAILABLE', subgraph: slug };
  return new GraphQLError(say(unavailable(slug)), { extensions });
}

function isPublic({ extensions }: GraphQLFormattedError): boolean {
  const code = extensions?.code;
  return typeof code === 'string' && Object.hasOwn(errorCodes, code) && code !== 'INTERNAL_SERVER_ERROR';
}

/** What a client sees in place of a fault of ours. */
export function createMaskedError(
  requestId: string | undefined,
  path?: GraphQLFormattedError['path'],
): GraphQLFormattedError {
  return {
    message: say(ourFault()),
    ...(path && { path }),
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...(requestId && { requestId }) },
  };
}

/**
 * Whether a library found the fault, before anything was asked for. What a subgraph found is in the caller's language
 * already, and which operation is meant is asked in the gateway's own words.
 */
function isOfLibrary({ path, extensions = {} }: GraphQLFormattedError): boolean {
  const isOfSubgraph = extensions.serviceName !== undefined;
  return path === undefined && !isOfSubgraph && extensions.code !== 'OPERATION_RESOLUTION_FAILURE';
}

function messageOf(error: GraphQLFormattedError): string {
  const code = error.extensions?.code;
  return isForeign(code) && isOfLibrary(error) ? say(tellForeignFault(code, error.message)) : error.message;
}

/** The error as a client may see it: masked unless its code is public, and without anything that is not for clients. */
export function maskError(error: GraphQLFormattedError, requestId?: string): GraphQLFormattedError {
  const { locations, path, extensions = {} } = error;
  if (!isPublic(error)) return createMaskedError(requestId, path);
  const shown = publicExtensions.filter((name) => typeof extensions[name] === 'string');
  return {
    message: messageOf(error),
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: Object.fromEntries(shown.map((name) => [name, extensions[name]])),
  };
}

/** Errors that say the same of the same service become one; the first stays. */
function collapseUnavailable(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  const seen = new Set<string>();
  return errors.filter(({ extensions = {} }) => {
    if (extensions.code !== 'REGION_UNAVAILABLE' && extensions.code !== 'SUBGRAPH_UNAVAILABLE') return true;
    const key = `${extensions.code} ${String(extensions.region ?? extensions.subgraph)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The errors of one response as its client sees them. What is masked is logged here, once, with the request id. */
export function publishErrors(
  errors: readonly GraphQLFormattedError[],
  requestId: string,
  log: Logger,
): GraphQLFormattedError[] {
  for (const error of errors) {
    if (isPublic(error)) continue;
    const { code, serviceName } = error.extensions ?? {};
    log.error(
      { requestId, subgraph: serviceName, code, path: error.path, cause: error.message },
      'masked error',
    );
  }
  return collapseUnavailable(errors.map((error) => maskError(error, requestId)));
}
