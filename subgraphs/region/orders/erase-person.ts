import { recordChanges } from '../../kit/changes/change-record';
import { lockOne } from '../../kit/database/lock';
import { erasePerson as erase } from '../person/erase-person';
import { findErasure as readErasure } from '../person/erasure';
import type { Order } from './order';

/** Erases a person of any region. Again after a backup was restored, too: what is there is erased. */
export const erasePerson: Order<'erasePerson'> = async ({ db, region, clock }, { id, receipt }) => {
  const now = clock();
  await db.write(async (manager) => {
    const member = await lockOne(manager, region.types.Member, id);
    await recordChanges(manager, await erase({ manager, region, now }, { id, member, receipt }));
  });
  return { erasedAt: now.toISOString() };
};

/** Says whether this region has erased a person. */
export const findErasure: Order<'findErasure'> = async ({ db }, { id }) => {
  const found = await readErasure(db.read, id);
  return found && { receipt: found.receipt, erasedAt: found.erasedAt.toISOString() };
};
