import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { say } from '../../../schema/contract/words';
import type { Position } from '../../../schema/position';
import type { RequestContext } from '../../kit/context';
import type { DirectoryContext } from '../directory-context';
import { notAPosition } from '../../../schema/messages';
import type { PositionSeal } from './position-seal';

/** How long a reader waits for its own write, in milliseconds. */
export const MAX_WAIT_MILLIS = 2000;
/** How many readers wait at once; one more is answered at once, and told. */
export const MAX_WAITERS = 1000;

/** What tells how far the index is. */
export interface IndexProgress {
  /** Whether the index holds everything up to the position. */
  holds(position: Position): Promise<boolean>;
  /** Resolves true when it does, and false when it does not in time. */
  waitFor(position: Position, millis: number): Promise<boolean>;
}

let waiters = 0;

/** The time that the gateway leaves a reader; a caller that says nothing of it has all of it. */
export function readPatience(header: string | undefined): number {
  return header !== undefined && /^\d{1,5}$/.test(header)
    ? Math.min(Number(header), MAX_WAIT_MILLIS)
    : MAX_WAIT_MILLIS;
}

async function waitFor(progress: IndexProgress, position: Position, millis: number): Promise<boolean> {
  if (await progress.holds(position)) return true;
  if (millis === 0 || waiters >= MAX_WAITERS) return false;
  waiters += 1;
  try {
    return await progress.waitFor(position, millis);
  } finally {
    waiters -= 1;
  }
}

/** An operation as a whole is refused, which is HTTP 400: the gateway takes any other status for a fault of ours. */
function refused(): GraphQLError {
  return new GraphQLError(say(notAPosition()), {
    extensions: { code: 'BAD_POSITION', http: { status: 400 } },
  });
}

/**
 * Holds an operation that came with the header `x-read-after` until the index holds what it names, at most two seconds;
 * then it is answered all the same, and `extensions.behind` names the region. A position that this graph did not give
 * is refused at once.
 */
export function readAfter(seal: PositionSeal, progress: IndexProgress): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => {
      let behind: string | null = null;
      return {
        didResolveOperation: async ({ contextValue }) => {
          const { readAfter: sent, patienceMillis } = contextValue as DirectoryContext;
          if (sent === null) return;
          const position = seal.open(sent);
          if (!position) throw refused();
          if (!(await waitFor(progress, position, patienceMillis))) behind = position.region;
        },
        willSendResponse: async ({ response }) => {
          if (behind === null || response.body.kind !== 'single') return;
          response.body.singleResult.extensions = {
            ...response.body.singleResult.extensions,
            behind: [behind],
          };
        },
      };
    },
  };
}
