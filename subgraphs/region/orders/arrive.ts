import type { EntityManager } from 'typeorm';
import type { OrderInput } from '../../../schema/orders';
import { encodePosition } from '../../../schema/position';
import { placeChanges } from '../../kit/changes/change-record';
import { lockOne } from '../../kit/database/lock';
import { findEarlier, forgetOldKeys, rememberAttempt, type Attempt } from '../../kit/idempotency';
import { unpackMember } from '../luggage';
import { storeMember } from '../region-store';
import type { Order, OrderWork } from './order';

/** Stores the member, and answers where in the feed. A member who is here already has lived on since: it stays as it is. */
async function settleIn(
  manager: EntityManager,
  { region }: OrderWork,
  { id, member: luggage }: OrderInput<'arrive'>,
): Promise<string> {
  const there = await lockOne(manager, region.types.Member, id);
  const transaction = { manager, region };
  const changes =
    there?.status === 'ACTIVE'
      ? await storeMember(transaction, there)
      : await unpackMember(transaction, id, luggage);
  const place = await placeChanges(manager, changes);
  if (!place) throw new Error('A member who arrives is told of in the feed.');
  return encodePosition({ region: region.row.slug, epoch: place.epoch, number: place.last });
}

/** Makes somebody who comes from another region a member, once for each move: an order that comes late brings nobody back. */
export const arrive: Order<'arrive'> = (work, input) =>
  work.db.write(async (manager) => {
    const { id, move } = input;
    const now = work.clock();
    const attempt: Attempt = { key: move, viewer: 'directory', operation: 'arrive', input: { id }, now };
    const earlier = await findEarlier(manager, attempt);
    if (earlier !== null && earlier !== 'conflict' && earlier.change !== null)
      return { change: earlier.change };
    const change = await settleIn(manager, work, input);
    await forgetOldKeys(manager, now);
    await rememberAttempt(manager, attempt, { resultId: id, change });
    return { change };
  });
