import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { decodePosition } from '../../../schema/position';
import { storeRows, type Database } from '../../kit/database/database';
import { forgetOldKeys, IdempotencyKey, type Trace } from '../../kit/idempotency';
import { Entry, FeedCursor, MemberEntry } from '../entries';
import { holdIndex } from '../feed/hold-index';
import { readAgain } from '../feed/set-aside';
import { storeRoute } from '../routing/remembered-routes';
import { Move } from './move';

// What the directory itself stores on the way of a move, each step in one transaction. Of a move that another process
// has finished meanwhile nothing is stored any more.

/** Which member moves, from where and to where: slugs. */
export type Way = Pick<Move, 'memberId' | 'fromRegion' | 'toRegion'>;

function findIn(manager: EntityManager, { memberId, id }: Move): Promise<Move | null> {
  return manager.findOneBy(Move, { memberId, id });
}

/** Writes down a move before anything is done for it; answers the one that was there already where there is one. */
export function beginMove(
  db: Database,
  { memberId, fromRegion, toRegion }: Way,
  trace: Trace | null,
): Promise<Move> {
  const move: Move = {
    ...{ memberId, fromRegion, toRegion },
    id: randomUUID(),
    change: null,
    keyHash: trace?.hash ?? null,
    inputHash: trace?.inputHash ?? null,
  };
  return db.write(async (manager) => {
    await manager.createQueryBuilder().insert().into(Move).values(move).orIgnore().execute();
    return manager.findOneByOrFail(Move, { memberId });
  });
}

/** Gives up a move that the old region knows nothing of any more: nothing was done. */
export async function undoMove(db: Database, { memberId, id }: Move): Promise<void> {
  await db.write((manager) => manager.delete(Move, { memberId, id }));
}

/** The row becomes the new region's; from the number 0 on, whatever that one says of it is news. */
async function flipEntry(
  manager: EntityManager,
  { memberId: id, fromRegion, toRegion }: Way,
): Promise<boolean> {
  const flipped = { source: toRegion, number: 0 };
  const { affected } = await manager.update(Entry, { id, source: fromRegion }, flipped);
  if (affected === 0) return false;
  await manager.update(MemberEntry, { id }, { region: toRegion });
  return true;
}

/** Hears again what the new region has said since the arrival: to give up a row that was another's was nothing new. */
async function hearAgain(manager: EntityManager, change: string): Promise<void> {
  const arrival = decodePosition(change);
  if (!arrival) return;
  const { region: source, epoch, number } = arrival;
  if (await manager.existsBy(FeedCursor, { source, epoch })) await readAgain(manager, source, number);
}

/** Makes the new region the owner, in the index too: what the member is now it says by its feed, a moment later. */
export function flipOwner(
  db: Database,
  move: Move,
  { change, now }: { change: string; now: Date },
): Promise<void> {
  const { memberId: id, toRegion: region } = move;
  return db.write(async (manager) => {
    await holdIndex(manager);
    if (!(await findIn(manager, move))) return;
    await manager.update(Move, { memberId: id }, { change });
    if (await flipEntry(manager, move)) await hearAgain(manager, change);
    await storeRoute(manager, { id, region, now });
  });
}

/** Keeps what an attempt with a key has come to. */
export async function rememberKey(
  manager: EntityManager,
  { hash, inputHash }: Trace,
  { resultId, change, now }: { resultId: string; change: string | null; now: Date },
): Promise<void> {
  await forgetOldKeys(manager, now);
  await storeRows(manager, IdempotencyKey, [{ hash, inputHash, resultId, change, createdAt: now }]);
}

/** Forgets a move that is done. */
export function endMove(db: Database, move: Move, now: Date): Promise<void> {
  return db.write(async (manager) => {
    const found = await findIn(manager, move);
    if (!found) return;
    const { memberId: resultId, change, keyHash: hash, inputHash } = found;
    if (hash !== null && inputHash !== null)
      await rememberKey(manager, { hash, inputHash }, { resultId, change, now });
    await manager.delete(Move, { memberId: resultId });
  });
}
