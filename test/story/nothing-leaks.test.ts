import { regions } from '../../schema/regions';
import { anonymous, type Viewer } from '../../schema/viewer';
import { FeedCursor } from '../../subgraphs/directory/entries';
import { ChangeCounter, recordChanges } from '../../subgraphs/kit/changes/change-record';
import { getProgram } from '../../subgraphs/programs';
import { defaultPolicy } from '../../subgraphs/region/policy';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { activityOf, memberOf, store } from '../region/region-rows';
import { examples } from '../support/examples';
import { Graph } from '../support/graph';
import { waitUntil } from '../support/wait-until';

// Two graphs with the same demo data. One of them also has rows that are listed to nobody but Wales' coordinator and
// each member themselves: nobody else can tell the two graphs apart.

let viewer: Viewer = anonymous;
let lagMillis = 0;
let plain: Graph;
let secret: Graph;
let wales: RegionProgram;

const hidden = ['0', '4', '8', 'c', 'f'].map((digit) => `${digit}1d0e5c47-e2c5-7a00-8000-00000000dead`);
const drafts = ['2', '6', 'a', 'e'].map((digit) => `${digit}1d0e5c47-e2c5-7a00-8000-00000000cafe`);
const NETWORK = 'net:practice-solutions';

async function storeHidden(): Promise<void> {
  const { region } = wales;
  const db = secret.database('wales');
  const members = hidden.map((id, index) =>
    memberOf(region, {
      id,
      displayName: `Zebedee ${'AEIOU'[index]}lias`,
      visibility: 'PRIVATE',
      networkIds: [NETWORK],
      joinedAt: new Date(Date.UTC(2026, index, 2)),
    }),
  );
  const activities = drafts.map((id, index) =>
    activityOf(region, {
      id,
      status: 'DRAFT',
      publishedAt: null,
      titleByLanguage: { en: 'Zebedee meets' },
      startsAt: new Date(Date.UTC(2027, index, 2)),
      networkId: NETWORK,
      themeSlugs: ['peer-support'],
    }),
  );
  await store(db, region, { members, activities });
  await waitUntil('the directory has heard of them', () => isHeard(secret));
  // They move, and one of each goes.
  const later = new Date('2027-11-20T00:00:00Z');
  await store(db, region, {
    members: members.map((member) => Object.assign(member, { joinedAt: later })),
    activities: activities.map((activity) =>
      Object.assign(activity, { startsAt: later, endsAt: new Date('2027-11-21T00:00:00Z') }),
    ),
  });
  await db.write((manager) =>
    recordChanges(manager, [
      { state: 'deleted', id: hidden.at(-1)!, kind: 'MEMBER' },
      { state: 'deleted', id: drafts.at(-1)!, kind: 'ACTIVITY' },
    ]),
  );
}

/** Whether the directory has all that Wales has said. */
async function isHeard(graph: Graph): Promise<boolean> {
  const { last } = await graph.database('wales').read.findOneByOrFail(ChangeCounter, { id: 1 });
  const { cursor } = await graph.database('directory').read.findOneByOrFail(FeedCursor, { source: 'wales' });
  return cursor === last;
}

beforeAll(async () => {
  wales = (await getProgram('wales')) as RegionProgram;
  const identify = (): Viewer => viewer;
  plain = await Graph.start({ identify });
  secret = await Graph.start({ identify, feedLag: () => lagMillis });
  await storeHidden();
  await waitUntil('the directory has heard of the hidden rows', () => isHeard(secret));
});
afterEach(() => {
  viewer = anonymous;
  lagMillis = 0;
});
afterAll(async () => {
  await plain.stop();
  await secret.stop();
});

const outsiders: Readonly<Record<string, Viewer>> = {
  anonymous,
  'a member elsewhere': {
    roles: ['member'],
    memberId: 'elsewhere',
    homeRegion: 'cumbria',
    coordinates: [],
  },
  'another member of the region': {
    roles: ['member'],
    memberId: 'neighbour',
    homeRegion: 'wales',
    coordinates: [],
  },
  'a coordinator elsewhere': { roles: ['coordinator'], coordinates: ['cumbria'] },
  'an analyst': { roles: ['analyst', 'operator'], coordinates: [] },
};

const page =
  'totalCount edges { cursor regionSlug node { __typename id } } pageInfo { hasNextPage endCursor }';
