import type { EntityManager } from 'typeorm';
import { entryEntities, FeedCursor, FeedLease } from '../../subgraphs/directory/entries';
import { applyPage } from '../../subgraphs/directory/feed/apply-page';
import { leave } from '../../subgraphs/directory/feed/forget-source';
import type { Database } from '../../subgraphs/kit/database/database';
import { indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { engine } from '../support/databases';
import { waitUntil } from '../support/wait-until';
import { activity, applyTo, member, now, page, wales } from './feed-pages';
import { TemporaryFolder } from './temporary-folder';

// A source leaves in the middle of a page of it that is being applied, by a command or by another process.

const tables = [...entryEntities, ...indexEntities];
const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open(tables);
});
beforeEach(async () => {
  await db.write(async (manager) => {
    for (const table of tables) await manager.deleteAll(table);
  });
});
afterAll(() => folder.remove());

/** The tables that hold rows, but for those that say who reads and how far. */
async function tablesWithRows(): Promise<string[]> {
  const counted = tables.filter((table) => table !== FeedCursor && table !== FeedLease);
  const counts = await Promise.all(counted.map((table) => db.read.count(table)));
  return counted.filter((_, index) => counts[index] !== 0).map(({ name }) => name);
}

/** Whether somebody waits for the index. The embedded engine's writers wait in a line of our own, at once. */
async function isWaitedFor(): Promise<boolean> {
  if (engine === 'embedded') return true;
  const waiting = await db.read.query<unknown[]>(
    "SELECT id FROM information_schema.processlist WHERE info LIKE 'INSERT INTO `feed_lease`%'",
  );
  return waiting.length > 0;
}

/** A manager that stops before its first look at the index, calls `pause`, and goes on when that has ended. */
function stopping(manager: EntityManager, pause: () => Promise<void>): EntityManager {
  const findBy = async (...asked: Parameters<EntityManager['findBy']>): Promise<unknown> => {
    await pause();
    return manager.findBy(...asked);
  };
  return Object.create(manager, { findBy: { value: findBy } }) as EntityManager;
}

it('a source that leaves while a page of it is applied leaves no row behind', async () => {
  await applyTo(db, page([member('m1', 1)]));
  const from = { epoch: 'one', cursor: 1, mark: null };
  let leaving: Promise<number> | undefined;
  const pause = async (): Promise<void> => {
    let isOver = false;
    leaving ??= leave(db, 'wales').finally(() => (isOver = true));
    await waitUntil('the other waits, or has gone by', async () => isOver || (await isWaitedFor()));
  };
  const read = page([member('m2', 2), activity('a1', 3)]);
  const applied = await db.write((manager) =>
    applyPage(stopping(manager, pause), wales, { page: read, from, now }),
  );
  expect([applied.isApplied, await leaving]).toEqual([true, 3]);
  expect([await tablesWithRows(), await db.read.find(FeedCursor)]).toMatchObject([
    [],
    [{ source: 'wales', cursor: 0, hasLeft: true }],
  ]);
});
