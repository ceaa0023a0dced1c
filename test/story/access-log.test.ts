import type { Viewer } from '../../schema/viewer';
import { getProgram } from '../../subgraphs/programs';
import { AccessLogEntry, forgetOldLooks, recordLook } from '../../subgraphs/region/access-log-entry';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { Graph } from '../support/graph';
import { senderTo } from '../support/mutate';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start({ demo: null });
});
afterAll(() => graph.stop());

const coordinator: Viewer = { roles: ['coordinator'], coordinates: ['cumbria'] };
const coordinatorElsewhere: Viewer = { roles: ['coordinator'], coordinates: ['wales'] };
const stranger: Viewer = { roles: ['member'], memberId: 'somebody', homeRegion: 'wales', coordinates: [] };

const send = senderTo(() => graph);

async function joined(): Promise<{ id: string; self: Viewer }> {
  graph.now = new Date(graph.now.getTime() + 1000);
  const { thing, change } = await send('joinNetwork', {
    region: 'cumbria',
    kind: 'PERSON',
    displayName: 'Winifred Longbottom',
    email: 'winifred@example.org',
    phone: '01228 000000',
    visibility: 'PUBLIC',
    consents: ['MEMBERSHIP'],
    wordingVersion: '2026-04',
  });
  const { id } = thing as { id: string };
  await graph.ask('{ regions { slug } }', { headers: { 'x-read-after': change! } });
  return { id, self: { roles: ['member'], memberId: id, homeRegion: 'cumbria', coordinates: [] } };
}

