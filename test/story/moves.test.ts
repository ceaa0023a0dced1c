import { signRoutedToken } from '../../schema/routed-token';
import { anonymous, type Viewer } from '../../schema/viewer';
import { giveOrder } from '../../subgraphs/directory/orders/give-order';
import { ownDirectoryKey } from '../../subgraphs/kit/changes/directory-key';
import { storeRows } from '../../subgraphs/kit/database/database';
import { getProgram } from '../../subgraphs/programs';
import { AccessLogEntry } from '../../subgraphs/region/access-log-entry';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import type { JointMutationName, MutationName } from '../../schema/contract/mutations';
import { Graph } from '../support/graph';
import { mutation, placesOf, type Mutated } from '../support/mutate';
import { waitUntil } from '../support/wait-until';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start({ demo: null });
});
afterAll(() => graph.stop());

const coordinator = (...coordinates: string[]): Viewer => ({ roles: ['coordinator'], coordinates });
const inCumbria = coordinator('cumbria');
const inWales = coordinator('wales');
const inEngland = coordinator('england');

interface Sending {
  readonly as?: Viewer;
  readonly of?: string;
  readonly language?: string;
  readonly selection?: string;
}

async function send(
  name: MutationName | JointMutationName,
  input: object,
  { language = 'en', selection, ...options }: Sending = {},
): Promise<Mutated> {
  const headers = { 'accept-language': language };
  const { data, errors } = await graph.ask(mutation(name, input, selection), { ...options, headers });
  expect(errors).toBeUndefined();
  return data[name] as Mutated;
}

async function done(
  name: MutationName | JointMutationName,
  input: object,
  sending: Sending,
): Promise<Mutated> {
  const answer = await send(name, input, sending);
  expect(answer.problems).toEqual([]);
  return answer;
}

interface Joined {
  readonly id: string;
  readonly self: Viewer;
}

/** Somebody who has just joined Cumbria. */
async function joined(more: object = {}): Promise<Joined> {
  graph.now = new Date(graph.now.getTime() + 1000);
  const input = {
    region: 'cumbria',
    kind: 'PERSON',
    displayName: 'Zebedee Mover',
    email: 'zebedee@example.org',
    phone: '01228 999999',
    postcode: 'CA1 9ZZ',
    visibility: 'PUBLIC',
    networks: ['net:healthwatch-cumberland'],
    consents: ['MEMBERSHIP', 'ACCESS_REQUIREMENTS', 'CONTACT'],
    wordingVersion: '2026-04',
    ...more,
  };
  const { thing } = await done('joinNetwork', input, {});
  const id = thing.id as string;
  return { id, self: { roles: ['member'], memberId: id, homeRegion: 'cumbria', coordinates: [] } };
}

/** How the whole UK knows a member: by the list, and by its id. */
async function known(id: string, as?: Viewer): Promise<object> {
  const query = `{
    member(id: "${id}") { __typename region { slug } }
    members(first: 100) { totalCount edges { regionSlug node { __typename id displayName } } }
  }`;
  const { data } = await graph.ask(query, { as });
  const rows = data.members.edges as { regionSlug: string; node: { id: string } | null }[];
  return { member: data.member, rows: rows.filter(({ node }) => node?.id === id) };
}

const asKnownIn = (id: string, slug: string, prefix: string, displayName = 'Zebedee Mover') => ({
  member: { __typename: `${prefix}Member`, region: { slug } },
  rows: [{ regionSlug: slug, node: { __typename: `${prefix}Member`, id, displayName } }],
});

/** Every row of a region's database that speaks of a member, by table, leaving out what the feed and the keys need. */
async function rowsAbout(region: string, id: string): Promise<Record<string, object[]>> {
  const { read } = graph.database(region);
  const rows = await Promise.all(
    read.dataSource.entityMetadatas.map(async ({ tableName, target }) => {
      const about = (await read.find(target)).filter((row) => JSON.stringify(row).includes(id));
      return [tableName, about] as const;
    }),
  );
  return Object.fromEntries(rows.filter(([table, about]) => about.length > 0 && table !== 'idempotency_key'));
}

