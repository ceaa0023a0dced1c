import type { JointMutationName, MutationName } from '../../schema/contract/mutations';
import type { Viewer } from '../../schema/viewer';
import { getProgram } from '../../subgraphs/programs';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { AccessRequirement } from '../../subgraphs/region/access-requirement';
import { Consent } from '../../subgraphs/region/consent';
import { Graph } from '../support/graph';
import { mutation, placesOf, type Mutated } from '../support/mutate';
import { OrderProxy, type Fate } from '../support/order-proxy';
import { waitUntil } from '../support/wait-until';

// The directory ends at every place where it waits for a region: what it sent is lost, or what it was answered.
let graph: Graph;
let fateOf: (order: string) => Fate = () => 'passes';
/** Address of the region whose feed the directory does not hear. */
let silentFeed: string | null = null;

beforeAll(async () => {
  graph = await Graph.start({
    demo: null,
    onTheWay: (url) =>
      OrderProxy.start(
        url,
        (order) => fateOf(order),
        (target) => target === silentFeed,
      ),
  });
});
afterEach(() => {
  fateOf = () => 'passes';
  silentFeed = null;
});
afterAll(() => graph.stop());

const inWales: Viewer = { roles: ['coordinator'], coordinates: ['wales'] };

async function send(
  name: MutationName | JointMutationName,
  input: object,
  options: { as?: Viewer; of?: string } = {},
): Promise<Mutated> {
  const { data, errors } = await graph.ask(mutation(name, input), options);
  expect(errors).toBeUndefined();
  return data[name] as Mutated;
}

/** Somebody of Cumbria who asks to move to Wales. */
async function asking(): Promise<{ id: string; self: Viewer }> {
  const { thing } = await send('joinNetwork', {
    ...{ region: 'cumbria', kind: 'PERSON', displayName: 'Zebedee Mover', email: 'zebedee@example.org' },
    ...{ visibility: 'PUBLIC', consents: ['MEMBERSHIP', 'ACCESS_REQUIREMENTS'], wordingVersion: '2026-04' },
  });
  const id = thing.id as string;
  const self: Viewer = { roles: ['member'], memberId: id, homeRegion: 'cumbria', coordinates: [] };
  for (const [name, input] of [
    ['setAccessRequirements', { requirements: [{ kind: 'bsl' }] }],
    ['requestMove', { to: 'wales' }],
  ] as const)
    expect((await send(name, { id, ...input }, { as: self })).problems).toEqual([]);
  return { id, self };
}

/** What a region holds of a member. */
async function heldIn(slug: string, id: string): Promise<unknown> {
  const { types } = ((await getProgram(slug)) as RegionProgram).region;
  const { read } = graph.database(slug);
  const member = await read.findOneBy(types.Member, { id });
  if (!member) return null;
  const { status, movedTo, displayName, email } = member;
  const consents = await read.countBy(Consent, { memberId: id });
  const needs = await read.countBy(AccessRequirement, { memberId: id });
  return { status, movedTo, displayName, email, consents, needs };
}

const told = { displayName: 'Zebedee Mover', email: 'zebedee@example.org', consents: 2, needs: 1 };
const live = { status: 'ACTIVE', movedTo: null, ...told };
const gone = { status: 'MOVED', movedTo: 'wales', displayName: '', email: null, consents: 0, needs: 0 };

/** Which regions the UK-wide list shows a member in, and whether the row says who it is. */
async function shownIn(id: string): Promise<[string, string | undefined][]> {
  const query = '{ members(first: 100) { edges { regionSlug node { id displayName } } } }';
  const { edges } = (await graph.ask(query)).data.members as {
    edges: { regionSlug: string; node: { id: string; displayName: string | null } | null }[];
  };
  return edges
    .filter(({ node }) => node?.id === id)
    .map(({ regionSlug, node }) => [regionSlug, node?.displayName ?? undefined]);
}

async function openMoves(): Promise<number> {
  const rows = await graph.database('directory').read.query<unknown[]>('SELECT memberId FROM move');
  return rows.length;
}

async function restartDirectory(meanwhile: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
  await graph.stopSubgraph('directory');
  await meanwhile();
  fateOf = () => 'passes';
  await graph.startSubgraph('directory');
  await waitUntil('no move is left', async () => (await openMoves()) === 0);
  await graph.untilReady();
}

/** From the moment that an order meets its fate, nothing else of a move gets through: whoever gave it is as good as dead. */
function endAt(order: string, fate: Fate): void {
  let isOver = false;
  fateOf = (name) => {
    if (isOver) return 'is lost';
    isOver = name === order;
    return isOver ? fate : 'passes';
  };
}

const steps = ['depart', 'arrive', 'release'] as const;
const fates = ['is lost', 'is carried out and its answer lost'] as const;