const memberOrders = ['JOINED_NEWEST_FIRST', 'JOINED_OLDEST_FIRST', 'NAME'];
const activityOrders = ['STARTS_SOONEST_FIRST', 'STARTS_LATEST_FIRST', 'PUBLISHED_NEWEST_FIRST'];
const statuses = 'statuses: [DRAFT, PUBLISHED, CANCELLED]';

/** Every way to a list, a count, an order or a search. */
const questions = [
  ...memberOrders.flatMap((orderBy) => [
    `{ members(first: 100, orderBy: ${orderBy}) { ${page} } }`,
    `{ members(last: 3, orderBy: ${orderBy}) { ${page} } }`,
    `{ members(first: 100, orderBy: ${orderBy}, filter: { regions: ["wales"] }) { ${page} } }`,
  ]),
  ...activityOrders.flatMap((orderBy) => [
    `{ activities(first: 100, orderBy: ${orderBy}) { ${page} } }`,
    `{ activities(last: 3, orderBy: ${orderBy}, filter: { ${statuses} }) { ${page} } }`,
    `{ activities(first: 100, orderBy: ${orderBy}, filter: { regions: ["wales"] ${statuses} }) { ${page} } }`,
  ]),
  `{ members(filter: { text: "zebedee" }) { ${page} } }`,
  `{ members(filter: { networks: ["${NETWORK}"], joinedFrom: "2026-01-01" }) { ${page} } }`,
  `{ activities(filter: { text: "zebedee" ${statuses} }) { ${page} } }`,
  `{ activities(filter: { themes: ["peer-support"], networks: ["${NETWORK}"] ${statuses} }) { ${page} } }`,
  `{ search(text: "zebedee") { totalCount edges { cursor score node { id } } } }`,
  `{ search(text: "zeb eli", types: [MEMBER]) { totalCount } search2: search(text: "m") { totalCount } }`,
  `{ regions { slug members { ${page} } activities(filter: { ${statuses} }) { ${page} } } }`,
  `{ networks(first: 100) { nodes { id members { ${page} } activities { ${page} } } } }`,
  `{ themes { slug activities(filter: { ${statuses} }) { ${page} } } }`,
];

/** What somebody is told, and what it cost: how long it takes follows from that. */
async function whole(graph: Graph, query: string, headers = {}): Promise<unknown> {
  graph.clearLogs();
  const { status, data, errors, extensions } = await graph.ask(query, { headers });
  return { status, data: data as unknown, errors, extensions, cost: graph.cost() };
}

describe.each(Object.entries(outsiders))('%s', (_who, outsider) => {
  beforeEach(() => {
    viewer = outsider;
  });

  test.each(questions)('is told the same, at the same cost, by %s', async (query) => {
    const told = await whole(secret, query);
    expect(told).toEqual(await whole(plain, query));
    expect(told).toMatchObject({ status: 200, errors: undefined });
  });

  test('cannot tell a hidden thing from none', async () => {
    const ways = (id: string): string =>
      `{ node(id: "${id}") { id } member(id: "${id}") { id displayName } activity(id: "${id}") { id } }`;
    const nothing = await whole(secret, ways('00000000-0000-7000-8000-000000000000'));
    expect(nothing).toMatchObject({ errors: undefined, data: { node: null, member: null, activity: null } });
    for (const id of [...hidden, ...drafts]) expect(await whole(secret, ways(id))).toEqual(nothing);
  });
});

test('whom the rows are listed to finds them', async () => {
  const query = `{ members(first: 100, filter: { regions: ["wales"] }) { totalCount }
    search(text: "zebedee") { totalCount } node(id: "${hidden[0]}") { id } }`;
  const before = (await plain.ask(query)).data.members.totalCount as number;
  viewer = { roles: ['coordinator'], coordinates: ['wales'] };
  const all = (await plain.ask(query)).data.members.totalCount as number;
  expect((await secret.ask(query)).data).toEqual({
    members: { totalCount: all + hidden.length - 1 },
    search: { totalCount: 0 },
    node: { id: hidden[0] },
  });
  viewer = { roles: ['member'], memberId: hidden[0], homeRegion: 'wales', coordinates: [] };
  expect((await secret.ask(query)).data).toMatchObject({ node: { id: hidden[0] } });
  expect(all).toBeGreaterThan(before);
});

