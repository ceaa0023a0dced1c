import fc from 'fast-check';
import type { EntryKind, FeedItem, FeedPage } from '../../schema/changes';
import type { Database } from '../../subgraphs/kit/database/database';
import { Facet, indexEntities, Listing, SearchText } from '../../subgraphs/kit/list/indexed-row';
import {
  ActivityEntry,
  Entry,
  entryEntities,
  FeedCursor,
  MemberEntry,
  NetworkEntry,
} from '../../subgraphs/directory/entries';
import {
  applyPage,
  forgetSource,
  type Applied,
  type FeedSource,
} from '../../subgraphs/directory/feed/apply-page';
import { TemporaryFolder } from './temporary-folder';

const kinds: readonly EntryKind[] = ['MEMBER', 'ACTIVITY', 'NETWORK'];
const wales: FeedSource = { slug: 'wales', kinds };
const cumbria: FeedSource = { slug: 'cumbria', kinds };
const now = new Date('2026-11-21T12:00:00Z');
const tables = [Entry, MemberEntry, ActivityEntry, NetworkEntry, Facet, Listing, SearchText];

const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open([...entryEntities, ...indexEntities]);
});

beforeEach(async () => {
  await db.write(async (manager) => {
    for (const table of [...tables, FeedCursor]) await manager.deleteAll(table);
  });
});

afterAll(() => folder.remove());

function member(id: string, modified: number, name = 'anwen'): FeedItem {
  const data = {
    kind: 'PERSON',
    sortName: name,
    joinedAt: '2026-01-01T00:00:00.000Z',
    facets: { level: ['STRATEGIC'] },
    text: name,
  };
  return { state: 'updated', kind: 'MEMBER', id, modified, listedTo: ['public', `member:${id}`], data };
}

function activity(id: string, modified: number): FeedItem {
  const data = {
    kind: 'MEETING',
    audience: 'BOTH',
    mode: 'ONLINE',
    status: 'PUBLISHED',
    startsAt: '2026-12-01T18:00:00.000Z',
    publishedAt: null,
    latitude: null,
    longitude: null,
    hasPlaces: true,
    facets: { theme: ['housing'], language: ['cy', 'en'] },
    text: 'cyfarfod',
  };
  return { state: 'updated', kind: 'ACTIVITY', id, modified, listedTo: ['public'], data };
}

function gone(id: string, modified: number, kind = 'MEMBER'): FeedItem {
  return { state: 'deleted', kind, id, modified };
}

function page(items: FeedItem[], { epoch = 'one', remaining = 0 } = {}): FeedPage {
  return { epoch, items, remaining };
}

function apply(after: number, read: FeedPage, source = wales): Promise<Applied> {
  return applyPage(db, source, { page: read, after, now });
}

/** All that the index holds, cursors left out. */
async function index(): Promise<Record<string, unknown[]>> {
  const rows = await Promise.all(
    tables.map(async (table) => {
      const all = (await db.read.find(table)) as object[];
      // The key of a search text is the engine's own.
      const texts = all.map((row) => JSON.stringify({ ...row, key: undefined })).sort();
      return [table.name, texts.map((text) => JSON.parse(text) as unknown)] as const;
    }),
  );
  return Object.fromEntries(rows);
}

function cursors(): Promise<FeedCursor[]> {
  return db.read.find(FeedCursor, { order: { source: 'ASC' } });
}

const nothing = Object.fromEntries(tables.map((table) => [table.name, []]));