describe.each(steps)('a directory that ends when "%s"', (order) => {
  test.each(fates)('%s finishes the move when it is back', async (fate) => {
    const { id } = await asking();
    const input = { id, idempotencyKey: `cut off ${order} ${fate}` };
    endAt(order, fate);
    expect(placesOf(await send('acceptMove', input, { as: inWales }))).toEqual(['REGION_UNAVAILABLE id']);
    // Once it has arrived, the new region's feed may have told of it.
    const owners = order === 'depart' ? ['cumbria'] : order === 'release' ? ['wales'] : ['cumbria', 'wales'];
    expect(owners.map((owner) => [[owner, 'Zebedee Mover']])).toContainEqual(await shownIn(id));
    expect(await openMoves()).toBe(1);
    if (order === 'arrive' && fate !== 'is lost')
      await waitUntil(
        'the new region’s feed is believed',
        async () => (await shownIn(id))[0]?.[0] === 'wales',
      );
    await restartDirectory();
    expect([await heldIn('cumbria', id), await heldIn('wales', id)]).toEqual([gone, live]);
    await waitUntil('the list is the new region’s', async () => (await shownIn(id))[0]?.[0] === 'wales');
    expect(await shownIn(id)).toEqual([['wales', 'Zebedee Mover']]);
    const again = await send('acceptMove', input, { as: inWales });
    expect(again).toMatchObject({ thing: { __typename: 'WalesMember', id }, problems: [] });
    expect(again.change).not.toBeNull();
  });
});

test.each(['movingTo', 'mayAccept'])(
  'a question "%s" that gets no answer has done nothing',
  async (order) => {
    const { id } = await asking();
    endAt(order, 'is lost');
    expect(placesOf(await send('acceptMove', { id }, { as: inWales }))).toEqual(['REGION_UNAVAILABLE id']);
    expect(await openMoves()).toBe(0);
    expect(await heldIn('wales', id)).toBeNull();
    expect(await heldIn('cumbria', id)).toEqual(live);
  },
);

test('what is changed before the member is held moves along, and what is taken back is not done', async () => {
  const [changed, backed] = [await asking(), await asking()];
  fateOf = (order) => (order === 'depart' ? 'is lost' : 'passes');
  for (const { id } of [changed, backed]) await send('acceptMove', { id }, { as: inWales });
  expect(await openMoves()).toBe(2);
  await restartDirectory(async () => {
    for (const [name, { id, self }, input] of [
      ['updateMember', changed, { displayName: 'Zoe' }],
      ['requestMove', backed, { to: 'cumbria' }],
    ] as const)
      expect((await send(name, { id, ...input }, { as: self, of: 'cumbria' })).problems).toEqual([]);
  });
  expect(await heldIn('wales', changed.id)).toEqual({ ...live, displayName: 'Zoe' });
  expect(await heldIn('cumbria', changed.id)).toEqual(gone);
  expect(await heldIn('wales', backed.id)).toBeNull();
  expect(await heldIn('cumbria', backed.id)).toEqual(live);
  expect(await shownIn(backed.id)).toEqual([['cumbria', 'Zebedee Mover']]);
  expect(placesOf(await send('acceptMove', { id: backed.id }, { as: inWales }))).toEqual(['NOT_FOUND id']);
});

test('who is held is read as before, and changed by nobody until it has moved', async () => {
  const { id, self } = await asking();
  endAt('arrive', 'is lost');
  await send('acceptMove', { id }, { as: inWales });
  for (const [name, input] of [
    ['updateMember', { displayName: 'Lost' }],
    ['giveConsent', { purpose: 'CONTACT', wordingVersion: '1' }],
    ['requestMove', { to: 'cumbria' }],
    ['leaveNetwork', {}],
    ['eraseMember', {}],
  ] as const) {
    const { problems } = await send(name, { id, ...input }, { as: self });
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ['CLOSED', 'This member is just moving to another region. Try again in a moment.'],
    ]);
  }
  expect(await shownIn(id)).toEqual([['cumbria', 'Zebedee Mover']]);
  fateOf = () => 'passes';
  await waitUntil('the move goes on by itself', async () => (await openMoves()) === 0);
  expect([await heldIn('cumbria', id), await heldIn('wales', id)]).toEqual([gone, live]);
});

test.each([true, false])(
  'who leaves before the directory knows of the arrival stays away: %s',
  async (isHeard) => {
    const { id, self } = await asking();
    let arrivals = 0;
    let isCutOff = true;
    fateOf = (order) => {
      if (order !== 'arrive') return 'passes';
      arrivals += 1;
      if (arrivals === 1) return 'is carried out and its answer lost';
      return isCutOff ? 'is lost' : 'passes';
    };
    silentFeed = isHeard ? null : graph.url('wales');
    await send('acceptMove', { id }, { as: inWales });
    expect((await send('leaveNetwork', { id }, { as: self, of: 'wales' })).problems).toEqual([]);
    silentFeed = null;
    const query = `SELECT * FROM feed_cursor WHERE source = 'wales'`;
    const { last } = (
      await graph.database('wales').read.query<{ last: number | string }[]>('SELECT last FROM change_counter')
    )[0]!;
    await waitUntil('the feed of Wales is read', async () => {
      const [row] = await graph.database('directory').read.query<{ cursor: number | string }[]>(query);
      return Number(row?.cursor) >= Number(last);
    });
    // The same order again, late: it brings nobody back, and the index keeps nobody who is not there.
    isCutOff = false;
    await waitUntil('the move is over', async () => (await openMoves()) === 0);
    expect(arrivals).toBeGreaterThan(1);
    expect(await heldIn('wales', id)).toMatchObject({ status: 'LEFT', displayName: '', needs: 0 });
    expect(await heldIn('cumbria', id)).toEqual(gone);
    // The index knows whom to ask, and lists nobody.
    const entries = `SELECT source FROM entry WHERE id = '${id}'`;
    await waitUntil('the index knows whom to ask', async () => {
      const rows = await graph.database('directory').read.query<{ source: string }[]>(entries);
      return rows.map(({ source }) => source).join() === 'wales';
    });
    await waitUntil('the index lists nobody', async () => (await shownIn(id)).length === 0);
  },
);