async function moved({ id, self }: Joined, to: string): Promise<Mutated> {
  await done('requestMove', { id, to }, { as: self });
  return done('acceptMove', { id }, { as: coordinator(to) });
}

describe('a move that is asked for', () => {
  test('lets the new coordinator see who asks, and nobody else, and no more than members see', async () => {
    const { id, self } = await joined({ displayName: 'Zelda Quiet', visibility: 'PRIVATE' });
    const query = `{ member(id: "${id}") { __typename displayName private { email } } }`;
    const see = async (as?: Viewer): Promise<unknown> => (await graph.ask(query, { as })).data.member;
    expect(await see(inWales)).toBeNull();
    const { change } = await done('requestMove', { id, to: 'wales' }, { as: self });
    await graph.ask('{ members { totalCount } }', { headers: { 'x-read-after': change! } });
    expect(await see(inWales)).toEqual({
      __typename: 'CumbriaMember',
      displayName: 'Zelda Quiet',
      private: null,
    });
    expect([await see(inEngland), await see()]).toEqual([null, null]);
    // Asked for another region, and then taken back.
    await done('requestMove', { id, to: 'england' }, { as: inCumbria });
    await waitUntil('England sees it, and Wales does not', async () => {
      const [england, wales] = await Promise.all([see(inEngland), see(inWales)]);
      return england !== null && wales === null;
    });
    await done('requestMove', { id, to: 'cumbria' }, { as: self });
    await waitUntil('England does not see it', async () => (await see(inEngland)) === null);
    expect(placesOf(await send('acceptMove', { id }, { as: inEngland }))).toEqual(['NOT_FOUND id']);
    expect(await known(id, self)).toEqual(asKnownIn(id, 'cumbria', 'Cumbria', 'Zelda Quiet'));
  });

  test('is asked by the member or its coordinator, for a region that there is, once for each key', async () => {
    const { id, self } = await joined();
    for (const as of [undefined, inWales])
      expect(placesOf(await send('requestMove', { id, to: 'wales' }, { as }))).toEqual(['NOT_ALLOWED id']);
    const wrong = await send('requestMove', { id, to: 'atlantis' }, { as: self, language: 'cy' });
    expect(placesOf(wrong)).toEqual(['NOT_FOUND to']);
    expect(wrong.problems[0]?.message).toContain("Nid oes rhanbarth o'r fath.");
    const input = { idempotencyKey: 'asked-but-once', id, to: 'wales' };
    const first = await done('requestMove', input, { as: self });
    await done('requestMove', { id, to: 'cumbria' }, { as: self });
    expect(await send('requestMove', input, { as: self })).toEqual(first);
    expect(placesOf(await send('requestMove', { ...input, to: 'england' }, { as: self }))).toEqual([
      'CONFLICT idempotencyKey',
    ]);
    expect(placesOf(await send('acceptMove', { id }, { as: inWales }))).toEqual(['NOT_FOUND id']);
  });

  test('is accepted by a coordinator of the new region alone, and others learn nothing', async () => {
    const { id, self } = await joined();
    await done('requestMove', { id, to: 'wales' }, { as: self });
    const never = await send('acceptMove', { id: 'never-was' }, { as: inEngland, language: 'cy' });
    expect(never).toMatchObject({
      thing: null,
      change: null,
      problems: [{ code: 'NOT_FOUND', path: ['id'] }],
    });
    expect(never.problems[0]?.message).toContain('Nid oes neb');
    for (const as of [undefined, self, inCumbria, inEngland])
      expect(await send('acceptMove', { id }, { as, language: 'cy' })).toEqual(never);
    expect(placesOf(await send('acceptMove', { id, idempotencyKey: 'short' }, { as: inWales }))).toEqual([
      'INVALID idempotencyKey',
    ]);
    expect(await known(id)).toEqual(asKnownIn(id, 'cumbria', 'Cumbria'));
  });
});

