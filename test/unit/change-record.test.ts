import { join } from 'node:path';
import fc from 'fast-check';
import type { FeedItem } from '../../schema/changes';
import {
  ChangeCounter,
  changeEntities,
  ChangeMark,
  ChangeRecord,
  KEPT_MARKS,
  recordChanges,
  startCounting,
  type Change,
} from '../../subgraphs/kit/changes/change-record';
import { readFeed } from '../../subgraphs/kit/changes/read-feed';
import { storeRows, type Database } from '../../subgraphs/kit/database/database';
import { indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { dropDatabases, openAt } from '../support/databases';
import { TemporaryFolder } from './temporary-folder';

const entities = [...changeEntities, ...indexEntities];
const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open(entities);
});

beforeEach(() =>
  db.write(async (manager) => {
    await manager.deleteAll(ChangeRecord);
    await manager.deleteAll(ChangeCounter);
    await manager.deleteAll(ChangeMark);
    await startCounting(manager);
  }),
);

afterAll(() => folder.remove());

function updated(id: string, text = ''): Change {
  return { state: 'updated', id, kind: 'THEME', listedTo: ['public'], data: { facets: {}, text } };
}

function deleted(id: string): Change {
  return { state: 'deleted', id, kind: 'THEME' };
}

function write(...changes: Change[]): Promise<void> {
  return db.write((manager) => recordChanges(manager, changes));
}

async function items(after = 0, limit = 1000): Promise<FeedItem[]> {
  return (await readFeed(db, { after, limit })).items;
}

async function places(): Promise<string[]> {
  return (await items()).map(({ id, modified }) => `${modified} ${id}`);
}

it('changes have numbers in the order of their commits', async () => {
  await write(updated('a'), updated('b'));
  await write(updated('c'));
  expect(await places()).toEqual(['1 a', '2 b', '3 c']);
});

it('a row stands once, at its latest number, with its latest values', async () => {
  await write(updated('a', 'old'), updated('b'));
  await write(updated('a', 'new'));
  expect(await items()).toEqual([
    {
      state: 'updated',
      id: 'b',
      kind: 'THEME',
      modified: 2,
      listedTo: ['public'],
      data: { facets: {}, text: '' },
    },
    {
      state: 'updated',
      id: 'a',
      kind: 'THEME',
      modified: 3,
      listedTo: ['public'],
      data: { facets: {}, text: 'new' },
    },
  ]);
});

it('a row that changes twice in one transaction stands once', async () => {
  await write(updated('a', 'one'), updated('b'), updated('a', 'two'));
  expect(await places()).toEqual(['2 b', '3 a']);
});

it('a row that is gone leaves its id and nothing else, not even in the table', async () => {
  await write(updated('a', 'Anwen Rees'), updated('b'));
  await write(deleted('a'));
  expect((await items()).at(-1)).toEqual({ state: 'deleted', id: 'a', kind: 'THEME', modified: 3 });
  expect(JSON.stringify(await db.read.query('SELECT * FROM change_record'))).not.toContain('Anwen');
});

it('a row that comes back stands as it is now', async () => {
  await write(updated('a', 'first'));
  await write(deleted('a'));
  await write(updated('a', 'again'));
  expect(await items()).toEqual([
    {
      state: 'updated',
      id: 'a',
      kind: 'THEME',
      modified: 3,
      listedTo: ['public'],
      data: { facets: {}, text: 'again' },
    },
  ]);
});

