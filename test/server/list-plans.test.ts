import { readPageRequest } from '../../subgraphs/kit/list/page-arguments';
import { activityList } from '../../subgraphs/catalogue/activity-list';
import { memberList } from '../../subgraphs/catalogue/member-list';
import { networkList } from '../../subgraphs/catalogue/network-list';
import type { ListScope } from '../../subgraphs/catalogue/scope';
import { ActivityEntry, entryEntities, MemberEntry, NetworkEntry } from '../../subgraphs/directory/entries';
import { storeRows, type Database } from '../../subgraphs/kit/database/database';
import type { Position } from '../../subgraphs/kit/list/cursor';
import { EarlierPlace, placeText } from '../../subgraphs/kit/list/earlier-place';
import { indexEntities, Listing } from '../../subgraphs/kit/list/indexed-row';
import { readPage, ROW, type ListQuery } from '../../subgraphs/kit/list/list-query';
import { getProgram } from '../../subgraphs/programs';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { activityOf, memberOf, networkOf } from '../region/region-rows';
import { TemporaryFolder } from '../unit/temporary-folder';
import { expectAlong, explain, type Step } from './explain';

// With enough rows, a page of a list is read along the index of its order, whoever asks and wherever it begins: nothing
// is sorted, and page 1,000 costs what page 1 costs.

const ROWS = 4000;
const now = new Date('2026-11-21T12:00:00Z');
const tokens = ['public', 'members'];
const folder = new TemporaryFolder();

interface Reading {
  readonly parents?: readonly string[];
  /** From where on; the first page when left out. */
  readonly after?: Position;
}

/** How the server reads a page of a list. */
function planOf(db: Database, list: ListQuery, { parents, after }: Reading = {}): Promise<Step[]> {
  const page = { request: readPageRequest({ first: 20 }), between: { after }, parents: parents ?? null };
  return explain(db, () => readPage(db.read, list, page));
}

/** A place in the middle of a list. */
function middleOf({ order: { type } }: ListQuery): Position {
  return { sort: type === 'instant' ? at(ROWS / 2).getTime() : 'name 2', id: 'm2' };
}

function at(index: number): Date {
  return new Date(Date.parse('2026-01-01T00:00:00Z') + index * 60_000);
}

const idOf = (index: number): string => `m${String(index).padStart(5, '0')}`;
const indexes = Array.from({ length: ROWS }, (_, index) => index);
const listings = indexes.flatMap((index) => [
  { owner: idOf(index), token: index % 3 === 0 ? 'members' : 'public' },
  { owner: idOf(index), token: `member:${idOf(index)}` },
]);

async function analyse(db: Database): Promise<void> {
  const tables = ['member', 'activity', 'network', 'listing', 'facet'];
  await db.write((manager) => manager.query(`ANALYZE TABLE ${tables.join(', ')}`));
}

const orders = [
  ['members', 'JOINED_NEWEST_FIRST', 'member_by_joined', 'member_by_region_and_joined'],
  ['members', 'JOINED_OLDEST_FIRST', 'member_by_joined', 'member_by_region_and_joined'],
  ['members', 'NAME', 'member_by_name', 'member_by_region_and_name'],
  ['activities', 'STARTS_SOONEST_FIRST', 'activity_by_start', 'activity_by_region_and_start'],
  ['activities', 'STARTS_LATEST_FIRST', 'activity_by_start', 'activity_by_region_and_start'],
  ['activities', 'PUBLISHED_NEWEST_FIRST', 'activity_by_publication', null],
  ['networks', 'NAME', 'network_by_name', 'network_by_region_and_name'],
] as const;

type Entities = Readonly<Record<'members' | 'activities' | 'networks', ListScope['entity']>>;

function listIn(
  entities: Entities,
  [name, order]: readonly [keyof Entities, string],
  { ownRegion, regions }: { ownRegion: string | null; regions?: string[] },
): ListQuery {
  const scope: ListScope = { entity: entities[name], ownRegion, tokens, now };
  if (name === 'members') return memberList(scope, { regions }, order as never);
  return name === 'activities'
    ? activityList(scope, { regions }, order as never)
    : networkList(scope, { regions });
}

describe('in a region', () => {
  let db: Database;
  let entities: Entities;
  let program: RegionProgram;

  beforeAll(async () => {
    program = (await getProgram('wales')) as RegionProgram;
    const { region } = program;
    const { Member, Activity, Network } = region.types;
    entities = { members: Member, activities: Activity, networks: Network };
    db = await folder.open(program.contents.entities);
    await db.write(async (manager) => {
      await storeRows(
        manager,
        Member,
        indexes.map((index) =>
          memberOf(region, { id: idOf(index), displayName: `Name ${index}`, joinedAt: at(index) }),
        ),
      );
      await storeRows(
        manager,
        Activity,
        indexes.map((index) =>
          activityOf(region, { id: idOf(index), startsAt: at(index), publishedAt: at(index) }),
        ),
      );
      await storeRows(
        manager,
        Network,
        indexes.map((index) => networkOf(region, { id: idOf(index), sortName: `name ${index}` })),
      );
      await storeRows(manager, Listing, listings);
    });
    await analyse(db);
  });

  it.each(orders)('%s in the order %s are read along %s', async (name, order, index) => {
    const list = listIn(entities, [name, order], { ownRegion: 'wales' });
    for (const after of [undefined, middleOf(list)]) expectAlong(await planOf(db, list, { after }), index);
  });
});

