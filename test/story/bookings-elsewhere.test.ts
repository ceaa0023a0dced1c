import { signRoutedToken } from '../../schema/routed-token';
import type { MutationName } from '../../schema/contract/mutations';
import type { Viewer } from '../../schema/viewer';
import { BookingEntry, Entry, entryEntities } from '../../subgraphs/directory/entries';
import { DueStanding } from '../../subgraphs/directory/settling/due-standing';
import { ownDirectoryKey } from '../../subgraphs/kit/changes/directory-key';
import { getProgram } from '../../subgraphs/programs';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { Graph, NOW } from '../support/graph';
import { mutation, type Mutated } from '../support/mutate';
import { waitUntil } from '../support/wait-until';

// A member of Wales, and what it has booked in Cumbria, in England and at home.
let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start({ demo: null });
});
afterAll(() => graph.stop());

const coordinatorOf = (...coordinates: string[]): Viewer => ({ roles: ['coordinator'], coordinates });
const inCumbria = coordinatorOf('cumbria');

async function done(name: MutationName, input: object, as?: Viewer): Promise<Mutated> {
  const { data, errors } = await graph.ask(mutation(name, input), { as });
  expect(errors).toBeUndefined();
  const answer = data[name] as Mutated;
  expect(answer.problems).toEqual([]);
  return answer;
}

async function joined(displayName: string): Promise<Viewer & { memberId: string }> {
  const { thing } = await done('joinNetwork', {
    region: 'wales',
    kind: 'PERSON',
    displayName,
    email: 'someone@example.org',
    visibility: 'PUBLIC',
    consents: ['MEMBERSHIP', 'SHARE_WITH_HOSTS', 'ACCESS_REQUIREMENTS'],
    wordingVersion: '1',
  });
  return { roles: ['member'], memberId: thing.id as string, homeRegion: 'wales', coordinates: [] };
}

async function published(region: string, capacity: number | null = null): Promise<string> {
  const title = ['en', 'cy'].map((language) => ({ language, text: 'Meeting' }));
  const times = { startsAt: '2026-12-01T18:00:00Z', endsAt: '2026-12-01T20:00:00Z' };
  const input = { region, kind: 'MEETING', title, mode: 'ONLINE', capacity, ...times };
  const { thing } = await done('createActivity', input, coordinatorOf(region));
  await done('publishActivity', { id: thing.id }, coordinatorOf(region));
  return thing.id as string;
}

/** Books, and answers the booking's id. */
async function booked(activity: string, as: Viewer, needs: string[] = []): Promise<string> {
  return (await done('bookPlace', { activity, member: as.memberId, needs }, as)).thing.id as string;
}

/** The bookings of an activity as its host sees them: who, how, with what to arrange. */
async function hostSees(activity: string, as: Viewer = inCumbria): Promise<unknown[][]> {
  const { data } = await graph.ask(
    `{ activity(id: "${activity}") { bookings { nodes { memberName status needsToArrange { slug } } } } }`,
    { as },
  );
  const nodes = data.activity.bookings.nodes as {
    memberName: string | null;
    status: string;
    needsToArrange: { slug: string }[];
  }[];
  return nodes.map(({ memberName, status, needsToArrange }) => [
    memberName,
    status,
    needsToArrange.map(({ slug }) => slug).join(' '),
  ]);
}

async function untilHostSees(activity: string, expected: unknown[][]): Promise<void> {
  const isSo = async (): Promise<boolean> =>
    JSON.stringify(await hostSees(activity)) === JSON.stringify(expected);
  await waitUntil(`the host sees ${JSON.stringify(expected)}`, isSo).catch(async () =>
    expect(await hostSees(activity)).toEqual(expected),
  );
}

async function untilSettled(): Promise<void> {
  const { read } = graph.database('directory');
  await waitUntil('nothing is due', async () => (await read.count(DueStanding)) === 0);
}

