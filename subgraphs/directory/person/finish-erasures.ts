import { LessThanOrEqual } from 'typeorm';
import { repeat, type Chore } from '../../kit/chore';
import type { FeedReaders } from '../feed/feed-readers';
import { giveOrder } from '../orders/give-order';
import { RegionSilent } from '../routing/post-to-region';
import { eraseShares, findDueShares, UNDER_WAY_MILLIS, type ErasingParts } from './erase-shares';
import { ErasureWish } from './erasures';
import { dropWish, noteErasure } from './keep-erasures';

/** Finds out what became of a wish whose answer was lost, by a crash or on the way. */
async function settleWish(parts: ErasingParts, { id, memberId, home }: ErasureWish): Promise<void> {
  const { db, regionCalls, clock } = parts;
  const order = { region: home, order: 'findErasure', input: { id: memberId } } as const;
  const found = await giveOrder(regionCalls, order);
  if (!found) return dropWish(db, id);
  const { receipt, erasedAt } = found;
  const erasure = { receipt, memberId, home, erasedAt: new Date(erasedAt), knownAt: clock() };
  await noteErasure(db, id, erasure);
}

/** Those whose region may still be about to answer are left to whoever asked. */
async function settleWishes(parts: ErasingParts): Promise<void> {
  const { db, clock, log } = parts;
  const askedAt = LessThanOrEqual(new Date(clock().getTime() - UNDER_WAY_MILLIS));
  for (const wish of await db.read.findBy(ErasureWish, { askedAt })) {
    try {
      await settleWish(parts, wish);
    } catch (error) {
      if (!(error instanceof RegionSilent)) throw error;
      log.debug({ err: error.cause, region: wish.home }, 'it is not known whether a member was erased');
    }
  }
}

/** One round of what is still to be erased. */
export async function goOnErasing(parts: ErasingParts): Promise<void> {
  await settleWishes(parts);
  await eraseShares(parts, await findDueShares(parts.db, parts.clock()));
}

/** Finishes erasures that a silent region or a crash has left open, for as long as the directory runs. */
export function finishErasures({
  readers,
  everyMillis,
  ...parts
}: ErasingParts & { readers: Pick<FeedReaders, 'areReading'>; everyMillis: number }): Chore {
  const round = async (): Promise<void> => {
    if (readers.areReading()) await goOnErasing(parts);
  };
  return repeat(round, { everyMillis, log: parts.log, failure: 'erasures could not go on' });
}
