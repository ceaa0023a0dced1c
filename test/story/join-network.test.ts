import { Graph } from '../support/graph';
import { waitUntil } from '../support/wait-until';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start();
});
afterAll(() => graph.stop());

const mutation = `mutation Join($input: JoinNetworkInput!) {
  joinNetwork(input: $input) { member { __typename id } change problems { code message path } }
}`;

const person = {
  region: 'cumbria',
  kind: 'PERSON',
  displayName: 'Winifred Longbottom',
  email: 'winifred@example.org',
  phone: '01228 000000',
  postcode: 'ca1 1aa',
  visibility: 'PUBLIC',
  networks: ['net:healthwatch-cumberland'],
  consents: ['MEMBERSHIP', 'CONTACT'],
  wordingVersion: '2026-04',
};

interface Joined {
  readonly member: { readonly __typename: string; readonly id: string } | null;
  readonly change: string | null;
  readonly problems: readonly { code: string; message: string; path: string[] }[];
}

async function join(input: object, { of = 'gateway', language = 'en' } = {}): Promise<Joined> {
  const { data, errors } = await graph.ask(
    { query: mutation, variables: { input } },
    { of, headers: { 'accept-language': language } },
  );
  expect(errors).toBeUndefined();
  return data.joinNetwork as Joined;
}

async function findInList(id: string, headers: Record<string, string> = {}): Promise<boolean> {
  const { data } = await graph.ask('{ members(first: 5) { nodes { id } } }', { headers });
  return (data.members.nodes as { id: string }[]).some((node) => node.id === id);
}

/** Members join at the graph's clock: a moment later than those before, so that they are the newest. */
function tick(): void {
  graph.now = new Date(graph.now.getTime() + 1000);
}

beforeEach(tick);

test('somebody who joins through the gateway is a member of the region at once, and of the UK-wide list soon', async () => {
  const { member, change, problems } = await join(person);
  expect(problems).toEqual([]);
  expect(member?.__typename).toBe('CumbriaMember');
  expect(change).not.toBeNull();
  const query = `{ member(id: "${member?.id}") { displayName kind visibility status joinedAt networks { id } } }`;
  const expected = {
    displayName: 'Winifred Longbottom',
    kind: 'PERSON',
    visibility: 'PUBLIC',
    status: 'ACTIVE',
    joinedAt: graph.now.toISOString(),
    networks: [{ id: 'net:healthwatch-cumberland' }],
  };
  expect((await graph.ask(query, { of: 'cumbria' })).data.member).toEqual(expected);
  await waitUntil('the member is in the UK-wide list', () => findInList(member!.id), 1000);
  expect((await graph.ask(query)).data.member).toEqual(expected);
});

test('all that is wrong is said in one answer, with its place, and nothing is stored', async () => {
  const count = '{ members { totalCount } }';
  const before = await graph.ask(count, { of: 'wales' });
  const wrong = {
    idempotencyKey: 'short',
    region: 'wales',
    kind: 'GROUP',
    displayName: '   ',
    email: 'nobody',
    phone: 'call me',
    postcode: 'CF10',
    groupSize: 0,
    networks: ['net:practice-solutions', 'net:none'],
    consents: ['CONTACT'],
    wordingVersion: '',
  };
  const { member, change, problems } = await join(wrong);
  expect({ member, change }).toEqual({ member: null, change: null });
  expect(problems.map(({ code, path }) => [code, path.join('.')])).toEqual([
    ['INVALID', 'idempotencyKey'],
    ['INVALID', 'displayName'],
    ['INVALID', 'email'],
    ['INVALID', 'phone'],
    ['INVALID', 'postcode'],
    ['INVALID', 'groupSize'],
    ['INVALID', 'contactName'],
    ['NOT_FOUND', 'networks.1'],
    ['CONSENT_REQUIRED', 'consents'],
    ['INVALID', 'wordingVersion'],
  ]);
  expect(await graph.ask(count, { of: 'wales' })).toEqual(before);
});

test('problems are said in Welsh to who reads Welsh', async () => {
  const { problems } = await join({ ...person, consents: [] }, { language: 'cy-GB,en;q=0.5' });
  expect(problems).toEqual([
    {
      code: 'CONSENT_REQUIRED',
      message: 'Mae angen cydsyniad i MEMBERSHIP i fod yn aelod.',
      path: ['consents'],
    },
  ]);
});

test('ten attempts at once with one key act once, and have one answer', async () => {
  const input = { ...person, idempotencyKey: 'all-at-the-same-time', displayName: 'Ten At Once' };
  const answers = await Promise.all(Array.from({ length: 10 }, () => join(input)));
  expect(answers).toEqual(answers.map(() => answers[0]));
  expect(answers[0]?.problems).toEqual([]);
});

