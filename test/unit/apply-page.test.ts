import type { FeedEnvelope, FeedItem } from '../../schema/changes';
import type { Database } from '../../subgraphs/kit/database/database';
import { Facet, indexEntities, Listing, SearchText } from '../../subgraphs/kit/list/indexed-row';
import {
  ActivityEntry,
  Entry,
  entryEntities,
  FeedCursor,
  MemberEntry,
  NetworkEntry,
  SetAside,
} from '../../subgraphs/directory/entries';
import { Move } from '../../subgraphs/directory/moves/move';
import { applyPage, type Applied, type FeedSource } from '../../subgraphs/directory/feed/apply-page';
import { emptyIndex, forgetSource, leave, welcome } from '../../subgraphs/directory/feed/forget-source';
import { readPosition } from '../../subgraphs/directory/feed/position';
import { engine } from '../support/databases';
import { activity, applyTo, cumbria, gone, member, now, page, wales, type Asked } from './feed-pages';
import { TemporaryFolder } from './temporary-folder';

const tables = [Entry, MemberEntry, ActivityEntry, NetworkEntry, Facet, Listing, SearchText];

const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open([...entryEntities, ...indexEntities]);
});

beforeEach(async () => {
  await db.write(async (manager) => {
    for (const table of [...tables, FeedCursor, SetAside, Move]) await manager.deleteAll(table);
  });
});

afterAll(() => folder.remove());

const apply = (read: FeedEnvelope, asked?: Asked): Promise<Applied> => applyTo(db, read, asked);

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

function setAside(): Promise<SetAside[]> {
  return db.read.find(SetAside, { order: { source: 'ASC', id: 'ASC' } });
}

const nothing = Object.fromEntries(tables.map((table) => [table.name, []]));

