import { Graph } from '../support/graph';
import { waitUntil } from '../support/wait-until';

// What a feed answers is under way to the directory for as long as the test says: nothing hurries the index.

let lagMillis = 0;
let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start({ demo: null, feedLag: () => lagMillis });
});
afterAll(() => graph.stop());

let joined = 0;

async function join(region: string): Promise<{ id: string; change: string }> {
  joined += 1;
  graph.now = new Date(graph.now.getTime() + 1000);
  const input = {
    region,
    kind: 'PERSON',
    displayName: `Reader ${joined}`,
    email: 'reader@example.org',
    visibility: 'PUBLIC',
    consents: ['MEMBERSHIP'],
    wordingVersion: '2026-04',
  };
  const query = `mutation ($input: JoinNetworkInput!) { joinNetwork(input: $input) { member { id } change } }`;
  const { data } = await graph.ask({ query, variables: { input } });
  return { id: data.joinNetwork.member.id as string, change: data.joinNetwork.change as string };
}

async function readNewest(headers: Record<string, string> = {}) {
  const { data, errors, extensions } = await graph.ask('{ members(first: 1) { nodes { id } totalCount } }', {
    headers,
  });
  return {
    newest: (data.members.nodes as { id: string }[])[0]?.id,
    total: data.members.totalCount as number,
    errors,
    extensions,
  };
}

afterEach(async () => {
  lagMillis = 0;
  await waitUntil('the lists hold all', async () => (await readNewest()).total === joined);
});

const regions = ['england', 'wales', 'northern-ireland', 'cumbria'];
const lags = [0, 1, 20, 100, 300, 500, 800, 1100, 1300, 1500];

test.each(lags.map((lag, index) => ({ lag, region: regions[index % 4]! })))(
  'a list asked for with the change holds it, although the directory hears of it $lag ms late',
  async ({ lag, region }) => {
    lagMillis = lag;
    const { id, change } = await join(region);
    const without = await readNewest();
    expect(await readNewest({ 'x-read-after': change })).toEqual({
      newest: id,
      total: joined,
      errors: undefined,
      extensions: undefined,
    });
    // Without the change, nobody waits: the lag was there.
    if (lag > 500) expect(without.newest).not.toBe(id);
  },
);

test('beyond two seconds the answer comes all the same, and names the region', async () => {
  lagMillis = 4000;
  const { id, change } = await join('wales');
  const { newest, total, errors, extensions } = await readNewest({ 'x-read-after': change });
  expect({ errors, extensions, total }).toEqual({
    errors: undefined,
    extensions: { behind: ['wales'] },
    total: joined - 1,
  });
  expect(newest).not.toBe(id);
});

test('readers of several regions wait each for their own', async () => {
  lagMillis = 700;
  const written = await Promise.all(regions.map(join));
  const read = await Promise.all(
    written.map(async ({ id, change }) => {
      const { data, extensions } = await graph.ask(`{ node(id: "${id}") { id } }`, {
        headers: { 'x-read-after': change },
      });
      return [data.node, extensions];
    }),
  );
  expect(read).toEqual(written.map(({ id }) => [{ id }, undefined]));
});