interface Log {
  readonly nodes: readonly { readonly at: string; readonly by: string; readonly what: readonly string[] }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What a member is told of who looked. */
async function logOf({ id, self }: { id: string; self: Viewer }, page = '(first: 100)'): Promise<Log> {
  const query = `{ member(id: "${id}") { private {
    accessLog${page} { nodes { at by what } totalCount pageInfo { hasNextPage endCursor } }
  } } }`;
  const { data, errors } = await graph.ask(query, { as: self });
  expect(errors).toBeUndefined();
  return data.member.private.accessLog as Log;
}

async function look(
  id: string,
  selection: string,
  as?: Viewer,
  variables: Readonly<Record<string, boolean>> = {},
  fragments = '',
): Promise<unknown> {
  const names = Object.keys(variables).map((name) => `$${name}: Boolean!`);
  const declared = names.length > 0 ? `query Look(${names.join()})` : '';
  const query = `${declared} { member(id: "${id}") { private { ${selection} } } } ${fragments}`;
  const { data, errors } = await graph.ask({ query, variables: { ...variables } }, { as });
  expect(errors).toBeUndefined();
  return data.member.private;
}

test('a member is told who looked at its private data, when, and at what', async () => {
  const member = await joined();
  expect(await logOf(member)).toMatchObject({ nodes: [], totalCount: 0 });
  await look(member.id, 'email phone', coordinator);
  const at = graph.now.toISOString();
  graph.now = new Date(graph.now.getTime() + 1000);
  await look(member.id, 'consents { purpose }', coordinator);
  expect((await logOf(member)).nodes).toEqual([
    { at: graph.now.toISOString(), by: 'coordinator of cumbria', what: ['consents'] },
    { at, by: 'coordinator of cumbria', what: ['email', 'phone'] },
  ]);
});

test('looks of its own, and of those who see nothing, are none', async () => {
  const member = await joined();
  expect(await look(member.id, 'email', member.self)).toEqual({ email: 'winifred@example.org' });
  for (const nobody of [undefined, stranger, coordinatorElsewhere])
    expect(await look(member.id, 'email accessLog { totalCount }', nobody)).toBeNull();
  await look(member.id, '__typename', coordinator);
  expect((await logOf(member)).nodes).toEqual([]);
});

test('what was asked for is told by the names of the schema, without what was left out', async () => {
  const member = await joined();
  const selection = `a: email ... { phone } ... on MemberPrivate @include(if: $yes) { postcode }
    preferredLanguage @skip(if: $yes) consents @include(if: $no) { id } ...Seen ...Unseen @skip(if: $yes)`;
  const fragments =
    'fragment Seen on MemberPrivate { motivations } fragment Unseen on MemberPrivate { consents { id } }';
  await look(member.id, selection, coordinator, { yes: true, no: false }, fragments);
  expect((await logOf(member)).nodes.map(({ what }) => what)).toEqual([
    ['email', 'motivations', 'phone', 'postcode'],
  ]);
});

test('who looked is told by what lets them look, and not by who else they are', async () => {
  const member = await joined();
  const both: Viewer = { ...stranger, roles: ['member', 'coordinator'], coordinates: ['cumbria', 'wales'] };
  await look(member.id, 'email', both);
  expect((await logOf(member)).nodes.map(({ by }) => by)).toEqual(['coordinator of cumbria']);
});

test('a page of members is one look at each, written in as many statements as for one', async () => {
  const members = [await joined(), await joined(), await joined()];
  const ask = async (first: number) => {
    graph.clearLogs();
    const { data, errors } = await graph.ask(
      `{ region(slug: "cumbria") { members(first: ${first}) { nodes { id private { phone } } } } }`,
      { as: coordinator },
    );
    expect(errors).toBeUndefined();
    expect(data.region.members.nodes).toHaveLength(first);
    return graph.cost().statements;
  };
  const ofOne = await ask(1);
  expect(await ask(3)).toBe(ofOne);
  const counts = await Promise.all(members.map(async (one) => (await logOf(one)).totalCount));
  expect(counts.toSorted()).toEqual([1, 1, 2]);
});

test('a long log is read page by page, latest first', async () => {
  const member = await joined();
  for (const field of ['email', 'phone', 'postcode']) {
    graph.now = new Date(graph.now.getTime() + 1000);
    await look(member.id, field, coordinator);
  }
  const first = await logOf(member, '(first: 2)');
  expect(first.nodes.map(({ what }) => what[0])).toEqual(['postcode', 'phone']);
  expect([first.totalCount, first.pageInfo.hasNextPage]).toEqual([3, true]);
  const second = await logOf(member, `(first: 2, after: "${first.pageInfo.endCursor}")`);
  expect(second.nodes.map(({ what }) => what[0])).toEqual(['email']);
  expect(second.pageInfo.hasNextPage).toBe(false);
});

test('nothing is shown that could not be written down', async () => {
  const { id, self } = await joined();
  const { dataSource } = graph.database('cumbria').read;
  const { tableName } = dataSource.getMetadata(AccessLogEntry);
  const rename = (from: string, to: string) =>
    graph.database('cumbria').write((manager) => manager.query(`ALTER TABLE ${from} RENAME TO ${to}`));
  await rename(tableName, 'away');
  const query = `{ member(id: "${id}") { displayName private { email } } }`;
  const refused = await graph.ask(query, { as: coordinator });
  const own = await graph.ask(query, { as: self });
  await rename('away', tableName);
  expect(refused.data.member).toEqual({ displayName: 'Winifred Longbottom', private: null });
  expect(refused.errors?.map(({ path }) => path)).toEqual([['member', 'private']]);
  expect(own.data.member.private).toEqual({ email: 'winifred@example.org' });
});

test('an export by somebody else is a look at all there is, and has the log', async () => {
  const { id, self } = await joined();
  await send('exportMember', { id }, { as: self });
  const { thing } = await send('exportMember', { id }, { as: coordinator });
  const document = JSON.parse(thing as string) as { regions: { accessLog: object[] }[] };
  expect(document.regions.flatMap(({ accessLog }) => accessLog)).toMatchObject([
    { memberId: id, by: 'coordinator of cumbria', what: ['exportMember'] },
  ]);
  expect((await logOf({ id, self })).nodes).toMatchObject([{ what: ['exportMember'] }]);
});

test('of a member who is erased at that moment there is nothing to see, and nothing is written down', async () => {
  const region = ((await getProgram('cumbria')) as RegionProgram).region;
  const { id } = await joined();
  const { read } = graph.database('cumbria');
  const there = await graph.database('cumbria').write((manager) =>
    recordLook({
      manager,
      region,
      viewer: coordinator,
      now: graph.now,
      members: [id, 'erased'],
      what: ['email'],
    }),
  );
  expect([there, await read.countBy(AccessLogEntry, { memberId: 'erased' })]).toEqual([[id], 0]);
});

test('the log goes back a year', async () => {
  const member = await joined();
  await look(member.id, 'email', coordinator);
  const begin = graph.now;
  graph.now = new Date(begin.getTime() + 364 * 86_400_000);
  await look(member.id, 'phone', coordinator);
  expect((await logOf(member)).totalCount).toBe(2);
  graph.now = new Date(begin.getTime() + 365 * 86_400_000 + 1);
  expect((await logOf(member)).nodes.map(({ what }) => what[0])).toEqual(['phone']);
  const { memberId } = member.self;
  const db = graph.database('cumbria');
  expect(await db.read.countBy(AccessLogEntry, { memberId })).toBe(2);
  await forgetOldLooks(db, graph.now);
  expect(await db.read.countBy(AccessLogEntry, { memberId })).toBe(1);
});