describe('in the directory', () => {
  let db: Database;
  const entities: Entities = { members: MemberEntry, activities: ActivityEntry, networks: NetworkEntry };

  beforeAll(async () => {
    db = await folder.open([...entryEntities, ...indexEntities]);
    const region = (index: number): string => ['england', 'wales', 'cumbria', 'northern-ireland'][index % 4]!;
    await db.write(async (manager) => {
      await storeRows(
        manager,
        MemberEntry,
        indexes.map((index) => ({
          id: idOf(index),
          kind: 'PERSON' as const,
          sortName: `name ${index}`,
          joinedAt: at(index),
          region: region(index),
        })),
      );
      await storeRows(
        manager,
        ActivityEntry,
        indexes.map((index) => ({
          id: idOf(index),
          kind: 'MEETING' as const,
          audience: 'BOTH' as const,
          mode: 'ONLINE' as const,
          status: 'PUBLISHED' as const,
          startsAt: at(index),
          publishedAt: at(index),
          latitude: null,
          longitude: null,
          hasPlaces: true,
          region: region(index),
        })),
      );
      await storeRows(
        manager,
        NetworkEntry,
        indexes.map((index) => ({
          id: idOf(index),
          sortName: `name ${index}`,
          cohort: null,
          region: region(index),
        })),
      );
      await storeRows(manager, Listing, listings);
    });
    await analyse(db);
  });

  it.each(orders)('%s in the order %s are read along %s', async (name, order, index) => {
    const list = listIn(entities, [name, order], { ownRegion: null });
    for (const after of [undefined, middleOf(list)]) expectAlong(await planOf(db, list, { after }), index);
  });

  it.each(orders.filter(([, , , ofRegion]) => ofRegion !== null))(
    '%s of one region in the order %s are read along %s or, better, %s',
    async (name, order, ofAll, ofRegion) => {
      const list = listIn(entities, [name, order], { ownRegion: null, regions: ['wales'] });
      const plan = await planOf(db, list, { after: middleOf(list) });
      expect([ofAll, ofRegion]).toContain(plan[0]?.key);
      expectAlong(plan, plan[0]?.key ?? '');
    },
  );

  describe('while rows move', () => {
    // Every tenth row has moved, and stood where it stands now.
    beforeAll(async () => {
      const moved = indexes.filter((index) => index % 10 === 0);
      const columns = ['joinedAt', 'sortName', 'startsAt', 'publishedAt'];
      await db.write((manager) =>
        storeRows(
          manager,
          EarlierPlace,
          columns.flatMap((name) =>
            moved.map((index) => ({
              owner: idOf(index),
              name,
              version: index + 1,
              sort: name === 'sortName' ? `name ${index}` : placeText('instant', at(index).getTime()),
            })),
          ),
        ),
      );
      await db.write((manager) => manager.query('ANALYZE TABLE earlier_place'));
    });

    const moving = (name: keyof Entities, order: string): ListQuery => ({
      ...listIn(entities, [name, order], { ownRegion: null }),
      keepsPlaces: { tokens },
    });

    it.each(orders)(
      '%s in the order %s are read on along %s and, those that moved, along their places',
      async (name, order, index) => {
        const list = moving(name, order);
        const plan = await planOf(db, list, { after: { ...middleOf(list), listing: 5 } });
        const stepOf = (table: string, part: Step): Step[] =>
          plan.filter((step) => step.table === table && step.id === part.id);
        const parts = plan.filter(({ table }) => table === ROW);
        expect(parts.map(({ key }) => key)).toEqual([index, 'PRIMARY']);
        // Those that have moved are found from where they stood.
        expect(stepOf('place', parts[1]!).map(({ key }) => key)).toEqual(['earlier_place_by_sort']);
        // What is sorted is one page of either.
        const sorted = plan.filter(({ Extra }) => /filesort|temporary/i.test(Extra));
        expect(sorted.map(({ table, rows }) => [table, Number(rows)])).toEqual([['<derived2>', 42]]);
      },
    );

    it.each(orders)('%s in the order %s begin along %s, whatever has moved', async (name, order, index) => {
      const plan = await planOf(db, moving(name, order));
      expectAlong(plan, index);
      // The latest that the asker may see comes first.
      expect(plan.find(({ table }) => table === 'place')?.key).toBe('earlier_place_by_version');
    });
  });
});
