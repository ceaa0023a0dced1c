import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mysql2/promise';
import { readDatabaseAddress } from '../../subgraphs/kit/database/address';
import { isUnavailable } from '../../subgraphs/kit/database/failures';
import { openDatabase } from '../../subgraphs/kit/database/open-database';
import { ask, type Answer } from '../support/ask';
import { contentsOf } from '../support/databases';
import { PrivateServer } from '../support/mariadb/private-server';
import { mutation } from '../support/mutate';
import { Processes } from '../support/processes';
import { waitUntil } from '../support/wait-until';

// A region with two connections to write and two to read, which somebody else holds up by a lock on the server.

const folder = mkdtempSync(join(tmpdir(), 'citizenship-pool-'));
const processes = new Processes();
const crowd = Array.from({ length: 30 }, (_, index) => `Joan ${index}`);
let server: PrivateServer;
let admin: Connection;
let url: string;

beforeAll(async () => {
  server = await PrivateServer.start();
  admin = await server.connect();
  await admin.query('CREATE DATABASE cumbria');
  await admin.query('CREATE DATABASE empty');
  await admin.query('USE cumbria');
  const env = {
    ...{ DATA_DIR: folder, DATABASE_URL: `${server.url('cumbria')}?connections=2` },
    ...{ PORT: '0', LOG_LEVEL: 'fatal' },
  };
  const started = processes.citizenship(['serve', 'cumbria'], { env });
  [, url = ''] = await started.untilSays(/^cumbria serves at (http:\/\/[^\s/]+)/m);
});
afterAll(async () => {
  await admin.end();
  await processes.killAll();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

function joinAs(displayName: string): Promise<Answer> {
  const input = {
    ...{
      region: 'cumbria',
      kind: 'PERSON',
      displayName,
      email: 'somebody@example.org',
      visibility: 'PUBLIC',
    },
    ...{ consents: ['MEMBERSHIP'], wordingVersion: '2026-04', idempotencyKey: `key of ${displayName}` },
  };
  return ask(url, mutation('joinNetwork', input));
}

const read = (): Promise<Answer> => ask(url, '{ members(first: 100) { totalCount nodes { displayName } } }');

function codesOf(answers: readonly Answer[]): unknown[] {
  return [...new Set(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done'))];
}

async function timed<T>(work: Promise<T>): Promise<[T, number]> {
  const startedAt = performance.now();
  return [await work, performance.now() - startedAt];
}

test('writers beyond the pool are refused in time with a code; reads go on; sent again, each is stored once', async () => {
  await admin.query('START TRANSACTION');
  await admin.query('SELECT * FROM change_counter FOR UPDATE');
  const writing = timed(Promise.all(crowd.map(joinAs)));
  const reads = await Promise.all([read(), read(), read(), read()]);
  expect(reads.map(({ data, errors }) => [data?.members.totalCount, errors])).toEqual(
    reads.map(() => [0, undefined]),
  );
  const [refused, millis] = await writing;
  expect([codesOf(refused), millis < 15_000]).toEqual([['DATABASE_UNAVAILABLE'], true]);
  await admin.query('ROLLBACK');
  const [first, again] = [await Promise.all(crowd.map(joinAs)), await Promise.all(crowd.map(joinAs))];
  expect([codesOf(first), codesOf(again)]).toEqual([['done'], ['done']]);
  expect(again.map(({ data }) => data)).toEqual(first.map(({ data }) => data));
  expect((await read()).data.members.totalCount).toBe(crowd.length);
});

test('readers beyond the pool are refused in time with a code, and read again when there is room', async () => {
  await admin.query('LOCK TABLES member WRITE');
  const reading = Array.from({ length: 10 }, read);
  // The two that have the connections wait for longer than the others may.
  const [first, millis] = await timed(Promise.race(reading));
  const health = await fetch(`${url}/health/ready`);
  await admin.query('UNLOCK TABLES');
  expect([codesOf([first]), millis < 9000, health.status]).toEqual([['DATABASE_UNAVAILABLE'], true, 503]);
  const said = codesOf(await Promise.all(reading));
  expect(said.filter((code) => code !== 'done')).toEqual(['DATABASE_UNAVAILABLE']);
  expect(codesOf(await Promise.all(Array.from({ length: 10 }, read)))).toEqual(['done']);
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
});

test('a queue that is full refuses at once, and takes more when it is not', async () => {
  const address = readDatabaseAddress(`${server.url('empty')}?connections=2`);
  const db = await openDatabase(address, contentsOf([]));
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let begun = 0;
  const hold = (): Promise<void> => {
    begun += 1;
    return held;
  };
  const holding = [1, 2].map(() => db.write(hold));
  await waitUntil('both connections are held', () => Promise.resolve(begun === 2));
  const waiting = Array.from({ length: 2000 }, () => db.write(async () => undefined));
  const beyond = Promise.all(
    Array.from({ length: 20 }, () => db.write(async () => undefined).catch((error: unknown) => error)),
  );
  const [failures, millis] = await timed(beyond);
  release();
  expect(failures.map(isUnavailable)).toEqual(failures.map(() => true));
  expect(millis).toBeLessThan(3000);
  await Promise.all([...holding, ...waiting.map((one) => one.catch(() => undefined))]);
  expect(await db.write(async () => 'done')).toBe('done');
  await db.close();
});
