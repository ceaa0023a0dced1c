import type { MemberIdInput } from '../../../schema/contract/member-inputs';
import { problem, type Problem } from '../../../schema/contract/problem';
import { keyHolder } from '../../../schema/viewer';
import { keyConflict, keyWrong } from '../../catalogue/messages';
import { afterTheFact } from '../../kit/database/failures';
import { findEarlier, isGoodKey, traceOf, type Attempt } from '../../kit/idempotency';
import type { Answer } from '../../kit/payload';
import { referenceOf, type DirectoryContext } from '../directory-context';
import { noMoveAsked, regionSilent } from '../messages';
import { giveOrder } from '../orders/give-order';
import { findOwner } from '../routing/find-owner';
import { RegionSilent } from '../routing/post-to-region';
import { Move } from './move';
import { rememberKey, type Way } from './move-steps';

function refused(found: Problem): Answer {
  return { thing: null, change: null, problems: [found] };
}

// The same words for who does not ask, who asks to move elsewhere, and who is not there.
function notAsked(): Answer {
  return refused(problem('NOT_FOUND', noMoveAsked(), 'id'));
}

function done(
  { positions }: DirectoryContext,
  { id, region, change }: { id: string; region: string; change: string | null },
): Answer {
  return {
    thing: referenceOf({ id, kind: 'MEMBER', source: region }),
    change: change === null ? null : positions.seal(change),
    problems: [],
  };
}

/** Where the member asks to move, as its region tells the viewer. */
async function findRequest(context: DirectoryContext, memberId: string): Promise<Way | null> {
  const { regionCalls, viewer } = context;
  const fromRegion = await findOwner(context, memberId);
  if (fromRegion === null) return null;
  const order = { region: fromRegion, order: 'movingTo', input: { id: memberId }, viewer } as const;
  const toRegion = await giveOrder(regionCalls, order);
  return toRegion === null ? null : { memberId, fromRegion, toRegion };
}

function mayAccept({ regionCalls, viewer }: DirectoryContext, { memberId: id, toRegion: region }: Way) {
  return giveOrder(regionCalls, { region, order: 'mayAccept', input: { id }, viewer });
}

async function attemptMove(context: DirectoryContext, attempt: Attempt, memberId: string): Promise<Answer> {
  const { db, moves } = context;
  // What was begun goes on, also where the old region has let the member go already.
  const way = (await db.read.findOneBy(Move, { memberId })) ?? (await findRequest(context, memberId));
  if (!way || !(await mayAccept(context, way))) return notAsked();
  const trace = attempt.key === null ? null : traceOf(attempt);
  return afterTheFact(async () => {
    const outcome = await moves.begin(way, trace);
    if (outcome.is === 'undone' || outcome.region !== way.toRegion) return notAsked();
    const { region, change } = outcome;
    // A move that another attempt has begun knows that one's key alone.
    if (trace)
      await db.write((manager) =>
        rememberKey(manager, trace, { resultId: memberId, change, now: attempt.now }),
      );
    return done(context, { id: memberId, region, change });
  });
}

/** What the same attempt came to before, or why its key is none; null for one to be made. */
async function findAnswer(context: DirectoryContext, attempt: Attempt): Promise<Answer | null> {
  const { key } = attempt;
  if (key !== null && !isGoodKey(key)) return refused(problem('INVALID', keyWrong(), 'idempotencyKey'));
  const earlier = await findEarlier(context.db.read, attempt);
  if (earlier === 'conflict') return refused(problem('CONFLICT', keyConflict(), 'idempotencyKey'));
  const region = earlier && (await findOwner(context, earlier.resultId));
  return earlier && region ? done(context, { id: earlier.resultId, region, change: earlier.change }) : null;
}

/**
 * Takes a member in, where it asks to move and the viewer may accept that: the new region says who may. Once that is
 * said, it is carried out, though this process should end before: whoever asks again is told what came of it.
 */
export async function acceptMove(context: DirectoryContext, input: MemberIdInput): Promise<Answer> {
  const attempt: Attempt = {
    key: input.idempotencyKey ?? null,
    viewer: keyHolder(context.viewer),
    operation: 'acceptMove',
    input,
    now: context.clock(),
  };
  try {
    return (await findAnswer(context, attempt)) ?? (await attemptMove(context, attempt, input.id));
  } catch (error) {
    if (!(error instanceof RegionSilent)) throw error;
    const { region = '' } = error;
    context.log.warn({ err: error.cause, region }, 'a region did not answer to a move');
    return refused(problem('REGION_UNAVAILABLE', regionSilent(region), 'id'));
  }
}
