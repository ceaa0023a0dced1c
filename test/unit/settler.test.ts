import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BookingEntry, entryEntities, Entry } from '../../subgraphs/directory/entries';
import { DueStanding } from '../../subgraphs/directory/settling/due-standing';
import { Patience } from '../../subgraphs/directory/settling/patience';
import { Settler } from '../../subgraphs/directory/settling/settler';
import type { Database } from '../../subgraphs/kit/database/database';
import { indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { directoryKeys } from '../support/feed-source';
import { LogSink } from '../support/log-sink';
import { waitUntil } from '../support/wait-until';
import { TemporaryFolder } from './temporary-folder';

const folder = new TemporaryFolder();
const log = new LogSink();
let db: Database;
let server: Server;
let settler: Settler;
/** Every order that was given, as `region order said`. */
let given: string[];
/** What a region answers; an error is silence. */
let answer: (region: string, order: string) => unknown;
let mayWork: boolean;

async function bodyOf(request: IncomingMessage): Promise<{ order: string; input: { standing?: unknown } }> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString()) as never;
}

beforeAll(async () => {
  db = await folder.open([...entryEntities, ...indexEntities]);
  server = createServer((request, response) => {
    void bodyOf(request).then(async ({ order, input }) => {
      const region = request.url!.split('/')[1]!;
      given.push([region, order, ...(input.standing ? [JSON.stringify(input.standing)] : [])].join(' '));
      const said = await answer(region, order);
      if (said instanceof Error) response.destroy();
      else response.end(JSON.stringify({ answer: said }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await folder.remove();
});

const bart = { is: 'member', name: 'Bart', keptNeeds: [], needsForgottenAt: null };

beforeEach(async () => {
  given = [];
  mayWork = true;
  answer = (_region, order) => (order === 'standing' ? bart : 'settled');
  await db.write(async (manager) => {
    for (const table of [Entry, BookingEntry, DueStanding]) await manager.deleteAll(table);
    await manager.insert(Entry, { id: 'm1', kind: 'MEMBER', source: 'wales', number: 1 });
    const row = { memberId: 'm1', activityId: 'a', bookedAt: new Date() };
    await manager.insert(
      BookingEntry,
      ['wales', 'cumbria', 'cumbria'].map((region, index) => ({ ...row, id: `b${index}`, region })),
    );
  });
  const { port } = server.address() as AddressInfo;
  const urls = Object.fromEntries(
    ['wales', 'cumbria', 'england'].map((slug) => [slug, `http://127.0.0.1:${port}/${slug}`]),
  );
  const calls = { urls, privateKey: directoryKeys.privateKey };
  settler = new Settler({ db, calls, log: log.log, pollMillis: 20, mayWork: () => mayWork });
  settler.start();
});
afterEach(() => settler.stop());

async function note(version = 'v1', memberId = 'm1', region = 'wales'): Promise<void> {
  await db.write(async (manager) => {
    await manager.delete(DueStanding, { memberId });
    await manager.insert(DueStanding, { memberId, region, version, notBefore: 0 });
  });
}

async function untilSettled(): Promise<void> {
  await waitUntil('nothing is due', async () => (await db.read.count(DueStanding)) === 0);
}

test('a member is asked about at home, and each other region with bookings goes by that, once', async () => {
  await note();
  await untilSettled();
  expect(given).toEqual(['wales standing', `cumbria settleBookings ${JSON.stringify(bart)}`]);
});

test.each([
  ['moved', { is: 'moved', to: 'cumbria' }],
  ['nowhere, though the index has it', null],
])('one who is %s is left to whoever says more', async (_what, said) => {
  answer = (_region, order) => (order === 'standing' ? said : 'settled');
  await note();
  await untilSettled();
  expect(given).toEqual(['wales standing']);
});

test('one of whom its region knows no more, and the index neither, is gone', async () => {
  await db.write((manager) => manager.deleteAll(Entry));
  answer = (_region, order) => (order === 'standing' ? null : 'settled');
  await note();
  await untilSettled();
  expect(given).toEqual(['wales standing', 'cumbria settleBookings {"is":"gone"}']);
});

test('what becomes due again while a region answers is settled again', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  answer = async (_region, order) => {
    if (order === 'standing') return bart;
    if (given.length === 2) await held;
    return 'settled';
  };
  await note('v1');
  await waitUntil('Cumbria is told', async () => given.length === 2);
  await note('v2');
  release();
  await untilSettled();
  expect(given).toHaveLength(4);
});

test.each(['wales standing', 'cumbria settleBookings'])(
  'where the answer to %s is lost, all are asked again',
  async (lost) => {
    let losses = 3;
    answer = (region, order) => {
      if (`${region} ${order}` === lost && losses-- > 0) return new Error('lost');
      return order === 'standing' ? bart : 'settled';
    };
    await note();
    await untilSettled();
    expect(given.filter((one) => one.startsWith(lost))).toHaveLength(4);
    expect(given.at(-1)).toBe(`cumbria settleBookings ${JSON.stringify(bart)}`);
  },
);

test('a region that is silent is not asked again for each that is due', async () => {
  answer = () => new Error('lost');
  await db.write((manager) =>
    manager.insert(
      BookingEntry,
      Array.from({ length: 40 }, (_, index) => ({
        id: `c${index}`,
        memberId: `x${index}`,
        activityId: 'a',
        bookedAt: new Date(),
        region: 'cumbria',
      })),
    ),
  );
  await db.write((manager) =>
    manager.insert(
      DueStanding,
      Array.from({ length: 40 }, (_, index) => ({
        memberId: `x${index}`,
        region: 'wales',
        version: `x${index}`,
        notBefore: 0,
      })),
    ),
  );
  const countLater = (): Promise<number> =>
    db.read.createQueryBuilder(DueStanding, 'due').where('due.notBefore > 0').getCount();
  await waitUntil('all of them wait', async () => (await countLater()) === 40);
  expect(given.length).toBeLessThan(40);
});

test('nothing is done by a process that does not read the feeds', async () => {
  mayWork = false;
  await note();
  // Its turn to look comes and goes with each of these.
  for (const version of ['v2', 'v3']) await note(version);
  expect(given).toEqual([]);
  mayWork = true;
  await untilSettled();
  expect(given).toHaveLength(2);
});

test('a silence is waited for twice as long each time, up to a bound, until there is an answer', () => {
  let now = 1000;
  const patience = new Patience(10, () => now);
  const rests = Array.from({ length: 9 }, () => {
    const { until } = patience.wasSilent('wales');
    // Who meets the same silence meanwhile changes nothing.
    expect(patience.wasSilent('wales')).toEqual({ until, isNew: false });
    const rest = until - now;
    now = until;
    expect(patience.restsUntil('wales')).toBe(0);
    return rest;
  });
  expect(rests).toEqual([10, 20, 40, 80, 160, 320, 640, 640, 640]);
  patience.answered('wales');
  expect(patience.wasSilent('wales')).toEqual({ until: now + 10, isNew: true });
});
