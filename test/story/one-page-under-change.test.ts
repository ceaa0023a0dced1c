import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { In } from 'typeorm';
import { regions } from '../../schema/regions';
import { FeedCursor } from '../../subgraphs/directory/entries';
import { ChangeCounter, recordChanges, type Change } from '../../subgraphs/kit/changes/change-record';
import { removeFromIndex } from '../../subgraphs/kit/list/indexed-row';
import { getProgram } from '../../subgraphs/programs';
import type { RegionDefinition } from '../../subgraphs/region/region-definition';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { storeActivities, storeMembers } from '../../subgraphs/region/region-store';
import { activityOf, memberOf } from '../region/region-rows';
import { engine } from '../support/databases';
import { Graph } from '../support/graph';
import { waitUntil } from '../support/wait-until';
import { rounds } from '../support/rounds';

// Somebody reads a list to its end while the regions write: what was there all along is met once, whatever moves.

const SCHEDULES = engine === 'embedded' ? rounds(12, 4) : rounds(4, 2);

let graph: Graph;
const definitions = new Map<string, RegionDefinition>();
beforeAll(async () => {
  graph = await Graph.start({ demo: null });
  for (const { slug } of regions) definitions.set(slug, ((await getProgram(slug)) as RegionProgram).region);
});
afterAll(() => graph.stop());

interface List {
  readonly root: 'members' | 'activities';
  readonly orderBy: string;
  readonly descends: boolean;
}

const lists: List[] = [
  { root: 'members', orderBy: 'JOINED_NEWEST_FIRST', descends: true },
  { root: 'members', orderBy: 'JOINED_OLDEST_FIRST', descends: false },
  { root: 'members', orderBy: 'NAME', descends: false },
  { root: 'activities', orderBy: 'STARTS_SOONEST_FIRST', descends: false },
  { root: 'activities', orderBy: 'STARTS_LATEST_FIRST', descends: true },
  { root: 'activities', orderBy: 'PUBLISHED_NEWEST_FIRST', descends: true },
];

/** A row as the test knows it: whose it is, and where it stands in the order, from 0. */
interface Row {
  readonly id: string;
  readonly region: string;
  readonly place: number;
}

const at = (place: number): Date => new Date(Date.UTC(2026, 11, 1 + place));

/** Stores rows in a region, each where its place says, and deletes others. */
async function write(
  list: List,
  region: string,
  rows: readonly Row[],
  gone: readonly string[],
): Promise<void> {
  const definition = definitions.get(region)!;
  const { Member, Activity } = definition.types;
  await graph.database(region).write(async (manager) => {
    const transaction = { manager, region: definition };
    await manager.delete(list.root === 'members' ? Member : Activity, { id: In([...gone]) });
    await removeFromIndex(manager, gone);
    const stored =
      list.root === 'members'
        ? await storeMembers(
            transaction,
            rows.map(({ id, place }) => ({
              member: memberOf(definition, { id, displayName: `Name ${place}`, joinedAt: at(place) }),
              roles: [],
            })),
          )
        : await storeActivities(
            transaction,
            rows.map(({ id, place }) =>
              activityOf(definition, { id, startsAt: at(place), publishedAt: at(place) }),
            ),
          );
    const kind = list.root === 'members' ? 'MEMBER' : 'ACTIVITY';
    const deleted = gone.map((id): Change => ({ state: 'deleted', id, kind }));
    await recordChanges(manager, [...stored, ...deleted]);
  });
}

/** Waits until the directory has all that the regions have said. */
async function settle(): Promise<void> {
  await waitUntil('the directory has it all', async () => {
    const cursors = await graph.database('directory').read.find(FeedCursor);
    const lasts = regions.map(async ({ slug }) => {
      const counter = await graph.database(slug).read.findOneByOrFail(ChangeCounter, { id: 1 });
      return cursors.find(({ source }) => source === slug)?.cursor === counter.last;
    });
    return (await Promise.all(lasts)).every(Boolean);
  });
}

type Step =
  | {
      readonly does: 'insert' | 'move';
      readonly region: number;
      readonly which: number;
      readonly place: number;
    }
  | { readonly does: 'delete' | 'touch'; readonly region: number; readonly which: number };

const PLACES = 6;
const number = (below: number) => fc.integer({ min: 0, max: below - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('insert' as const),
      region: number(4),
      which: number(20),
      place: number(PLACES),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('move' as const),
      region: number(4),
      which: number(20),
      place: number(PLACES),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('delete' as const, 'touch' as const),
      region: number(4),
      which: number(20),
    }),
  },
);

/** What happens between two pages; whether the directory has heard of it before the next page is asked for. */
const pause = fc.record({ steps: fc.array(step, { maxLength: 4 }), isHeard: fc.boolean() });

interface Schedule {
  /** Places of each region's first rows. */
  readonly first: readonly (readonly number[])[];
  readonly size: number;
  readonly isForwards: boolean;
  readonly pauses: readonly { readonly steps: readonly Step[]; readonly isHeard: boolean }[];
}

