import { In, Not, type EntityManager } from 'typeorm';
import { storeRows } from '../../kit/database/database';
import { FeedCursor, SetAside } from '../entries';
import type { Checked } from './check-items';

export type Poison = Extract<Checked, { is: 'poison' }>;

export const OWNED_BY_ANOTHER = 'id: another source owns this row';

/** Makes the table say what of these changes is set aside: whichever else stood there is understood by now. */
export async function setAside(
  manager: EntityManager,
  source: string,
  { changes, poison }: { changes: readonly Checked[]; poison: readonly Poison[] },
): Promise<void> {
  if (changes.length > 0) await manager.delete(SetAside, { source, id: In(changes.map(({ id }) => id)) });
  await storeRows(
    manager,
    SetAside,
    poison.map(({ id, number, reason }) => ({ source, id, number, reason })),
  );
}

/** Has a source that was read beyond a number read again from there. */
export async function readAgain(manager: EntityManager, source: string, number: number): Promise<void> {
  const { cursor } = await manager.findOneByOrFail(FeedCursor, { source });
  if (cursor >= number) await manager.update(FeedCursor, { source }, { cursor: number - 1 });
}

/**
 * Lets others have rows that `source` has given up: whoever spoke of one while it still was another's is read again
 * from there. (A member who moves may arrive in the one feed before leaving in the other.) The version guard keeps
 * what else is read again from changing anything.
 */
export async function releaseIds(
  manager: EntityManager,
  source: string,
  ids: readonly string[],
): Promise<void> {
  for (let at = 0; at < ids.length; at += 1000) {
    const waiting = await manager.findBy(SetAside, {
      id: In(ids.slice(at, at + 1000)),
      source: Not(source),
      reason: OWNED_BY_ANOTHER,
    });
    for (const { source: other, number } of waiting) await readAgain(manager, other, number);
  }
}