it('a transaction that fails takes no number: the next one has it', async () => {
  const failing = db.write(async (manager) => {
    await recordChanges(manager, [updated('lost')]);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await write(updated('a'));
  expect(await places()).toEqual(['1 a']);
});

it('many writers at once leave no gap, and each has its numbers together', async () => {
  const sizes = [3, 1, 5, 2, 4];
  await Promise.all(
    sizes.map((size, writer) =>
      write(...Array.from({ length: size }, (_, index) => updated(`${writer}.${index}`))),
    ),
  );
  const all = await items();
  expect(all.map(({ modified }) => modified)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
  const writers = all.map(({ id }) => id.split('.')[0]);
  const together = writers.filter((writer, index) => writer !== writers[index - 1]);
  expect(together).toHaveLength(sizes.length);
});

it('of two writers at once, the first of which commits last, none is passed over', async () => {
  const file = join(folder.path, 'shared.db');
  const first = await openAt(file, entities);
  const second = await openAt(file, entities);
  await first.write(startCounting);
  let finish = (): void => undefined;
  const isDue = new Promise<void>((resolve) => (finish = resolve));
  const slow = first.write(async (manager) => {
    await isDue;
    await recordChanges(manager, [updated('slow')]);
  });
  await second.write((manager) => recordChanges(manager, [updated('quick')]));
  const before = await readFeed(second, { after: 0, limit: 10 });
  finish();
  await slow;
  const after = await readFeed(second, { after: before.next ?? 0, limit: 10 });
  expect([before, after].map((page) => page.items.map(({ id, modified }) => `${modified} ${id}`))).toEqual([
    ['1 quick'],
    ['2 slow'],
  ]);
  await Promise.all([first.close(), second.close()]);
  await dropDatabases(file);
});

describe('a database that was restored from an older state', () => {
  const tables = [ChangeRecord, ChangeCounter, ChangeMark];

  /** Writes, lets a reader read all, and restores what was there before. Answers where the reader stands. */
  async function restoreBehind(): Promise<{ after: number; epoch: string; mark: string }> {
    await write(updated('a'), updated('b'));
    const backup = await Promise.all(tables.map((table) => db.read.find<object>(table)));
    await write(updated('c'), updated('d'));
    const { epoch, next = 0, mark } = await readFeed(db, { after: 0, limit: 10 });
    await db.write(async (manager) => {
      for (const [index, table] of tables.entries()) {
        await manager.deleteAll(table);
        await storeRows<object>(manager, table, backup[index] ?? []);
      }
    });
    return { after: next, epoch, mark: mark ?? '' };
  }

  it.each([
    ['less', []],
    ['as much', ['e', 'f']],
    ['more', ['e', 'f', 'g']],
  ])('and holds %s than before gets a new epoch, once', async (_what, ids) => {
    const position = await restoreBehind();
    for (const id of ids) await write(updated(id));
    const [one, two] = await Promise.all([1, 2].map(() => readFeed(db, { ...position, limit: 10 })));
    expect(one?.epoch).not.toBe(position.epoch);
    expect(two?.epoch).toBe(one?.epoch);
    const again = await readFeed(db, { after: 0, limit: 10, epoch: one?.epoch });
    expect([again.epoch, again.items.map(({ id }) => id)]).toEqual([one?.epoch, ['a', 'b', ...ids]]);
    // A question of before that arrives late is answered, and begins nothing anew.
    expect((await readFeed(db, { ...position, limit: 10 })).epoch).toBe(one?.epoch);
  });

  it('shows even to a reader without a mark, when that has read beyond its end', async () => {
    const { after, epoch } = await restoreBehind();
    expect((await readFeed(db, { after, limit: 10 })).epoch).not.toBe(epoch);
  });

  it('keeps its epoch for a reader who had read no further than that', async () => {
    await write(updated('a'), updated('b'));
    const { epoch, mark } = await readFeed(db, { after: 0, limit: 1 });
    await write(updated('c'));
    const page = await readFeed(db, { after: 1, limit: 10, epoch, mark: mark ?? '' });
    expect([page.epoch, page.items.map(({ id }) => id)]).toEqual([epoch, ['b', 'c']]);
  });

  it('is not deceived by a mark of another place', async () => {
    const position = await restoreBehind();
    const { mark } = await readFeed(db, { after: 0, limit: 10 });
    await write(updated('e'), updated('f'));
    const page = await readFeed(db, { ...position, mark: mark ?? '', limit: 10 });
    expect(page.epoch).not.toBe(position.epoch);
  });
});

it('marks are kept for so many numbers, and no longer', async () => {
  await write(updated('a'));
  await db.write((manager) => manager.update(ChangeCounter, { id: 1 }, { last: KEPT_MARKS + 997 }));
  await write(updated('b'));
  expect(await db.read.countBy(ChangeMark, {})).toBe(2);
  await write(updated('c'), updated('d'));
  expect((await db.read.find(ChangeMark)).map(({ number }) => number)).toEqual([
    KEPT_MARKS + 998,
    KEPT_MARKS + 1000,
  ]);
});

it('nothing to say takes no number', async () => {
  await write();
  await write(updated('a'));
  expect(await places()).toEqual(['1 a']);
});

it('the feed is read page by page, and each page says how much comes after it', async () => {
  await write(...Array.from({ length: 5 }, (_, index) => updated(`r${index}`)));
  await write(updated('r1'));
  const { epoch } = await readFeed(db, { after: 0, limit: 1 });
  const pages = [
    await readFeed(db, { after: 0, limit: 2 }),
    await readFeed(db, { after: 3, limit: 2 }),
    await readFeed(db, { after: 5, limit: 2 }),
    await readFeed(db, { after: 6, limit: 2 }),
  ];
  const mark = expect.stringMatching(/^6\.[\w-]{16}$/);
  expect(pages.map((page) => ({ ...page, items: page.items.map(({ id }) => id) }))).toEqual([
    { epoch, items: ['r0', 'r2'], after: 0, next: 3, mark, remaining: 3 },
    { epoch, items: ['r3', 'r4'], after: 3, next: 5, mark, remaining: 1 },
    { epoch, items: ['r1'], after: 5, next: 6, mark, remaining: 0 },
    { epoch, items: [], after: 6, next: 6, mark, remaining: 0 },
  ]);
});

it('every database has an epoch of its own', async () => {
  const other = await folder.open(entities);
  await other.write(startCounting);
  const epochs = await Promise.all(
    [db, other].map(async (one) => (await readFeed(one, { after: 0, limit: 1 })).epoch),
  );
  expect(new Set(epochs).size).toBe(2);
});

it('a reader that follows the feed ends with what is there, whatever is written meanwhile', async () => {
  const change = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean());
  const rounds = fc.array(
    fc.record({ changes: fc.array(change, { maxLength: 5 }), limit: fc.integer({ min: 1, max: 4 }) }),
  );
  await fc.assert(
    fc.asyncProperty(rounds, async (script) => {
      await db.write((manager) => manager.deleteAll(ChangeRecord));
      const there = new Map<string, string>();
      const seen = new Map<string, string>();
      let after = 0;
      const follow = async (limit: number): Promise<number> => {
        const page = await readFeed(db, { after, limit });
        for (const item of page.items) {
          if (item.state === 'deleted') seen.delete(item.id);
          else seen.set(item.id, (item.data as { text: string }).text);
        }
        after = page.items.at(-1)?.modified ?? after;
        return page.remaining;
      };
      for (const [round, { changes, limit }] of script.entries()) {
        await write(...changes.map(([id, isThere]) => (isThere ? updated(id, `${round}`) : deleted(id))));
        for (const [id, isThere] of changes) {
          if (isThere) there.set(id, `${round}`);
          else there.delete(id);
        }
        await follow(limit);
      }
      while ((await follow(3)) > 0);
      expect(seen).toEqual(there);
    }),
    { numRuns: 50 },
  );
});
