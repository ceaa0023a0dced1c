import type { Words } from './contract/words';
import type { ErrorCode } from './error-codes';
import { noOneOperation, notARequest, notGraphql, notInSchema, wrongVariable } from './messages';

/** Codes of what GraphQL.js, Apollo Server and fastify find by themselves, and tell in English alone. */
export type ForeignCode = Extract<
  ErrorCode,
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'BAD_USER_INPUT'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'BAD_REQUEST'
>;

// What is said of persisted queries is a word of a protocol, which clients compare.
const tellers: Readonly<Record<ForeignCode, (detail: string) => Words>> = {
  GRAPHQL_PARSE_FAILED: notGraphql,
  GRAPHQL_VALIDATION_FAILED: notInSchema,
  BAD_USER_INPUT: wrongVariable,
  OPERATION_RESOLUTION_FAILURE: noOneOperation,
  BAD_REQUEST: notARequest,
};

export function isForeign(code: unknown): code is ForeignCode {
  return typeof code === 'string' && Object.hasOwn(tellers, code);
}

/** A fault that a library found, for people: in Welsh what kind it is and what to do, with the library's words quoted. */
export function tellForeignFault(code: ForeignCode, detail: string): Words {
  return tellers[code](detail);
}
