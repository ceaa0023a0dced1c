import type { JointMutationName, MutationName } from '../../schema/contract/mutations';
import { regions } from '../../schema/regions';
import type { Viewer } from '../../schema/viewer';
import { engine } from '../support/databases';
import { Graph } from '../support/graph';
import { mutation, type Mutated } from '../support/mutate';
import { waitUntil } from '../support/wait-until';

// What a mutation costs that the directory carries out with several regions: SQL statements of its own, and those of
// each order that it gives.

let graph: Graph;
/** For how long no feed tells anything, so that the directory does all of it by itself. */
let lag = 0;
beforeAll(async () => {
  graph = await Graph.start({ demo: null, feedLag: () => lag });
});
afterAll(() => graph.stop());

const inWales: Viewer = { roles: ['coordinator'], coordinates: ['wales'] };

async function done(name: MutationName | JointMutationName, input: object, as?: Viewer): Promise<Mutated> {
  const { data, errors } = await graph.ask(mutation(name, input, name === 'joinNetwork' ? 'id' : undefined), {
    as,
  });
  expect(errors).toBeUndefined();
  const answer = data[name] as Mutated;
  expect(answer.problems).toEqual([]);
  return answer;
}

async function untilRead(change: string | null): Promise<void> {
  await waitUntil('the index has read it', async () => {
    const headers = { 'x-read-after': change! };
    return (await graph.ask('{ members { totalCount } }', { headers })).extensions?.['behind'] === undefined;
  });
}

/** Somebody of Cumbria who has told of needs, whom the index knows. */
async function joined(): Promise<Viewer & { memberId: string }> {
  const { thing } = await done('joinNetwork', {
    ...{ region: 'cumbria', kind: 'PERSON', displayName: 'Zebedee Mover', email: 'zebedee@example.org' },
    ...{ visibility: 'PUBLIC', consents: ['MEMBERSHIP', 'ACCESS_REQUIREMENTS'], wordingVersion: '2026-04' },
  });
  const memberId = thing.id as string;
  const self: Viewer = { roles: ['member'], memberId, homeRegion: 'cumbria', coordinates: [] };
  const needs = { id: memberId, requirements: [{ kind: 'bsl' }, { kind: 'step-free' }] };
  const { change } = await done('setAccessRequirements', needs, self);
  await untilRead(change);
  return { ...self, memberId };
}

/** What the directory sends for an operation, and what each order takes where it is carried out. */
async function costOf(work: () => Promise<unknown>): Promise<object> {
  graph.clearLogs();
  await work();
  const orders = regions.flatMap(({ slug }) =>
    graph
      .log(slug)
      .lines.filter(({ msg }) => msg === 'order')
      .map(({ order, statements }) => `${slug} ${String(order)} ${statements}`),
  );
  const directory = graph
    .log('directory')
    .operations()
    .map(({ statements }) => statements);
  // Who looks after what is not finished may give an order a second time, which costs the same.
  return { directory, orders: [...new Set(orders)].sort() };
}

test('acceptMove takes 21 statements, and so many the orders of a move', async () => {
  const self = await joined();
  const { change: asked } = await done('requestMove', { id: self.memberId, to: 'wales' }, self);
  await untilRead(asked);
  lag = 2000;
  const accepting = { change: '' };
  const cost = await costOf(async () => {
    const { change } = await done('acceptMove', { id: self.memberId }, inWales);
    accepting.change = change!;
  }).finally(() => (lag = 0));
  expect(cost).toEqual({
    directory: [21],
    orders: [
      'cumbria depart 8',
      'cumbria movingTo 1',
      'cumbria release 18',
      // On a server, one statement stores the words that a search finds.
      `wales arrive ${engine === 'mariadb' ? 20 : 19}`,
      'wales mayAccept 0',
    ],
  });
  await untilRead(accepting.change);
});

const others = ['england', 'northern-ireland', 'wales'];

test('exportMember takes 11 statements, and 15 in every other region', async () => {
  const self = await joined();
  const cost = await costOf(() => done('exportMember', { id: self.memberId }, self));
  expect(cost).toEqual({ directory: [11], orders: others.map((slug) => `${slug} exportPerson 15`) });
});

// A file is asked again what it has put into a row by itself.
const OF_ERASING = engine === 'embedded' ? 24 : 23;

test(`eraseMember takes ${OF_ERASING} statements, and 9 in every other region`, async () => {
  const self = await joined();
  const cost = await costOf(() => done('eraseMember', { id: self.memberId }, self));
  expect(cost).toEqual({
    directory: [OF_ERASING],
    orders: others.map((slug) => `${slug} erasePerson 9`),
  });
});