describe('a page', () => {
  it('makes its rows findable, and says how far the feed is read', async () => {
    const applied = await apply(0, page([member('m1', 1), activity('a1', 2)]));
    expect({ applied, cursors: await cursors(), index: await index() }).toEqual({
      applied: { cursor: 2, refused: [] },
      cursors: [{ source: 'wales', epoch: 'one', cursor: 2, asOf: now }],
      index: {
        Entry: [
          { id: 'a1', kind: 'ACTIVITY', source: 'wales' },
          { id: 'm1', kind: 'MEMBER', source: 'wales' },
        ],
        MemberEntry: [
          {
            id: 'm1',
            kind: 'PERSON',
            sortName: 'anwen',
            joinedAt: '2026-01-01T00:00:00.000Z',
            region: 'wales',
          },
        ],
        ActivityEntry: [
          {
            id: 'a1',
            kind: 'MEETING',
            audience: 'BOTH',
            mode: 'ONLINE',
            status: 'PUBLISHED',
            startsAt: '2026-12-01T18:00:00.000Z',
            publishedAt: null,
            latitude: null,
            longitude: null,
            hasPlaces: true,
            region: 'wales',
          },
        ],
        NetworkEntry: [],
        Facet: [
          { owner: 'a1', name: 'language', value: 'cy' },
          { owner: 'a1', name: 'language', value: 'en' },
          { owner: 'a1', name: 'theme', value: 'housing' },
          { owner: 'm1', name: 'level', value: 'STRATEGIC' },
        ],
        Listing: [
          { owner: 'a1', token: 'public' },
          { owner: 'm1', token: 'member:m1' },
          { owner: 'm1', token: 'public' },
        ],
        SearchText: [
          { owner: 'a1', text: 'cyfarfod' },
          { owner: 'm1', text: 'anwen' },
        ],
      },
    });
  });

  it('that is read twice changes nothing the second time', async () => {
    const read = page([member('m1', 1), gone('m2', 2)]);
    await apply(0, read);
    const before = await index();
    expect(await apply(0, read)).toEqual({ cursor: 2, refused: [] });
    expect([await index(), await cursors()]).toEqual([
      before,
      [{ source: 'wales', epoch: 'one', cursor: 2, asOf: now }],
    ]);
  });

  it('that two processes read at once is applied once', async () => {
    const read = page([member('m1', 1), member('m2', 2)]);
    const applied = await Promise.all([apply(0, read), apply(0, read)]);
    expect(applied).toEqual([
      { cursor: 2, refused: [] },
      { cursor: 2, refused: [] },
    ]);
    expect((await index())['Entry']).toHaveLength(2);
  });

  it('that is older than what was applied does not bring old values back', async () => {
    await apply(0, page([member('m1', 1, 'old name')]));
    await apply(1, page([member('m1', 2, 'new name')]));
    const before = await index();
    expect(await apply(0, page([member('m1', 1, 'old name')]))).toEqual({ cursor: 2, refused: [] });
    expect(await index()).toEqual(before);
  });

  it('that leaves out what comes before it changes nothing', async () => {
    await apply(0, page([member('m1', 1)]));
    const before = await index();
    expect(await apply(5, page([member('m9', 6)]))).toEqual({ cursor: 1, refused: [] });
    expect(await index()).toEqual(before);
  });

  it('that is not the last says nothing of when the index was whole', async () => {
    await apply(0, page([member('m1', 1)], { remaining: 3 }));
    expect(await cursors()).toEqual([{ source: 'wales', epoch: 'one', cursor: 1, asOf: null }]);
  });

  it('without changes says when the index was whole', async () => {
    expect(await apply(0, page([]))).toEqual({ cursor: 0, refused: [] });
    expect(await cursors()).toEqual([{ source: 'wales', epoch: 'one', cursor: 0, asOf: now }]);
  });

  it('is applied whole or not at all', async () => {
    const broken = { ...member('m2', 2), data: { kind: 'PERSON' } } as FeedItem;
    await expect(apply(0, page([member('m1', 1), broken]))).rejects.toThrow();
    expect([await index(), await cursors()]).toEqual([nothing, []]);
  });
});

describe('a row', () => {
  it('that is gone leaves nothing in any table', async () => {
    await apply(0, page([member('m1', 1), activity('a1', 2)]));
    await apply(2, page([gone('m1', 3), gone('a1', 4, 'ACTIVITY')]));
    expect(await index()).toEqual(nothing);
  });

  it('that changes is found by what it is now, and by nothing that it was', async () => {
    await apply(0, page([member('m1', 1, 'old name')]));
    const hidden = { ...member('m1', 2, ''), listedTo: ['region:wales'] } as FeedItem;
    await apply(1, page([hidden]));
    const { Listing: listings, SearchText: texts } = await index();
    expect([listings, texts]).toEqual([[{ owner: 'm1', token: 'region:wales' }], []]);
  });

  it('may not be taken over by another source', async () => {
    await apply(0, page([member('m1', 1)]));
    const before = await index();
    const applied = await apply(0, page([member('m1', 1, 'stolen'), member('m2', 2)]), cumbria);
    expect(applied).toEqual({ cursor: 2, refused: ['m1'] });
    expect((await index())['MemberEntry']).toEqual([
      ...before['MemberEntry']!,
      {
        id: 'm2',
        kind: 'PERSON',
        sortName: 'anwen',
        joinedAt: '2026-01-01T00:00:00.000Z',
        region: 'cumbria',
      },
    ]);
  });

  it('may not be deleted by another source', async () => {
    await apply(0, page([member('m1', 1)]));
    const before = await index();
    expect(await apply(0, page([gone('m1', 1)]), cumbria)).toEqual({ cursor: 1, refused: ['m1'] });
    expect(await index()).toEqual(before);
  });

  it('may be had by another source once its owner has given it up', async () => {
    await apply(0, page([member('m1', 1)]));
    await apply(1, page([gone('m1', 2)]));
    expect(await apply(0, page([member('m1', 1)]), cumbria)).toEqual({ cursor: 1, refused: [] });
    expect((await index())['Entry']).toEqual([{ id: 'm1', kind: 'MEMBER', source: 'cumbria' }]);
  });

  it('of a kind that its source may not speak of is passed over', async () => {
    const library: FeedSource = { slug: 'library', kinds: ['THEME'] };
    const theme: FeedItem = {
      state: 'updated',
      kind: 'THEME',
      id: 'theme:housing',
      modified: 1,
      listedTo: ['public'],
      data: { facets: {}, text: 'Housing' },
    };
    const applied = await apply(0, page([theme, member('m1', 2), gone('m2', 3)]), library);
    expect(applied).toEqual({ cursor: 3, refused: ['m1', 'm2'] });
    expect((await index())['Entry']).toEqual([{ id: 'theme:housing', kind: 'THEME', source: 'library' }]);
    expect(await apply(0, page([theme]))).toEqual({ cursor: 1, refused: ['theme:housing'] });
  });
});