describe('a move that is accepted', () => {
  const needs = [{ kind: 'step-free', detail: 'Zebra ramp' }, { kind: 'bsl' }];
  const selection = `__typename id displayName status visibility joinedAt networks { id }
    roles { level title from organisation { id } }
    private { email phone postcode preferredLanguage
      accessRequirements { kind { slug } detail shareWithHosts reviewDue }
      consents { id purpose wordingVersion language givenAt withdrawnAt } }`;

  test('takes along what was told and consented to, and leaves the networks behind', async () => {
    const { id, self } = await joined();
    await done('setAccessRequirements', { id, requirements: needs }, { as: self });
    await done('withdrawConsent', { id, purpose: 'CONTACT', wordingVersion: '1' }, { as: self });
    const role = { level: 'ORGANISATIONAL', title: 'Chair', organisation: 'org:disability-action' };
    const motivations = ['So that nobody has to wait outside'];
    await done('recordRole', { id, ...role, from: '2026-01-01', motivations }, { as: self });
    await graph.ask(`{ member(id: "${id}") { private { phone } } }`, { as: inCumbria });
    // More than fit into an order: the latest go along.
    const earlier = {
      memberId: id,
      at: new Date(graph.now.getTime() - 1000),
      by: 'x'.repeat(100),
      what: ['email'],
    };
    const many = Array.from({ length: 3000 }, (_, index) => ({ ...earlier, id: `look-${index}` }));
    await graph.database('cumbria').write((manager) => storeRows(manager, AccessLogEntry, many));
    const before = (await graph.ask(`{ member(id: "${id}") { ${selection} } }`, { as: self })).data.member;
    await done('requestMove', { id, to: 'wales' }, { as: self });
    const { thing, change } = await done('acceptMove', { id }, { as: inWales, selection });
    expect(thing).toEqual({ ...before, __typename: 'WalesMember', networks: [] });
    expect(thing.private.accessRequirements).toHaveLength(2);
    expect(thing.private.consents.map((one: { withdrawnAt: unknown }) => one.withdrawnAt === null)).toEqual([
      true,
      true,
      false,
    ]);
    const more = `{ member(id: "${id}") { private { motivations accessLog(first: 2) { totalCount nodes { by } } } } }`;
    expect((await graph.ask(more, { as: self })).data.member.private).toEqual({
      motivations,
      accessLog: {
        totalCount: 501,
        nodes: [{ by: 'coordinator of wales' }, { by: 'coordinator of cumbria' }],
      },
    });
    // At once, and when the feeds have been read: one row, and the new region's.
    expect(await known(id)).toEqual(asKnownIn(id, 'wales', 'Wales'));
    const after = await graph.ask('{ regions { freshness { setAside } } }', {
      headers: { 'x-read-after': change! },
    });
    expect(JSON.stringify(after.data)).not.toMatch(/[1-9]/);
    const { data } = await graph.ask(
      '{ members(filter: { regions: ["wales"], levels: [ORGANISATIONAL] }) { nodes { id } } }',
    );
    expect(data.members.nodes).toEqual([{ id }]);
    expect(placesOf(await send('updateMember', { id, displayName: 'Zed' }, { as: inCumbria }))).toEqual([
      'NOT_ALLOWED id',
    ]);
    await done('updateMember', { id, displayName: 'Zed' }, { as: self });
    await done('updateMember', { id, displayName: 'Zed Again' }, { as: inWales });
  });

  test('takes along no need that is not consented to any more', async () => {
    const joining = await joined();
    const { id } = joining;
    const { types } = ((await getProgram('cumbria')) as RegionProgram).region;
    await done('setAccessRequirements', { id, requirements: needs }, { as: joining.self });
    // As an older release may have left it: the consent is withdrawn, and the need is still there.
    await graph
      .database('cumbria')
      .write((manager) =>
        manager.update(
          'consent',
          { memberId: id, purpose: 'ACCESS_REQUIREMENTS' },
          { withdrawnAt: graph.now },
        ),
      );
    expect(await graph.database('cumbria').read.countBy(types.Member, { id })).toBe(1);
    await moved(joining, 'wales');
    const about = await rowsAbout('wales', id);
    expect(about['access_requirement']).toBeUndefined();
    expect(about['consent']).toHaveLength(3);
  });

  test('leaves the id in the old region, where it went and where it was booked, and nothing else', async () => {
    const joining = await joined();
    const { id, self } = joining;
    await done('setAccessRequirements', { id, requirements: needs }, { as: self });
    await done('giveConsent', { id, purpose: 'SHARE_WITH_HOSTS', wordingVersion: '1' }, { as: self });
    const activity = {
      ...{ region: 'cumbria', kind: 'MEETING', mode: 'ONLINE', title: [{ language: 'en', text: 'Meeting' }] },
      ...{ startsAt: '2026-12-01T18:00:00Z', endsAt: '2026-12-01T19:00:00Z' },
    };
    const { thing } = await done('createActivity', activity, { as: inCumbria });
    await done('publishActivity', { id: thing.id }, { as: inCumbria });
    const booked = await done('bookPlace', { activity: thing.id, member: id }, { as: self });
    await moved(joining, 'wales');
    const { member, booking, change_record: told, ...rest } = await rowsAbout('cumbria', id);
    expect(rest).toEqual({});
    expect(member).toEqual([
      expect.objectContaining({
        ...{ id, status: 'MOVED', movedTo: 'wales', movingTo: null, kind: 'PERSON', joinedAt: graph.now },
        ...{ displayName: '', sortName: '', visibility: 'PRIVATE', networkIds: [], preferredLanguage: 'en' },
        ...{ email: null, phone: null, postcode: null, contactName: null, groupSize: null },
      }),
    ]);
    expect(Object.keys(member![0]!)).toHaveLength(16);
    // Of the booking, the member's own list is told still.
    expect(told).toEqual([
      expect.objectContaining({ id, kind: 'MEMBER', listedTo: null, data: null }),
      expect.objectContaining({ id: booked.thing.id, kind: 'BOOKING' }),
    ]);
    expect(booking).toEqual([
      expect.objectContaining({ id: booked.thing.id, memberId: id, homeRegion: 'cumbria', status: 'BOOKED' }),
    ]);
    // The booking is the member's still, and says who it is today.
    const { data } = await graph.ask(
      `{ activity(id: "${thing.id}") { bookings { nodes { memberName homeRegion member { __typename } } } } }`,
      { as: inCumbria },
    );
    expect(data.activity.bookings.nodes).toEqual([
      { memberName: 'Zebedee Mover', homeRegion: 'cumbria', member: { __typename: 'WalesMember' } },
    ]);
  });

  test('leaves nothing to do in the old region', async () => {
    const joining = await joined();
    const { id, self } = joining;
    await moved(joining, 'wales');
    const here = { of: 'cumbria' };
    const { data } = await graph.ask(
      `{ member(id: "${id}") { status displayName private { email consents { id } } } members { nodes { id } } }`,
      { ...here, as: inCumbria },
    );
    const nothing = { email: null, consents: [] };
    expect(data.member).toEqual({ status: 'MOVED', displayName: null, private: nothing });
    expect(JSON.stringify(data.members)).not.toContain(id);
    for (const [name, input] of [
      ['updateMember', { displayName: 'Back' }],
      ['leaveNetwork', {}],
      ['requestMove', { to: 'england' }],
      ['giveConsent', { purpose: 'CONTACT', wordingVersion: '1' }],
    ] as const) {
      expect(placesOf(await send(name, { id, ...input }, { ...here, as: self }))).toEqual(['CLOSED id']);
      expect(placesOf(await send(name, { id, ...input }, here))).toEqual(['NOT_FOUND id']);
    }
    const calls = { urls: { cumbria: graph.url('cumbria') }, privateKey: ownDirectoryKey(graph.folder) };
    const order = { region: 'cumbria', order: 'standing', input: { id } } as const;
    expect(await giveOrder(calls, order)).toEqual({ is: 'moved', to: 'wales' });
  });

  test('happens once for each key, and not again without one', async () => {
    const { id, self } = await joined();
    const other = await joined();
    await done('requestMove', { id, to: 'wales' }, { as: self });
    const input = { idempotencyKey: 'accept-it-once', id };
    // However many ask at once.
    const [first, second] = await Promise.all([1, 2].map(() => send('acceptMove', input, { as: inWales })));
    expect([first!.problems, second!.problems]).toEqual([[], []]);
    expect(await send('acceptMove', input, { as: inWales })).toEqual(first);
    expect(placesOf(await send('acceptMove', { ...input, id: other.id }, { as: inWales }))).toEqual([
      'CONFLICT idempotencyKey',
    ]);
    expect(placesOf(await send('acceptMove', { id }, { as: inWales }))).toEqual(['NOT_FOUND id']);
    expect(await graph.database('directory').read.query('SELECT * FROM move')).toEqual([]);
  });

  test('may be followed by another, and by one back', async () => {
    const joining = await joined({ displayName: 'Zora There' });
    const { id, self } = joining;
    await done('setAccessRequirements', { id, requirements: needs }, { as: self });
    for (const [slug, prefix] of [
      ['wales', 'Wales'],
      ['england', 'England'],
      ['cumbria', 'Cumbria'],
      ['wales', 'Wales'],
    ] as const) {
      const { change } = await moved(joining, slug);
      expect(await known(id)).toEqual(asKnownIn(id, slug, prefix, 'Zora There'));
      await graph.ask('{ members { totalCount } }', { headers: { 'x-read-after': change! } });
      expect(await known(id)).toEqual(asKnownIn(id, slug, prefix, 'Zora There'));
    }
    const about = await rowsAbout('wales', id);
    expect([about['consent']?.length, about['access_requirement']?.length]).toEqual([3, 2]);
    await done('leaveNetwork', { id }, { as: self });
    expect(placesOf(await send('updateMember', { id, displayName: 'Back' }, { as: self }))).toEqual([
      'CLOSED id',
    ]);
  });

  test('is one row of the UK-wide list at every moment', async () => {
    const joining = await joined({ displayName: 'Zuleika Watched' });
    const count = async (): Promise<number> => {
      const { data } = await graph.ask('{ members(filter: { text: "zuleika" }) { totalCount } }');
      return data.members.totalCount as number;
    };
    await waitUntil('it is listed', async () => (await count()) === 1);
    const watch = { isOver: false };
    const counts: number[] = [];
    const watching = (async () => {
      while (!watch.isOver) counts.push(await count());
    })();
    for (const slug of ['wales', 'cumbria', 'england']) await moved(joining, slug);
    watch.isOver = true;
    await watching;
    expect(counts.length).toBeGreaterThan(5);
    expect([...new Set(counts)]).toEqual([1]);
  });
});

