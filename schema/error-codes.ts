/**
 * Every code that a client can meet in `errors[].extensions.code`, with what it means. Whatever has another code is
 * a fault of ours: it is logged, and leaves the graph as INTERNAL_SERVER_ERROR without its message.
 */
export const errorCodes = {
  BAD_USER_INPUT: 'An argument is not what was expected; the message says what was.',
  BAD_CURSOR: 'A cursor is damaged, or belongs to a list with another order or filter.',
  BAD_POSITION: 'The header x-read-after is not a position that this graph gave.',
  TOO_MANY_READERS: 'Too many readers wait for writes of their own: ask again in a few seconds.',
  BAD_VIEWER: 'The header x-development-viewer is not taken here, or is not of its shape.',
  BAD_POSTCODE: 'A postcode is not one, or its place is not known here.',
  UNKNOWN_REGION: 'No region has this slug.',
  REGION_UNAVAILABLE: 'A region did not answer; `extensions.region` names it. Everything else stands.',
  SUBGRAPH_UNAVAILABLE:
    'A UK-wide part did not answer; `extensions.subgraph` names it. Everything else stands.',
  DATABASE_UNAVAILABLE:
    'The database of a part cannot be used now: ask again later. A mutation that answers this has stored nothing; a field below one is missing, and what the mutation says stands.',
  OUTCOME_UNKNOWN:
    'The database was lost while it stored a change, which may be stored or not: send it again with its idempotencyKey.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL, or is too long.',
  GRAPHQL_VALIDATION_FAILED: 'The document asks for something that the schema does not have.',
  OPERATION_RESOLUTION_FAILURE: 'The document has several operations and the request names none of them.',
  PERSISTED_QUERY_NOT_FOUND: 'The hash is not known here yet: send the document along.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'This server keeps no documents.',
  BAD_REQUEST: 'The HTTP request is not a GraphQL request.',
  REQUEST_TOO_LARGE: 'The HTTP request is larger than the limit that the message names.',
  INTERNAL_SERVER_ERROR: 'A fault of ours; quote `extensions.requestId` to whoever runs the graph.',
} as const;
export type ErrorCode = keyof typeof errorCodes;