const schedule: fc.Arbitrary<Schedule> = fc.record({
  first: fc.array(fc.array(number(PLACES), { minLength: 4, maxLength: 7 }), {
    minLength: regions.length,
    maxLength: regions.length,
  }),
  size: fc.constantFrom(2, 3, 7),
  isForwards: fc.boolean(),
  pauses: fc.array(pause, { minLength: 3, maxLength: 10 }),
});

/** The rows of all regions, and which of them were touched since. */
class World {
  rows: Row[] = [];
  readonly moved = new Set<string>();
  readonly there: ReadonlySet<string>;

  constructor(
    private readonly list: List,
    first: Schedule['first'],
  ) {
    regions.forEach(({ slug }, index) => {
      for (const place of first[index] ?? []) this.rows.push({ id: randomUUID(), region: slug, place });
    });
    this.there = new Set(this.rows.map(({ id }) => id));
  }

  /** Puts the first rows in place of those of the schedule before. */
  async begin(before: readonly Row[]): Promise<void> {
    for (const { slug } of regions)
      await write(
        this.list,
        slug,
        this.rows.filter(({ region }) => region === slug),
        before.filter(({ region }) => region === slug).map(({ id }) => id),
      );
    await settle();
  }

  async do(step: Step): Promise<void> {
    const { slug } = regions[step.region]!;
    const own = this.rows.filter(({ region }) => region === slug);
    const row = own[step.which % Math.max(1, own.length)];
    if (step.does === 'insert') {
      const inserted = { id: randomUUID(), region: slug, place: step.place };
      this.rows.push(inserted);
      return write(this.list, slug, [inserted], []);
    }
    if (!row) return;
    const others = this.rows.filter(({ id }) => id !== row.id);
    if (step.does === 'delete') {
      this.rows = others;
      return write(this.list, slug, [], [row.id]);
    }
    const now = step.does === 'move' ? { ...row, place: step.place } : row;
    if (now.place !== row.place) this.moved.add(row.id);
    this.rows = [...others, now];
    return write(this.list, slug, [now], []);
  }
}

interface ListPage {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

async function readPage({ root, orderBy }: List, page: Record<string, unknown>): Promise<ListPage> {
  const order = root === 'members' ? 'MemberOrder' : 'ActivityOrder';
  const { data, errors } = await graph.ask({
    query: `query Page($first: Int, $after: String, $last: Int, $before: String, $orderBy: ${order}!) {
      ${root}(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
        nodes { id }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }`,
    variables: { orderBy, ...page },
  });
  expect(errors).toBeUndefined();
  return data[root] as ListPage;
}

/** Reads a list from one end to the other; between two pages something happens. Answers ids in the list's order. */
async function readAll(list: List, { size, isForwards, pauses }: Schedule, world: World): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; ; page += 1) {
    const { nodes, pageInfo } = await readPage(
      list,
      isForwards ? { first: size, after: cursor } : { last: size, before: cursor },
    );
    const read = nodes.map(({ id }) => id);
    if (isForwards) ids.push(...read);
    else ids.unshift(...read);
    if (!(isForwards ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) return ids;
    cursor = isForwards ? pageInfo.endCursor : pageInfo.startCursor;
    const { steps, isHeard } = pauses[page] ?? { steps: [], isHeard: false };
    for (const one of steps) await world.do(one);
    if (isHeard) await settle();
  }
}

describe.each(lists)('$root by $orderBy', (list) => {
  let before: readonly Row[] = [];

  test('read on while rows come, move and go, give what was there all along once, and nothing twice', async () => {
    const meetings = { moved: 0, schedules: 0 };
    await fc.assert(
      fc.asyncProperty(schedule, async (one) => {
        const world = new World(list, one.first);
        await world.begin(before);
        const first = new Map(world.rows.map((row) => [row.id, row]));
        const ids = await readAll(list, one, world);
        before = world.rows;
        expect(new Set(ids).size).toBe(ids.length);
        const allAlong = world.rows.filter(({ id }) => world.there.has(id)).map(({ id }) => id);
        expect(allAlong.filter((id) => !ids.includes(id))).toEqual([]);
        // What has not moved is in order, rows with equal places by their ids, whichever region they are of.
        const sign = list.descends ? -1 : 1;
        const still = ids.filter((id) => first.has(id) && !world.moved.has(id)).map((id) => first.get(id)!);
        const sorted = still.toSorted((a, b) => sign * (a.place - b.place || (a.id < b.id ? -1 : 1)));
        expect(still).toEqual(sorted);
        meetings.moved += allAlong.filter((id) => world.moved.has(id)).length;
        meetings.schedules += 1;
      }),
      { numRuns: SCHEDULES, endOnFailure: true },
    );
    // Else the schedules would show nothing.
    expect(meetings.moved).toBeGreaterThan(meetings.schedules / 2);
  });
});