/** Waits until the directory has heard of a booking: from then on it knows which region to tell. */
async function untilHeardOf({ memberId }: Viewer): Promise<void> {
  const { read } = graph.database('directory');
  await waitUntil(
    'the booking is heard of',
    async () => (await read.countBy(BookingEntry, { memberId })) > 0,
  );
}

const withdraw = (who: Viewer, purpose: string): Promise<Mutated> =>
  done('withdrawConsent', { id: who.memberId, purpose, wordingVersion: '1' }, who);

interface Edge {
  readonly cursor: string;
  readonly regionSlug: string;
  readonly node: Record<string, unknown>;
}

describe('the bookings of a member', () => {
  let dewi: Viewer & { memberId: string };
  let ids: string[];

  function ask(as: Viewer | undefined, args = '', fields = '') {
    const query = `{ member(id: "${dewi.memberId}") { bookings${args} { totalCount
      edges { cursor regionSlug node { __typename id ${fields} } } pageInfo { hasNextPage } } } }`;
    return graph.ask(query, { as });
  }

  beforeAll(async () => {
    dewi = await joined('Dewi Sant');
    const made: string[] = [];
    // Two at the same moment, which the id puts in order, and one before all that had been made by then.
    for (const [region, hours] of [
      ['wales', 2] as const,
      ['cumbria', 1] as const,
      ['england', 3] as const,
      ['cumbria', 3] as const,
    ]) {
      graph.now = new Date(NOW.getTime() + hours * 3_600_000);
      made.push(await booked(await published(region), dewi));
    }
    graph.now = NOW;
    ids = [3, 2, 0, 1].map((index) => made[index]!);
    const heard = async (): Promise<boolean> =>
      (await graph.database('directory').read.countBy(BookingEntry, { memberId: dewi.memberId })) === 4;
    await waitUntil('the directory has heard of the bookings', heard);
  });

  test('are listed over every region, newest first, for the member', async () => {
    const { data, errors } = await ask(dewi, '', 'status memberId activity { title { text } }');
    const { totalCount, edges } = data.member.bookings;
    expect([errors, totalCount]).toEqual([undefined, 4]);
    expect((edges as Edge[]).map(({ regionSlug, node }) => [regionSlug, node])).toEqual(
      ['Cumbria', 'England', 'Wales', 'Cumbria'].map((prefix, index) => [
        prefix.toLowerCase(),
        {
          __typename: `${prefix}Booking`,
          id: ids[index],
          status: 'BOOKED',
          memberId: dewi.memberId,
          activity: { title: { text: 'Meeting' } },
        },
      ]),
    );
  });

  test.each([
    ['nobody in particular', undefined],
    ['another member', { roles: ['member'], memberId: 'other', homeRegion: 'wales', coordinates: [] }],
    ['a coordinator of the region', coordinatorOf('wales')],
    ['a coordinator of the host', inCumbria],
  ] as [string, Viewer | undefined][])('are null for %s', async (_who, viewer) => {
    const { data, errors } = await ask(viewer);
    expect([data, errors]).toEqual([{ member: { bookings: null } }, undefined]);
  });

  test('are read on from page to page, by cursors of this list alone', async () => {
    const first = (await ask(dewi, '(first: 3)')).data.member.bookings;
    const cursors = (first.edges as Edge[]).map(({ cursor }) => cursor);
    expect([first.pageInfo.hasNextPage, cursors.length]).toEqual([true, 3]);
    const second = (await ask(dewi, `(first: 3, after: "${cursors[2]}")`)).data.member.bookings;
    const seen = [...(first.edges as Edge[]), ...(second.edges as Edge[])].map(({ node }) => node['id']);
    expect([seen, second.pageInfo.hasNextPage]).toEqual([ids, false]);
    const other = (await graph.ask('{ members(first: 1) { edges { cursor } } }')).data.members;
    const { errors } = await ask(dewi, `(after: "${(other.edges as Edge[])[0]!.cursor}")`);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_CURSOR']);
  });

  test('are found by id by those they are listed to, and by nobody else', async () => {
    const find = async (as?: Viewer): Promise<unknown> =>
      (await graph.ask(`{ node(id: "${ids[0]}") { __typename id } }`, { as })).data.node;
    const found = { __typename: 'CumbriaBooking', id: ids[0] };
    expect([await find(dewi), await find(inCumbria), await find(coordinatorOf('wales'))]).toEqual([
      found,
      found,
      found,
    ]);
    expect([await find(), await find(coordinatorOf('england'))]).toEqual([null, null]);
  });

  test('are in no list, count or search of the whole country', async () => {
    const query =
      '{ search(text: "meeting") { nodes { __typename } } by: search(text: "dewi") { nodes { __typename } } }';
    const { search, by } = (await graph.ask(query, { as: dewi })).data;
    const names = new Set((search.nodes as { __typename: string }[]).map(({ __typename }) => __typename));
    expect([...names].filter((name) => name.endsWith('Booking'))).toEqual([]);
    expect(by.nodes).toEqual([{ __typename: 'WalesMember' }]);
  });

  test('keep their places, types and regions while one of those is down', async () => {
    await graph.stopSubgraph('england');
    try {
      const { data, errors } = await ask(dewi, '', 'status');
      expect(
        (data.member.bookings.edges as Edge[]).map(({ regionSlug, node }) => [regionSlug, node]),
      ).toEqual(
        ['Cumbria', 'England', 'Wales', 'Cumbria'].map((prefix, index) => [
          prefix.toLowerCase(),
          { __typename: `${prefix}Booking`, id: ids[index], status: prefix === 'England' ? null : 'BOOKED' },
        ]),
      );
      expect(errors?.map(({ extensions }) => extensions)).toMatchObject([
        { code: 'REGION_UNAVAILABLE', region: 'england' },
      ]);
    } finally {
      await graph.startSubgraph('england');
    }
  });
});

