import type { EntityManager } from 'typeorm';
import { storeRows, type Database } from '../../kit/database/database';
import { Entry, FeedCursor, RememberedRoute, SetAside } from '../entries';
import { DueStanding } from '../settling/due-standing';
import { holdIndex } from './hold-index';
import { removeEntries } from './index-rows';
import { releaseIds } from './set-aside';

/** Forgets all that a source has said, and how far it was read. Answers how many rows that were. */
export async function forgetSource(manager: EntityManager, source: string): Promise<number> {
  await manager.delete(SetAside, { source });
  await manager.delete(FeedCursor, { source });
  const entries = await manager.find(Entry, { where: { source }, select: { id: true } });
  const ids = entries.map(({ id }) => id);
  await removeEntries(manager, ids);
  await releaseIds(manager, source, ids);
  return ids.length;
}

/**
 * Drops a source's rows, and keeps readers from reading it, those of other processes too, until it is welcomed back.
 * Answers how many rows that were.
 */
export function leave(db: Database, source: string): Promise<number> {
  return db.write(async (manager) => {
    await holdIndex(manager);
    const dropped = await forgetSource(manager, source);
    await manager.delete(RememberedRoute, { region: source });
    await manager.delete(DueStanding, { region: source });
    const beginning = { source, epoch: null, cursor: 0, mark: null, asOf: null };
    await storeRows(manager, FeedCursor, [{ ...beginning, hasLeft: true }]);
    return dropped;
  });
}

/** Lets a source that has left be read again, from its beginning. Answers whether it had left. */
export function welcome(db: Database, source: string): Promise<boolean> {
  return db.write(async (manager) => {
    await holdIndex(manager);
    const { affected } = await manager.delete(FeedCursor, { source, hasLeft: true });
    return affected !== 0;
  });
}

/** Forgets the whole index: the feeds fill it again. What has left stays away. Answers how many rows were dropped. */
export function emptyIndex(db: Database): Promise<number> {
  return db.write(async (manager) => {
    await holdIndex(manager);
    await manager.deleteAll(SetAside);
    let dropped = 0;
    for (const { source, hasLeft } of await manager.find(FeedCursor))
      if (!hasLeft) dropped += await forgetSource(manager, source);
    return dropped;
  });
}
