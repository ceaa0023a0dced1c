import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { unwrapResolverError } from '@apollo/server/errors';
import { ArgumentValidationError } from 'type-graphql';
import { errorCodes, type ErrorCode } from '../../schema/error-codes';
import { say, type Words } from '../../schema/contract/words';
import { isForeign, tellForeignFault } from '../../schema/foreign-faults';
import { ourFault } from '../../schema/messages';
import { isUnavailable, OutcomeUnknown } from './database/failures';
import type { Log } from './log';
import { brokenRule, databaseUnavailable, databaseUnreadable, outcomeUnknown } from './messages';

export { SetupError } from '../../schema/setup-error';

/** A refusal that a caller can do something about. Its message says what was expected, what came and what to do. */
export class Refusal extends GraphQLError {
  constructor(code: ErrorCode, words: Words, details: Record<string, string> = {}) {
    super(say(words), { extensions: { code, ...details } });
    this.name = new.target.name;
  }
}

/** An argument is not what was expected. */
export class BadInput extends Refusal {
  constructor(words: Words) {
    super('BAD_USER_INPUT', words);
  }
}

/** A cursor is damaged or belongs to another list. */
export class BadCursor extends Refusal {
  constructor(words: Words) {
    super('BAD_CURSOR', words);
  }
}

/**
 * What to tell of an error of the database that is no fault of ours; null for any other. `path` is where in a GraphQL
 * answer it happened: what fails below a field of the operation says nothing of what a mutation has stored there.
 */
export function findRefusal(error: unknown, path: readonly unknown[] = []): Refusal | null {
  if (path.length > 1 && (error instanceof OutcomeUnknown || isUnavailable(error)))
    return new Refusal('DATABASE_UNAVAILABLE', databaseUnreadable());
  if (error instanceof OutcomeUnknown) return new Refusal('OUTCOME_UNKNOWN', outcomeUnknown());
  return isUnavailable(error) ? new Refusal('DATABASE_UNAVAILABLE', databaseUnavailable()) : null;
}

interface Violation {
  property: string;
  constraints?: Record<string, string>;
  children?: Violation[];
}

function describeViolation(violation: Violation, path: string): string[] {
  const here = path ? `${path}.${violation.property}` : violation.property;
  const own = Object.entries(violation.constraints ?? {}).map(([rule, text]) => {
    // The library gives the rule's limit in its text alone.
    const limit = /\d+/.exec(text)?.[0];
    return say(brokenRule(here, rule, limit === undefined ? null : Number(limit)));
  });
  return [...own, ...(violation.children ?? []).flatMap((child) => describeViolation(child, here))];
}

function isPublic(code: unknown): boolean {
  return typeof code === 'string' && code in errorCodes && code !== 'INTERNAL_SERVER_ERROR';
}

/** What was refused before any resolver ran has no path, and was refused by a library. */
function messageOf({ message, path, extensions }: GraphQLFormattedError): string {
  const code = extensions?.['code'];
  return path === undefined && isForeign(code) ? say(tellForeignFault(code, message)) : message;
}

/**
 * Makes what leaves a subgraph: errors with a public code keep their message; the rest is logged under the request's
 * id and leaves without a word of what happened inside.
 */
export function formatErrorFor(log: Log) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const place = { path: formatted.path, locations: formatted.locations };
    if (original instanceof ArgumentValidationError) {
      const violations = original.extensions.validationErrors as unknown as Violation[];
      const message = violations.flatMap((violation) => describeViolation(violation, '')).join(' ');
      return { ...place, message, extensions: { code: 'BAD_USER_INPUT' } };
    }
    const { code, stacktrace: _stacktrace, ...details } = formatted.extensions ?? {};
    if (isPublic(code)) return { ...place, message: messageOf(formatted), extensions: { code, ...details } };
    const refusal = findRefusal(original, formatted.path);
    if (refusal) {
      log.warn({ err: original, path: formatted.path }, 'the database cannot be used');
      return { ...place, message: refusal.message, extensions: refusal.extensions };
    }
    log.error({ err: original, path: formatted.path }, 'a resolver failed');
    return {
      ...place,
      message: say(ourFault()),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
  };
}