test('who reads after an own write neither waits for a hidden row nor learns of it', async () => {
  const mutation = `mutation ($input: JoinNetworkInput!) { joinNetwork(input: $input) { change problems { code } } }`;
  const input = {
    region: 'wales',
    kind: 'PERSON',
    displayName: 'Mali Own',
    email: 'mali@example.org',
    visibility: 'PUBLIC',
    consents: ['MEMBERSHIP'],
    wordingVersion: '2026-04',
  };
  const { data } = await secret.ask({ query: mutation, variables: { input } });
  const change = data.joinNetwork.change as string;
  await waitUntil('it is heard', () => isHeard(secret));
  const query = '{ members(first: 1) { totalCount } }';
  const headers = { 'x-read-after': change };
  const quiet = await whole(secret, query, headers);
  lagMillis = 1500;
  await store(secret.database('wales'), wales.region, {
    members: [memberOf(wales.region, { id: hidden[0]!, displayName: 'Zebedee Z', visibility: 'PRIVATE' })],
  });
  expect(await whole(secret, query, headers)).toEqual(quiet);
  // The hidden row's change is still under way.
  expect(await isHeard(secret)).toBe(false);
  lagMillis = 0;
  await waitUntil('it is heard', () => isHeard(secret));
  expect(await whole(secret, query, headers)).toEqual(quiet);
});

describe('a region whose own policy is stricter than the default', () => {
  let strict: Graph;

  beforeAll(async () => {
    // Nothing of Northern Ireland's is for the public; every second name is for its coordinator alone.
    const { region } = (await getProgram('northern-ireland')) as RegionProgram;
    jest.replaceProperty(region, 'policy', {
      ...defaultPolicy,
      memberListedTo: (member, own) => {
        const listedTo = defaultPolicy.memberListedTo(member, own).filter((token) => token !== 'public');
        return member.displayName.length % 2 === 0 ? listedTo : [...listedTo, 'members'];
      },
      activityListedTo: (activity, own) =>
        defaultPolicy
          .activityListedTo(activity, own)
          .map((token) => (token === 'public' ? 'members' : token)),
    });
    strict = await Graph.start({ identify: () => viewer });
  });
  afterAll(() => strict.stop());

  const known: Viewer = { roles: ['member'], memberId: 'someone', homeRegion: 'wales', coordinates: [] };

  test.each([
    ['the public', anonymous, false],
    ['a member', known, true],
  ] as const)('gives full pages to %s', async (_who, who, isShown) => {
    viewer = who;
    for (const [root, field] of [
      ['members', 'displayName'],
      ['activities', 'kind'],
    ] as const) {
      const rows: { regionSlug: string; node: Record<string, string | null> }[] = [];
      const sizes: number[] = [];
      let after: string | null = null;
      let total: number;
      do {
        const { data, errors } = await strict.ask({
          query: `query ($after: String) { ${root}(first: 7, after: $after) {
            totalCount edges { regionSlug node { id ${field} } } pageInfo { hasNextPage endCursor } } }`,
          variables: { after },
        });
        expect(errors).toBeUndefined();
        const { totalCount, edges, pageInfo } = data[root];
        total = totalCount as number;
        sizes.push((edges as unknown[]).length);
        rows.push(...(edges as typeof rows));
        after = pageInfo.hasNextPage ? (pageInfo.endCursor as string) : null;
      } while (after !== null);
      expect(sizes.slice(0, -1).every((size) => size === 7)).toBe(true);
      expect(rows).toHaveLength(total);
      // The region answers for every row that the directory lists.
      expect(rows.filter(({ node }) => node[field] === null)).toEqual([]);
      const slugs = new Set(rows.map(({ regionSlug }) => regionSlug));
      expect([...slugs].sort()).toEqual(
        regions
          .map(({ slug }) => slug)
          .filter((slug) => isShown || slug !== 'northern-ireland')
          .sort(),
      );
    }
  });
});

test('the published examples are answered alike', async () => {
  const asked = async (graph: Graph): Promise<unknown[]> =>
    Promise.all(examples.map((example) => graph.ask(example).then(({ data }) => data as unknown)));
  const asOf = (_key: string, value: unknown): unknown => (_key === 'asOf' ? null : value);
  const [told, expected] = [await asked(secret), await asked(plain)].map((one) => JSON.stringify(one, asOf));
  // One more has joined there since.
  expect(told?.length).toBeGreaterThan(1000);
  expect(told?.includes('Zebedee')).toBe(false);
  expect(expected?.includes('Zebedee')).toBe(false);
});