describe('a page', () => {
  it('makes its rows findable, and says how far the feed is read', async () => {
    const applied = await apply({ ...page([member('m1', 1), activity('a1', 2)]), mark: 'm' });
    expect({ applied, cursors: await cursors(), index: await index() }).toEqual({
      applied: { isApplied: true, cursor: 2, poison: [] },
      cursors: [{ source: 'wales', epoch: 'one', cursor: 2, mark: 'm', asOf: now, hasLeft: false }],
      index: {
        Entry: [
          { id: 'a1', kind: 'ACTIVITY', source: 'wales', number: 2 },
          { id: 'm1', kind: 'MEMBER', source: 'wales', number: 1 },
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
    await apply(read);
    const before = [await index(), await cursors()];
    const beginning = { epoch: null, cursor: 0, mark: null };
    expect(await apply(read, { from: beginning })).toEqual({ isApplied: false, cursor: 2, poison: [] });
    expect([await index(), await cursors()]).toEqual(before);
  });

  it('that two processes read at once is applied once', async () => {
    const read = page([member('m1', 1), member('m2', 2)]);
    const from = { epoch: null, cursor: 0, mark: null };
    const applied = await Promise.all([apply(read, { from }), apply(read, { from })]);
    expect(applied).toEqual([
      { isApplied: true, cursor: 2, poison: [] },
      { isApplied: false, cursor: 2, poison: [] },
    ]);
    expect((await index())['Entry']).toHaveLength(2);
  });

  it.each([
    ['is older than what was applied', { cursor: 0 }, 1],
    ['leaves out what comes before it', { cursor: 5 }, 6],
    ['was asked for in another epoch', { epoch: 'other' }, 3],
    ['was asked for in another history', { mark: 'other' }, 3],
  ])('that %s changes nothing', async (_what, from, number) => {
    await apply(page([member('m1', 1, 'old name')]));
    await apply(page([member('m1', 2, 'new name')]));
    const before = [await index(), await cursors()];
    const stray = await apply(page([member('m1', number, 'stray')]), { from });
    expect(stray).toEqual({ isApplied: false, cursor: 2, poison: [] });
    expect([await index(), await cursors()]).toEqual(before);
  });

  it('that answers another question than was asked is an error, and changes nothing', async () => {
    await apply(page([member('m1', 1)]));
    const before = [await index(), await cursors()];
    const other = { ...page([member('m9', 9)]), after: 8, next: 9 };
    await expect(apply(other)).rejects.toThrow('The page after 1 was asked for, but the one after 8 came.');
    expect([await index(), await cursors()]).toEqual(before);
  });

  it.each([
    ['ends where it began', { ...page([member('m1', 1)]), next: 0 }],
    ['says nowhere where it ends', page([{ id: 'm1' }])],
  ])('that %s is an error, since its reader would never come further', async (_what, read) => {
    await expect(apply(read)).rejects.toThrow('must end beyond it');
    expect([await index(), await cursors()]).toEqual([nothing, []]);
  });

  it('whose items are in disorder and stand there twice is what it is in order', async () => {
    const ordered = [member('m1', 1), member('m2', 2), gone('m3', 3), member('m4', 4, 'new')];
    await apply(page(ordered));
    const right = await index();
    await db.write((manager) => forgetSource(manager, 'wales'));
    const [one, two, three, four] = ordered;
    await apply(page([four, gone('m2', 1), one, three, member('m4', 2, 'old'), two, four, member('m3', 2)]));
    expect([await index(), (await cursors())[0]?.cursor]).toEqual([right, 4]);
  });

  it('that is not the last says nothing of when the index was whole', async () => {
    await apply(page([member('m1', 1)], { remaining: 3 }));
    expect(await cursors()).toMatchObject([{ epoch: 'one', cursor: 1, asOf: null }]);
  });

  it('without changes says when the index was whole', async () => {
    expect(await apply(page([]))).toEqual({ isApplied: true, cursor: 0, poison: [] });
    expect(await cursors()).toMatchObject([{ epoch: 'one', cursor: 0, asOf: now }]);
  });

  it('is applied whole or not at all', async () => {
    const dying = db.write(async (manager) => {
      const from = { epoch: null, cursor: 0, mark: null };
      await applyPage(manager, wales, { page: page([member('m1', 1)]), from, now });
      throw new Error('died');
    });
    await expect(dying).rejects.toThrow('died');
    expect([await index(), await cursors()]).toEqual([nothing, []]);
  });
});

describe('a row', () => {
  it('that is gone leaves nothing in any table', async () => {
    await apply(page([member('m1', 1), activity('a1', 2)]));
    await apply(page([gone('m1', 3), gone('a1', 4, 'ACTIVITY')]));
    expect(await index()).toEqual(nothing);
  });

  it('that changes is found by what it is now, and by nothing that it was', async () => {
    await apply(page([member('m1', 1, 'old name')]));
    await apply(page([{ ...member('m1', 2, ''), listedTo: ['region:wales'] }]));
    const { Listing: listings, SearchText: texts } = await index();
    expect([listings, texts]).toEqual([[{ owner: 'm1', token: 'region:wales' }], []]);
  });

  it('that becomes another kind of thing is in one table alone', async () => {
    await apply(page([member('m1', 1)]));
    await apply(page([activity('m1', 2)]));
    const { MemberEntry: members, ActivityEntry: activities } = await index();
    expect([members?.length, activities?.length]).toEqual([0, 1]);
  });

  it('stays as new as it is when its reader is set back', async () => {
    await apply(page([member('m1', 1), member('m1', 5, 'new'), member('m2', 6)]));
    const before = await index();
    await db.write((manager) => manager.update(FeedCursor, { source: 'wales' }, { cursor: 2 }));
    await apply(page([member('m1', 4, 'old'), gone('m2', 5)]));
    expect(await index()).toEqual(before);
  });

  it('may not be taken over by another source, which is counted', async () => {
    await apply(page([member('m1', 1)]));
    const before = await index();
    const read = page([member('m1', 1, 'stolen'), member('m2', 2)]);
    const reason = 'id: another source owns this row';
    expect(await apply(read, { source: cumbria })).toMatchObject({
      cursor: 2,
      poison: [{ id: 'm1', reason }],
    });
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
    expect(await setAside()).toEqual([{ source: 'cumbria', id: 'm1', number: 1, reason }]);
  });

  it('may not be deleted by another source, which is nothing to count', async () => {
    await apply(page([member('m1', 1)]));
    const before = await index();
    expect((await apply(page([gone('m1', 1)]), { source: cumbria })).poison).toEqual([]);
    expect(await index()).toEqual(before);
  });

  it('that is claimed no more is set aside no more', async () => {
    await apply(page([member('m1', 1)]));
    await apply(page([member('m1', 1, 'stolen')]), { source: cumbria });
    await apply(page([gone('m1', 2)]), { source: cumbria });
    expect([(await index())['Entry'], await setAside()]).toMatchObject([[{ source: 'wales' }], []]);
  });

  it('goes over to the source that a move leads to, and to no other', async () => {
    await apply(page([member('m1', 8), member('m2', 9)]));
    const move = { id: 'a-move', fromRegion: 'wales', toRegion: 'cumbria' };
    const rest = { change: null, keyHash: null, inputHash: null };
    await db.write((manager) => manager.insert(Move, { memberId: 'm1', ...move, ...rest }));
    const england: FeedSource = { ...cumbria, slug: 'england' };
    await apply(page([member('m1', 1, 'stolen')]), { source: england });
    await apply(page([member('m1', 1, 'moved'), member('m2', 2, 'stolen')]), { source: cumbria });
    await apply(page([gone('m1', 10)]));
    const { Entry: entries, MemberEntry: members } = await index();
    expect(entries).toMatchObject([
      { id: 'm1', source: 'cumbria', number: 1 },
      { id: 'm2', source: 'wales' },
    ]);
    expect(members).toMatchObject([
      { id: 'm1', region: 'cumbria', sortName: 'moved' },
      { id: 'm2', region: 'wales', sortName: 'anwen' },
    ]);
    expect((await setAside()).map(({ source, id }) => [source, id])).toEqual([
      ['cumbria', 'm2'],
      ['england', 'm1'],
    ]);
  });

  it('may be had by another source once its owner has given it up', async () => {
    await apply(page([member('m1', 1)]));
    await apply(page([gone('m1', 2)]));
    await apply(page([member('m1', 1)]), { source: cumbria });
    expect((await index())['Entry']).toMatchObject([{ id: 'm1', source: 'cumbria' }]);
  });

  it.each([
    ['deletes it', () => apply(page([gone('m1', 2)]))],
    ['leaves', () => leave(db, 'wales')],
  ])('that another source spoke of too soon is read again when its owner %s', async (_what, giveUp) => {
    const feed = [member('m0', 1), member('m1', 2), member('m3', 3)];
    await apply(page([member('m1', 1)]));
    await apply(page(feed), { source: cumbria });
    await giveUp();
    const { cursor } = (await cursors()).find(({ source }) => source === 'cumbria')!;
    expect(cursor).toBe(1);
    await apply(page(feed.slice(1)), { source: cumbria });
    const owners = ['m0', 'm1', 'm3'].map((id) => ({ id, source: 'cumbria' }));
    expect([(await index())['Entry'], await setAside()]).toMatchObject([owners, []]);
  });

  it('of a kind that its source may not speak of is set aside', async () => {
    const library: FeedSource = { slug: 'library', kinds: ['THEME'] };
    const theme: FeedItem = {
      state: 'updated',
      kind: 'THEME',
      id: 'theme:housing',
      modified: 1,
      listedTo: ['public'],
      data: { facets: {}, text: 'Housing' },
    };
    await apply(page([theme, member('m1', 2), gone('m2', 3)]), { source: library });
    expect((await index())['Entry']).toMatchObject([{ id: 'theme:housing', source: 'library' }]);
    expect((await setAside()).map(({ id, reason }) => `${id} ${reason}`)).toEqual([
      'm1 kind: this source may not speak of it',
      'm2 kind: this source may not speak of it',
    ]);
  });
});

describe('a change that is not understood', () => {
  const bad: readonly [string, unknown, string, string][] = [
    ['is no object', 'Anwen', '#3', 'id: invalid_type'],
    ['is null', null, '#3', 'id: invalid_type'],
    ['has no id', { ...member('m2', 2), id: undefined }, '#2', 'id: invalid_type'],
    ['has a long id', member('m'.repeat(101), 2), '#2', 'id: too_big'],
    ['has no number', { ...member('m2', 2), modified: 'two' }, 'm2', 'modified: not a number from 1 to 3'],
    ['has a number beyond its page', member('m2', 9), 'm2', 'modified: not a number from 1 to 3'],
    ['is in no known state', { ...member('m2', 2), state: 'Anwen' }, 'm2', 'state: invalid_union'],
    ['is of no known kind', { ...member('m2', 2), kind: 'Anwen' }, 'm2', 'kind: invalid_value'],
    ['is listed to no list', { ...member('m2', 2), listedTo: 'Anwen' }, 'm2', 'listedTo: invalid_type'],
    ['has no data', { ...member('m2', 2), data: 'Anwen' }, 'm2', 'data: invalid_type'],
    ['lacks a field', { ...member('m2', 2), data: { kind: 'PERSON' } }, 'm2', 'data.facets: invalid_type'],
    [
      'has a bad facet',
      { ...member('m2', 2), data: { ...(member('m2', 2) as { data: object }).data, facets: { Anwen: 1 } } },
      'm2',
      'data.facets: invalid_type',
    ],
  ];

  it.each(bad)(
    'since it %s is set aside, and those beside it are applied',
    async (_what, item, id, reason) => {
      const read = { ...page([member('m1', 1), item, member('m3', 3)]), next: 3 };
      const applied = await apply(read);
      expect(applied).toMatchObject({ isApplied: true, cursor: 3, poison: [{ id, reason }] });
      expect((await index())['Entry']).toMatchObject([{ id: 'm1' }, { id: 'm3' }]);
      const rows = await setAside();
      expect(rows).toMatchObject([{ source: 'wales', id, reason }]);
      expect(JSON.stringify(rows)).not.toContain('Anwen');
    },
  );

  it('takes its row out of the index: who may find it now is not known', async () => {
    await apply(page([member('m1', 1)]));
    await apply(page([{ ...member('m1', 2), listedTo: 7 }]));
    expect(await index()).toEqual(nothing);
  });

  it('is forgotten when a later one of the row is fine, or the row is gone', async () => {
    await apply(
      page([
        { ...member('m1', 1), listedTo: 7 },
        { ...member('m2', 2), listedTo: 7 },
      ]),
    );
    expect(await setAside()).toHaveLength(2);
    await apply(page([member('m1', 3), gone('m2', 4)]));
    expect([await setAside(), (await index())['Entry']]).toMatchObject([[], [{ id: 'm1' }]]);
  });
});

describe('a change that the database refuses', () => {
  const refusing = {
    embedded: `CREATE TRIGGER refuse BEFORE INSERT ON member WHEN new.sortName = 'poison'
      BEGIN SELECT RAISE(ABORT, 'no'); END`,
    mariadb: `CREATE TRIGGER refuse BEFORE INSERT ON member FOR EACH ROW IF new.sortName = 'poison'
      THEN SIGNAL SQLSTATE '23000' SET MESSAGE_TEXT = 'no'; END IF`,
  }[engine];

  beforeEach(() => db.write((manager) => manager.query(refusing)));
  afterEach(() => db.write((manager) => manager.query('DROP TRIGGER refuse')));

  it('is set aside, and those beside it are applied', async () => {
    await apply(page([member('m1', 1), member('m4', 2)]));
    const items = [member('m2', 3), member('m1', 4, 'poison'), member('m3', 5), member('m5', 6, 'poison')];
    const { poison } = await apply(page(items));
    expect(poison.map(({ id, reason }) => `${id} ${reason}`)).toEqual([
      'm1 The database refused it',
      'm5 The database refused it',
    ]);
    expect((await index())['Entry']).toMatchObject([{ id: 'm2' }, { id: 'm3' }, { id: 'm4' }]);
    expect(await setAside()).toMatchObject([{ id: 'm1' }, { id: 'm5' }]);
  });

  it('for another reason than what it says is an error: it must be tried again', async () => {
    const full = db.write((manager) => {
      const broken = Object.create(manager, {
        transaction: { value: () => Promise.reject(new Error('disk full')) },
      }) as typeof manager;
      const from = { epoch: null, cursor: 0, mark: null };
      return applyPage(broken, wales, { page: page([member('m1', 1)]), from, now });
    });
    await expect(full).rejects.toThrow('disk full');
    expect([await index(), await cursors(), await setAside()]).toEqual([nothing, [], []]);
  });
});

describe('another epoch', () => {
  beforeEach(async () => {
    await apply(page([member('m1', 1), activity('a1', 2)]));
    await apply(page([member('m5', 1)]), { source: cumbria });
  });

  it('in the middle of a feed makes the reader forget what the source said, and start anew', async () => {
    const read = page([member('m2', 3)], { epoch: 'two' });
    expect(await apply(read)).toEqual({ isApplied: false, cursor: 0, poison: [] });
    expect([(await index())['Entry'], await cursors()]).toMatchObject([
      [{ id: 'm5', source: 'cumbria' }],
      [
        { source: 'cumbria', epoch: 'one', cursor: 1, asOf: now },
        { source: 'wales', epoch: 'two', cursor: 0, asOf: null },
      ],
    ]);
  });

  it('is applied from its beginning, with numbers below those of before', async () => {
    const read = page([member('m2', 1)], { epoch: 'two' });
    await apply(read);
    expect(await apply(read)).toEqual({ isApplied: true, cursor: 1, poison: [] });
    expect((await index())['Entry']).toMatchObject([{ id: 'm2' }, { id: 'm5' }]);
  });
});

describe('a source that leaves', () => {
  beforeEach(async () => {
    await apply(page([member('m1', 1), activity('a1', 2), { ...member('m2', 3), listedTo: 7 }]));
    await apply(page([member('m5', 1)]), { source: cumbria });
  });

  it('takes its rows along and no others, and they are counted', async () => {
    expect(await leave(db, 'wales')).toBe(2);
    expect([(await index())['Entry'], await setAside()]).toMatchObject([[{ id: 'm5' }], []]);
  });

  it('is not let in again by a page that was under way, nor by one that is read from the beginning', async () => {
    const from = await readPosition(db.read, 'wales');
    await leave(db, 'wales');
    await apply(page([member('m3', 4)]), { from });
    await apply(page([member('m3', 4)]));
    expect((await index())['Entry']).toMatchObject([{ id: 'm5' }]);
  });

  it('stays away when the index is made anew', async () => {
    await leave(db, 'wales');
    expect(await emptyIndex(db)).toBe(1);
    expect(await cursors()).toMatchObject([{ source: 'wales', hasLeft: true }]);
  });

  it('is read from its beginning once it is welcomed back', async () => {
    await leave(db, 'wales');
    expect([await welcome(db, 'wales'), await welcome(db, 'wales')]).toEqual([true, false]);
    await apply(page([member('m1', 1)]));
    expect((await index())['Entry']).toMatchObject([{ id: 'm1' }, { id: 'm5' }]);
  });

  it('is not welcomed back by mistake: one that is here stays as it is', async () => {
    const before = await cursors();
    expect([await welcome(db, 'wales'), await cursors()]).toEqual([false, before]);
  });
});
