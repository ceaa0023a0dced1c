import { v7 } from 'uuid';
import type { EntityManager } from 'typeorm';
import { findRegion, regions } from '../../../schema/regions';
import type { Database } from '../../kit/database/database';
import { forgetKeysOf } from '../../kit/idempotency';
import { RememberedRoute } from '../entries';
import { Erasure, ErasureShare, ErasureWish } from './erasures';

/** Stores the wish before its region is asked, so that no answer can be lost. Answers its id. */
export async function beginErasure(db: Database, wish: Omit<ErasureWish, 'id'>): Promise<string> {
  const id = v7();
  await db.write((manager) => manager.insert(ErasureWish, { ...wish, id }));
  return id;
}

/** Forgets a wish that its region does not fulfil. */
export async function dropWish(db: Database, id: string): Promise<void> {
  await db.write((manager) => manager.delete(ErasureWish, { id }));
}

async function storeOnce(manager: EntityManager, erasure: Erasure): Promise<void> {
  const { receipt, home, erasedAt } = erasure;
  const shares = regions.map(({ slug: region }) => {
    const isHome = region === home;
    return { receipt, region, erasedAt: isHome ? erasedAt : null, isSettled: isHome };
  });
  await manager.createQueryBuilder().insert().into(Erasure).values(erasure).orIgnore().execute();
  await manager.createQueryBuilder().insert().into(ErasureShare).values(shares).orIgnore().execute();
}

/**
 * Notes that the member's own region has erased it, whoever finds that out first, and what the others have to do. What
 * the feed does not take out of the index goes, too.
 */
export async function noteErasure(db: Database, wish: string, erasure: Erasure): Promise<void> {
  await db.write(async (manager) => {
    await manager.delete(ErasureWish, { id: wish });
    await storeOnce(manager, erasure);
    await manager.delete(RememberedRoute, { id: erasure.memberId });
    await forgetKeysOf(manager, [erasure.memberId]);
  });
}

/** The region that decided, or is to decide, about a member whom the index may have forgotten; null without either. */
export async function findEraser({ read }: Database, memberId: string): Promise<string | null> {
  const [done, wished] = await Promise.all([
    read.findOneBy(Erasure, { memberId }),
    read.findOneBy(ErasureWish, { memberId }),
  ]);
  const home = done?.home ?? wished?.home ?? null;
  return home !== null && findRegion(home) ? home : null;
}

/** A region that was restored from a backup has people again whom it had erased: it is told once more of everybody. */
export async function eraseAgainIn(manager: EntityManager, region: string): Promise<void> {
  await manager.update(ErasureShare, { region }, { erasedAt: null, isSettled: false });
}