test('an order to let somebody go is the directory’s alone, and does nothing where nobody asks to move', async () => {
  const { id } = await joined();
  const body = { order: 'release', input: { id, to: 'wales' } };
  const sign = (audience: string): Promise<string> =>
    signRoutedToken(ownDirectoryKey(graph.folder), { audience, viewer: anonymous, body });
  const post = async (token: string): Promise<number> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const url = `${graph.url('cumbria')}/orders`;
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };
  expect([await post(await sign('wales')), await post(await sign('cumbria'))]).toEqual([401, 200]);
  const calls = { urls: { cumbria: graph.url('cumbria') }, privateKey: ownDirectoryKey(graph.folder) };
  const depart = { region: 'cumbria', order: 'depart', input: { id, to: 'wales' } } as const;
  expect(await giveOrder(calls, depart)).toEqual({ is: 'staying' });
  expect(await known(id)).toEqual(asKnownIn(id, 'cumbria', 'Cumbria'));
});

test('a region that is silent says so, and the move goes on when it is back', async () => {
  const { id, self } = await joined();
  await done('requestMove', { id, to: 'wales' }, { as: self });
  const input = { idempotencyKey: 'while-it-was-down', id };
  await graph.stopSubgraph('wales');
  try {
    expect(placesOf(await send('acceptMove', input, { as: inWales }))).toEqual(['REGION_UNAVAILABLE id']);
    await done('updateMember', { id, displayName: 'Zebedee Mover' }, { as: self });
  } finally {
    await graph.startSubgraph('wales');
  }
  expect((await done('acceptMove', input, { as: inWales })).thing).toMatchObject({ id });
});