test('the same key answers the first result; with another input it is a conflict', async () => {
  const input = { ...person, idempotencyKey: 'an-attempt-of-mine', displayName: 'Once Only' };
  const first = await join(input);
  tick();
  expect(await join(input)).toEqual(first);
  const other = await join({ ...input, displayName: 'Somebody Else' });
  expect(other).toMatchObject({
    member: null,
    change: null,
    problems: [{ code: 'CONFLICT', path: ['idempotencyKey'] }],
  });
  // Another region's key is another key, and so is the same key after a week.
  const elsewhere = await join({ ...input, region: 'wales', networks: [] });
  expect(elsewhere.member?.__typename).toBe('WalesMember');
  const { now } = graph;
  graph.now = new Date(now.getTime() + 8 * 86_400_000);
  expect((await join(input)).member?.id).not.toBe(first.member?.id);
  graph.now = now;
});

test('somebody who stays private is stored, and found by nobody', async () => {
  const { member, problems } = await join({ ...person, visibility: 'PRIVATE', displayName: 'Zebedee Quiet' });
  expect(problems).toEqual([]);
  const query = `{ member(id: "${member?.id}") { id displayName } search(text: "Zebedee") { totalCount } }`;
  expect((await graph.ask(query.replace(/ search.*/, ' }'), { of: 'cumbria' })).data).toEqual({
    member: null,
  });
  await graph.untilReady();
  expect((await graph.ask(query)).data).toEqual({ member: null, search: { totalCount: 0 } });
});

test('a region that is down says so, and stores nothing', async () => {
  await graph.stopSubgraph('cumbria');
  const { member, problems } = await join({ ...person, idempotencyKey: 'while-it-was-down' });
  expect(member).toBeNull();
  expect(problems).toEqual([
    {
      code: 'REGION_UNAVAILABLE',
      message: expect.stringMatching(/Cumbria does not answer/) as string,
      path: ['region'],
    },
  ]);
  await graph.startSubgraph('cumbria');
  await graph.untilReady();
  expect((await join({ ...person, idempotencyKey: 'while-it-was-down' })).problems).toEqual([]);
});

test('an unknown region is refused before anybody is asked', async () => {
  const { errors } = await graph.ask({
    query: mutation,
    variables: { input: { ...person, region: 'mars' } },
  });
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UNKNOWN_REGION']);
});

test('a region takes only what is for it, and needs nobody to be asked by', async () => {
  const { problems } = await join(person, { of: 'wales' });
  expect(problems).toMatchObject([
    { code: 'INVALID', path: ['region'] },
    { code: 'NOT_FOUND', path: ['networks', '0'] },
  ]);
  const direct = await join({ ...person, displayName: 'By The Front Door' }, { of: 'cumbria' });
  expect(direct.member?.__typename).toBe('CumbriaMember');
});

describe("reading one's own write", () => {
  test('a list asked for with the change holds it', async () => {
    for (let round = 0; round < 10; round += 1) {
      tick();
      const { member, change } = await join({ ...person, displayName: `Reader ${round}` });
      expect(await findInList(member!.id, { 'x-read-after': change! })).toBe(true);
    }
  });

  test('beyond two seconds the answer comes all the same, and names the region', async () => {
    // The directory reads no feed while the region is stopped: what is written meanwhile cannot reach it.
    const { change } = await join({ ...person, displayName: 'Far Ahead' });
    await graph.untilReady();
    const ahead = graph.aheadOf(change!);
    const startedAt = performance.now();
    const { data, errors, extensions } = await graph.ask('{ members(first: 1) { totalCount } }', {
      headers: { 'x-read-after': ahead },
    });
    const millis = performance.now() - startedAt;
    expect(errors).toBeUndefined();
    expect(data.members.totalCount).toBeGreaterThan(0);
    expect(extensions).toEqual({ behind: ['cumbria'] });
    expect(millis).toBeGreaterThan(1900);
    expect(millis).toBeLessThan(3000);
  });

  test.each([
    ['nonsense', 'nonsense'],
    ['a position without its signature', Buffer.from('["wales","epoch",1]').toString('base64url')],
    ['a signature of something else', `${Buffer.from('["wales","epoch",1]').toString('base64url')}.AAAA`],
    ['a long one', 'a'.repeat(5000)],
  ])('%s is refused at once', async (_what, sent) => {
    const startedAt = performance.now();
    // Also where nobody but the library is asked, which knows of no position.
    for (const query of ['{ members(first: 1) { totalCount } }', '{ themes { slug } }']) {
      const { errors } = await graph.ask(query, { headers: { 'x-read-after': sent } });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_POSITION']);
    }
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
