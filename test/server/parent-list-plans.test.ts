import type { Viewer } from '../../schema/viewer';
import {
  listActivities as listActivitiesOfUk,
  listBookings as listBookingsOfMember,
  search,
} from '../../subgraphs/directory/lists';
import type { DirectoryContext } from '../../subgraphs/directory/directory-context';
import { ActivityEntry, BookingEntry, Entry, entryEntities } from '../../subgraphs/directory/entries';
import { storeRows, type Database } from '../../subgraphs/kit/database/database';
import type { Connection } from '../../subgraphs/kit/list/connection';
import { indexEntities, replaceInIndex, type IndexedRow } from '../../subgraphs/kit/list/indexed-row';
import { ROW } from '../../subgraphs/kit/list/list-query';
import { Loaders } from '../../subgraphs/kit/loaders';
import { getProgram } from '../../subgraphs/programs';
import { AccessLogEntry } from '../../subgraphs/region/access-log-entry';
import { listActivities, listBookings, listLooks, listMembers } from '../../subgraphs/region/lists';
import type { RegionContext } from '../../subgraphs/region/region-context';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { activityOf, bookingOf, memberOf } from '../region/region-rows';
import { TemporaryFolder } from '../unit/temporary-folder';
import { explain, type Step } from './explain';

// Lists that hang from something, and what is found by words: the product's own queries, as a request sends them for
// one parent and for several at once. None looks at more rows than those of its parents.

const ROWS = 4000;
/** How many networks, themes, members and activities the rows hang from: each from one, in turn. */
const PARENTS = 100;
const OF_ONE = ROWS / PARENTS;
const now = new Date('2026-11-21T12:00:00Z');
const folder = new TemporaryFolder();
const indexes = Array.from({ length: ROWS }, (_, index) => index);
const idOf = (index: number): string => `id${String(index).padStart(5, '0')}`;
const parentOf = (index: number): string => idOf(index % PARENTS);
const at = (index: number): Date => new Date(Date.parse('2026-01-01T00:00:00Z') + index * 60_000);
const one = [idOf(7)];
const several = [7, 8, 9].map(idOf);
const asked = [
  ['one parent', one],
  ['several at once', several],
] as const;
const first = { first: 20 };

const viewer: Viewer = { roles: ['member'], memberId: idOf(7), homeRegion: 'wales', coordinates: [] };

/** How the server reads the pages of these parents, which one request asks for. */
function planOf(
  db: Database,
  parents: readonly string[],
  list: (context: RegionContext & DirectoryContext, parent: string) => Connection,
  more: object = {},
): Promise<Step[]> {
  const context = { viewer, db, loaders: new Loaders(), clock: () => now, ...more } as never;
  const pages = parents.map((parent) => list(context, parent) as Connection & { edges(): Promise<unknown> });
  return explain(db, () => Promise.all(pages.map((page) => page.edges())));
}

/** The index by which each of the tables is read, and whether all it gives are rows of so many parents. */
function keysOf(plan: readonly Step[], tables: readonly string[], parents: number): unknown[] {
  return tables.map((name) => {
    const { key, rows } = plan.find(({ table }) => table === name)!;
    return { name, key, isFew: Number(rows) <= 2 * OF_ONE * parents };
  });
}

const alongFacet = [
  { name: 'parent', key: 'facet_by_value', isFew: true },
  { name: ROW, key: 'PRIMARY', isFew: true },
];

const isSorted = (plan: readonly Step[]): boolean => /filesort|temporary/i.test(JSON.stringify(plan));

afterAll(() => folder.remove());