describe('whoever leaves at home', () => {
  test('has given up what is to come elsewhere, once the host is there again', async () => {
    const [ann, ben] = [await joined('Ann Gone'), await joined('Ben There')];
    const activity = await published('cumbria', 1);
    await booked(activity, ann, ['bsl']);
    await booked(activity, ben);
    await untilHeardOf(ann);
    await untilSettled();
    await graph.stopSubgraph('cumbria');
    await done('leaveNetwork', { id: ann.memberId }, ann);
    const { read } = graph.database('directory');
    await waitUntil(
      'that is due',
      async () => (await read.countBy(DueStanding, { memberId: ann.memberId })) > 0,
    );
    // It is kept, whoever dies meanwhile.
    await graph.stopSubgraph('directory');
    await graph.startSubgraph('cumbria');
    await graph.startSubgraph('directory');
    await graph.untilReady();
    await untilHostSees(activity, [
      [null, 'CANCELLED', ''],
      ['Ben There', 'OFFERED', ''],
    ]);
    await untilSettled();
    const known = (): Promise<number> =>
      graph.database('directory').read.countBy(BookingEntry, { memberId: ann.memberId });
    await waitUntil('the directory knows of no booking of hers', async () => (await known()) === 0);
  });

  test('and had a booking elsewhere under way has none in the end', async () => {
    const cai = await joined('Cai Quick');
    const activity = await published('cumbria');
    await done('leaveNetwork', { id: cai.memberId }, cai);
    const { read } = graph.database('directory');
    await waitUntil('the directory has heard of it', async () => {
      const { data } = await graph.ask(`{ node(id: "${cai.memberId}") { id } }`);
      return data.node === null;
    });
    await untilSettled();
    // Wales had said who it is, and then it left.
    const booker = { id: cai.memberId, homeRegion: 'wales', name: 'Cai Quick', hiddenNeeds: [] };
    const body = mutation('bookPlace', { activity, member: cai.memberId, needs: ['bsl'] });
    const routed = { audience: 'cumbria', viewer: { ...cai, booker }, body };
    const token = await signRoutedToken(ownDirectoryKey(graph.folder), routed);
    const response = await fetch(`${graph.url('cumbria')}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    expect(await response.json()).toMatchObject({ data: { bookPlace: { problems: [] } } });
    await untilHostSees(activity, [[null, 'CANCELLED', '']]);
    await untilSettled();
    // Its region is known for ever, and says that it has left.
    expect(await read.findOneBy(Entry, { id: cai.memberId })).toMatchObject({ source: 'wales' });
    const answer = await graph.ask(mutation('leaveNetwork', { id: cai.memberId }), {
      as: coordinatorOf('wales'),
    });
    expect((answer.data.leaveNetwork as Mutated).problems).toMatchObject([{ code: 'CLOSED' }]);
  });
});

describe('what hosts elsewhere are told', () => {
  test('ends as soon as a consent is withdrawn', async () => {
    const eleri = await joined('Eleri Shy');
    const activity = await published('cumbria');
    await booked(activity, eleri, ['bsl', 'captions']);
    expect(await hostSees(activity)).toEqual([['Eleri Shy', 'BOOKED', 'bsl captions']]);
    await untilSettled();
    await withdraw(eleri, 'SHARE_WITH_HOSTS');
    await untilHostSees(activity, [[null, 'BOOKED', '']]);
    // The member sees what it said all the same, until it wants that kept no more.
    expect(await hostSees(activity, { ...inCumbria, memberId: eleri.memberId })).toEqual([
      [null, 'BOOKED', 'bsl captions'],
    ]);
    await withdraw(eleri, 'ACCESS_REQUIREMENTS');
    const { Booking } = ((await getProgram('cumbria')) as RegionProgram).region.types;
    const stored = () =>
      graph.database('cumbria').read.findOneByOrFail(Booking, { memberId: eleri.memberId });
    await waitUntil('no need is kept', async () => (await stored()).hiddenNeedSlugs?.length === 0);
    await untilSettled();
    expect((await stored()).needSlugs).toEqual([]);
  });

  test('is the name of today, and the needs that are shared today, here as there', async () => {
    const ffion = await joined('Ffion Old');
    const [there, here] = [await published('cumbria'), await published('wales')];
    await booked(there, ffion, ['bsl', 'captions']);
    await booked(here, ffion, ['bsl', 'captions']);
    await done('updateMember', { id: ffion.memberId, displayName: 'Ffion New' }, ffion);
    const requirements = [{ kind: 'bsl', shareWithHosts: false }];
    await done('setAccessRequirements', { id: ffion.memberId, requirements }, ffion);
    expect(await hostSees(here, coordinatorOf('wales'))).toEqual([['Ffion New', 'BOOKED', 'captions']]);
    await untilHostSees(there, [['Ffion New', 'BOOKED', 'captions']]);
    await withdraw(ffion, 'SHARE_WITH_HOSTS');
    expect(await hostSees(here, coordinatorOf('wales'))).toEqual([[null, 'BOOKED', '']]);
    await untilHostSees(there, [[null, 'BOOKED', '']]);
  });

  test('is stored nowhere in the directory', async () => {
    const { read } = graph.database('directory');
    const glyn = await joined('Glyn Zebra');
    await done('updateMember', { id: glyn.memberId, visibility: 'PRIVATE' }, glyn);
    const activity = await published('cumbria');
    await booked(activity, glyn, ['bsl']);
    await untilHeardOf(glyn);
    await graph.stopSubgraph('cumbria');
    try {
      await withdraw(glyn, 'SHARE_WITH_HOSTS');
      await waitUntil(
        'it is due',
        async () => (await read.countBy(DueStanding, { memberId: glyn.memberId })) > 0,
      );
      const tables = await Promise.all(entryEntities.map((entity) => read.find<object>(entity)));
      expect(JSON.stringify(tables)).not.toMatch(/Zebra|zebra|bsl/);
    } finally {
      await graph.startSubgraph('cumbria');
    }
    await untilHostSees(activity, [[null, 'BOOKED', '']]);
  });
});