describe('another epoch', () => {
  beforeEach(async () => {
    await apply(0, page([member('m1', 1), activity('a1', 2)]));
    await apply(0, page([member('m5', 1)]), cumbria);
  });

  it('in the middle of a feed makes the reader forget what the source said, and start anew', async () => {
    expect(await apply(2, page([member('m2', 3)], { epoch: 'two' }))).toEqual({ cursor: 0, refused: [] });
    expect([(await index())['Entry'], await cursors()]).toEqual([
      [{ id: 'm5', kind: 'MEMBER', source: 'cumbria' }],
      [
        { source: 'cumbria', epoch: 'one', cursor: 1, asOf: now },
        { source: 'wales', epoch: 'two', cursor: 0, asOf: null },
      ],
    ]);
  });

  it('at the beginning of a feed is applied at once', async () => {
    expect(await apply(0, page([member('m2', 1)], { epoch: 'two' }))).toEqual({ cursor: 1, refused: [] });
    expect((await index())['Entry']).toEqual([
      { id: 'm2', kind: 'MEMBER', source: 'wales' },
      { id: 'm5', kind: 'MEMBER', source: 'cumbria' },
    ]);
  });

  it('is what an index begins with that was dropped while its reader went on', async () => {
    await db.write((manager) => forgetSource(manager, 'wales'));
    expect(await apply(2, page([member('m2', 3)]))).toEqual({ cursor: 0, refused: [] });
    expect((await index())['Entry']).toEqual([{ id: 'm5', kind: 'MEMBER', source: 'cumbria' }]);
  });
});

it('forgetting a source drops its rows and no others, and counts them', async () => {
  await apply(0, page([member('m1', 1), activity('a1', 2)]));
  await apply(0, page([member('m5', 1)]), cumbria);
  expect(await db.write((manager) => forgetSource(manager, 'wales'))).toBe(2);
  expect((await index())['Entry']).toEqual([{ id: 'm5', kind: 'MEMBER', source: 'cumbria' }]);
});

it('an index ends as its feed is, however often, late or in whatever order pages arrive', async () => {
  const ids = ['m1', 'm2', 'm3', 'm4'];
  const change = fc.record({ id: fc.constantFrom(...ids), isGone: fc.boolean() });
  const changes = fc.array(change, { minLength: 1, maxLength: 12 });
  const reads = fc.array(
    fc.record({ after: fc.nat(12), limit: fc.integer({ min: 1, max: 4 }), upTo: fc.nat(12) }),
    {
      maxLength: 15,
    },
  );
  await fc.assert(
    fc.asyncProperty(changes, reads, async (script, strayReads) => {
      await db.write((manager) => forgetSource(manager, 'wales'));
      const items = script.map(({ id, isGone }, number) =>
        isGone ? gone(id, number + 1) : member(id, number + 1, `name ${number}`),
      );
      /** What the feed answers when only its first `upTo` changes have happened. */
      const feed = (after: number, limit: number, upTo = items.length): FeedPage => {
        const happened = items.slice(0, upTo);
        const latest = happened.filter(
          ({ id }, at) => !happened.slice(at + 1).some((later) => later.id === id),
        );
        const beyond = latest.filter(({ modified }) => modified > after);
        return page(beyond.slice(0, limit), { remaining: Math.max(0, beyond.length - limit) });
      };
      for (const { after, limit, upTo } of strayReads) await apply(after, feed(after, limit, upTo));
      let cursor = (await cursors())[0]?.cursor ?? 0;
      for (let more = true; more;) {
        const read = feed(cursor, 3);
        ({ cursor } = await apply(cursor, read));
        more = read.remaining > 0;
      }
      const there = feed(0, 100).items.filter(({ state }) => state === 'updated');
      const { MemberEntry: members } = await index();
      expect(members).toEqual(
        there
          .map((item) => ({ ...(item as { data: { sortName: string } }).data, id: item.id }))
          .map(({ id, sortName }) => ({
            id,
            kind: 'PERSON',
            sortName,
            joinedAt: '2026-01-01T00:00:00.000Z',
            region: 'wales',
          }))
          .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
      );
    }),
    { numRuns: 40 },
  );
});