describe('in a region', () => {
  let db: Database;
  let program: RegionProgram;

  beforeAll(async () => {
    program = (await getProgram('wales')) as RegionProgram;
    const { region } = program;
    const { Member, Activity, Booking } = region.types;
    db = await folder.open(program.contents.entities);
    await db.write(async (manager) => {
      const members = indexes.map((index) =>
        memberOf(region, { id: `m${idOf(index)}`, joinedAt: at(index) }),
      );
      await storeRows(manager, Member, members);
      const activities = indexes.map((index) =>
        activityOf(region, { id: `a${idOf(index)}`, startsAt: at(index) }),
      );
      await storeRows(manager, Activity, activities);
      const bookings = indexes.map((index) =>
        bookingOf(region, {
          ...{ id: idOf(index), activityId: parentOf(index) },
          ...{ memberId: idOf(index), bookedAt: at(index) },
        }),
      );
      await storeRows(manager, Booking, bookings);
      const looks = indexes.map((index) => ({
        ...{ id: idOf(index), memberId: parentOf(index), at: at(index), by: 'somebody', what: ['email'] },
      }));
      await storeRows(manager, AccessLogEntry, looks);
      const found = ['m', 'a'].flatMap((kind) =>
        indexes.map((index) => ({
          ...{ id: `${kind}${idOf(index)}`, facets: { network: [parentOf(index)] }, listedTo: ['public'] },
          text: '',
        })),
      );
      await replaceInIndex(manager, found, { areNew: true });
    });
    const tables = 'member, activity, booking, access_log_entry, facet, listing';
    await db.write((manager) => manager.query(`ANALYZE TABLE ${tables}`));
  });

  const plan = (
    parents: readonly string[],
    list: (context: RegionContext, parent: string) => Connection,
  ): Promise<Step[]> => planOf(db, parents, list, { region: program.region });

  describe.each(asked)('for %s', (_what, parents) => {
    it('members and activities of a network are found by the network', async () => {
      for (const list of [listMembers, listActivities] as const) {
        const steps = await plan(parents, (context, network) => list(context, first, { network }));
        expect(keysOf(steps, ['parent', ROW], parents.length)).toEqual(alongFacet);
      }
    });

    it('bookings of an activity are found by the activity', async () => {
      const steps = await plan(parents, (context, activity) => listBookings(context, activity, first));
      expect(keysOf(steps, [ROW], parents.length)).toEqual([
        { name: ROW, key: 'booking_by_activity', isFew: true },
      ]);
    });

    it('looks at a member are found by the member', async () => {
      const steps = await plan(parents, (context, member) => listLooks(context, member, first));
      expect(keysOf(steps, [ROW], parents.length)).toEqual([
        { name: ROW, key: 'access_log_by_member', isFew: true },
      ]);
      if (parents.length === 1) expect(isSorted(steps)).toBe(false);
    });
  });
});

describe('in the directory', () => {
  let db: Database;

  beforeAll(async () => {
    db = await folder.open([...entryEntities, ...indexEntities]);
    await db.write(async (manager) => {
      const activities = indexes.map((index) => ({
        ...{ id: `a${idOf(index)}`, kind: 'MEETING', audience: 'BOTH', mode: 'ONLINE', status: 'PUBLISHED' },
        ...{ startsAt: at(index), publishedAt: at(index), latitude: null, longitude: null },
        ...{ hasPlaces: true, region: 'wales' },
      })) as ActivityEntry[];
      await storeRows(manager, ActivityEntry, activities);
      const bookings = indexes.map((index) => ({
        ...{ id: `b${idOf(index)}`, memberId: parentOf(index), activityId: `a${idOf(index)}` },
        ...{ bookedAt: at(index), region: 'wales' },
      }));
      await storeRows(manager, BookingEntry, bookings);
      const entries = activities.map(({ id }, number) => ({ id, kind: 'ACTIVITY', source: 'wales', number }));
      await storeRows(manager, Entry, entries as Entry[]);
      const found = indexes.flatMap((index): IndexedRow[] => [
        {
          ...{ id: `a${idOf(index)}`, facets: { theme: [parentOf(index)] }, listedTo: ['public'] },
          text: `meeting${index % PARENTS} in hall${index % 90}`,
        },
        { id: `b${idOf(index)}`, facets: {}, listedTo: [`member:${parentOf(index)}`], text: '' },
      ]);
      await replaceInIndex(manager, found, { areNew: true });
    });
    const tables = 'activity, booking, entry, facet, listing, search_text, search_word';
    await db.write((manager) => manager.query(`ANALYZE TABLE ${tables}`));
  });

  it.each(asked)('activities about %s are found by the theme', async (_what, parents) => {
    const steps = await planOf(db, parents, (context, theme) =>
      listActivitiesOfUk(context, first, { theme }),
    );
    expect(keysOf(steps, ['parent', ROW], parents.length)).toEqual(alongFacet);
  });

  it('bookings of a member are read along its index', async () => {
    const steps = await planOf(db, one, (context, id) => listBookingsOfMember(context, id, first));
    expect(keysOf(steps, [ROW], 1)).toEqual([{ name: ROW, key: 'booking_by_member', isFew: true }]);
    expect(isSorted(steps)).toBe(false);
  });

  it.each(['meeting42', 'meeting42 hall42'])('what has the words "%s" is found by them', async (text) => {
    const steps = await planOf(db, ['once'], (context) => search(context, { ...first, text }));
    expect(keysOf(steps, ['search_word', 'entry', 'seen'], 1)).toEqual([
      { name: 'search_word', key: 'PRIMARY', isFew: true },
      { name: 'entry', key: 'PRIMARY', isFew: true },
      { name: 'seen', key: 'PRIMARY', isFew: true },
    ]);
  });
});
