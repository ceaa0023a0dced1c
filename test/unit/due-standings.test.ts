import type { EntryKind, FeedItem } from '../../schema/changes';
import { BookingEntry, entryEntities, Entry, FeedCursor } from '../../subgraphs/directory/entries';
import { applyPage, type FeedSource } from '../../subgraphs/directory/feed/apply-page';
import { emptyIndex, leave } from '../../subgraphs/directory/feed/forget-source';
import { readPosition } from '../../subgraphs/directory/feed/position';
import { DueStanding } from '../../subgraphs/directory/settling/due-standing';
import type { Database } from '../../subgraphs/kit/database/database';
import { indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { TemporaryFolder } from './temporary-folder';

const kinds: readonly EntryKind[] = ['MEMBER', 'BOOKING'];
const wales: FeedSource = { slug: 'wales', kinds };
const cumbria: FeedSource = { slug: 'cumbria', kinds };
const now = new Date('2026-11-21T12:00:00Z');

const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open([...entryEntities, ...indexEntities]);
});
beforeEach(() =>
  db.write(async (manager) => {
    for (const table of [Entry, BookingEntry, DueStanding, FeedCursor]) await manager.deleteAll(table);
  }),
);
afterAll(() => folder.remove());

function member(id: string, modified: number): FeedItem {
  const data = { kind: 'PERSON', sortName: id, joinedAt: now.toISOString(), facets: {}, text: id };
  return { state: 'updated', kind: 'MEMBER', id, modified, listedTo: ['public'], data };
}

function booking(id: string, modified: number, memberId: string): FeedItem {
  const data = { memberId, activityId: 'a1', bookedAt: now.toISOString() };
  return { state: 'updated', kind: 'BOOKING', id, modified, listedTo: [`member:${memberId}`], data };
}

function gone(id: string, modified: number, kind: EntryKind = 'MEMBER'): FeedItem {
  return { state: 'deleted', kind, id, modified };
}

function apply(source: FeedSource, ...items: unknown[]): Promise<unknown> {
  return db.write(async (manager) => {
    const { epoch, cursor, mark } = await readPosition(manager, source.slug);
    const page = { epoch: 'one', items, remaining: 0, mark: null };
    return applyPage(manager, source, { page, from: { epoch, cursor, mark }, now });
  });
}

async function due(): Promise<string[]> {
  const rows = await db.read.find(DueStanding, { order: { memberId: 'ASC' } });
  return rows.map(({ memberId, region }) => `${memberId} by ${region}`);
}

/** Makes all that is due be done. */
async function settle(): Promise<void> {
  await db.write((manager) => manager.deleteAll(DueStanding));
}

test('a booking in another region is due, by the region that has the member; one at home is not', async () => {
  await apply(wales, member('m1', 1), member('m2', 2), booking('b1', 3, 'm1'));
  expect(await due()).toEqual([]);
  await apply(cumbria, booking('b2', 1, 'm2'));
  expect(await due()).toEqual(['m2 by wales']);
  expect(await db.read.findOneBy(BookingEntry, { id: 'b2' })).toEqual({
    id: 'b2',
    memberId: 'm2',
    activityId: 'a1',
    bookedAt: now,
    region: 'cumbria',
  });
});

test('a booking of one whom no region has spoken of is due when one does', async () => {
  await apply(cumbria, booking('b1', 1, 'm1'));
  expect(await due()).toEqual([]);
  await apply(wales, member('m1', 1));
  expect(await due()).toEqual(['m1 by wales']);
});

test.each([
  ['changes', member('m1', 9)],
  ['is no more', gone('m1', 9)],
  ['is spoken of in words that nobody understands', { ...member('m1', 9), listedTo: 7 }],
])('who has booked elsewhere is due when it %s, and nobody else', async (_what, change) => {
  await apply(wales, member('m1', 1), member('m2', 2), booking('b2', 3, 'm2'));
  await apply(cumbria, booking('b1', 1, 'm1'));
  await settle();
  await apply(wales, change, member('m2', 10));
  expect(await due()).toEqual(['m1 by wales']);
});

test('who has moved is due by the new region, there where it was booked before and everywhere else', async () => {
  await apply(wales, member('m1', 1), booking('b1', 2, 'm1'));
  await apply(wales, gone('m1', 3));
  await apply(cumbria, member('m1', 1));
  expect(await due()).toEqual(['m1 by cumbria']);
});

test('a booking that is no more makes nobody due', async () => {
  await apply(wales, member('m1', 1));
  await apply(cumbria, booking('b1', 1, 'm1'));
  await settle();
  await apply(cumbria, gone('b1', 2, 'BOOKING'));
  await apply(wales, member('m1', 2));
  expect(await due()).toEqual([]);
});

test('what becomes due again has another version, above the one before, and waits no longer', async () => {
  await apply(wales, member('m1', 1));
  await apply(cumbria, booking('b1', 1, 'm1'));
  const [before] = await db.read.find(DueStanding);
  await db.write((manager) => manager.update(DueStanding, { memberId: 'm1' }, { notBefore: 9e12 }));
  await apply(wales, member('m1', 2));
  const [after] = await db.read.find(DueStanding);
  expect(after!.notBefore).toBe(0);
  expect(after!.version > before!.version).toBe(true);
});

test('it is noted with the page, or not at all', async () => {
  await apply(wales, member('m1', 1));
  const dying = db.write(async (manager) => {
    const page = { epoch: 'one', items: [booking('b1', 1, 'm1')], remaining: 0, mark: null };
    await applyPage(manager, cumbria, { page, from: { epoch: null, cursor: 0, mark: null }, now });
    expect(await manager.count(DueStanding)).toBe(1);
    throw new Error('died');
  });
  await expect(dying).rejects.toThrow('died');
  expect([await due(), await db.read.count(BookingEntry)]).toEqual([[], 0]);
});

test('what was due by a region goes with it, and stays while the index is made anew', async () => {
  await apply(wales, member('m1', 1));
  await apply(cumbria, booking('b1', 1, 'm1'));
  await db.write((manager) =>
    manager.insert(DueStanding, { memberId: 'm9', region: 'england', version: 'v', notBefore: 0 }),
  );
  await emptyIndex(db);
  expect(await due()).toEqual(['m1 by wales', 'm9 by england']);
  await leave(db, 'wales');
  expect([await due(), await db.read.count(BookingEntry)]).toEqual([['m9 by england'], 0]);
});
