import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../support/ask';
import { dropDatabasesOf, selectAt } from '../support/databases';
import { directoryEnvironment, memberChange, startOwners, type FeedOwner } from '../support/feed-source';
import { Processes, type Started } from '../support/processes';
import { waitUntil } from '../support/wait-until';

const folder = mkdtempSync(join(tmpdir(), 'citizenship-lease-'));
const processes = new Processes();
let owners: Map<string, FeedOwner>;
let wales: FeedOwner;

beforeAll(async () => {
  owners = await startOwners(folder);
  wales = owners.get('wales')!;
});

afterAll(async () => {
  await processes.killAll();
  await Promise.all([...owners.values()].map((owner) => owner.close()));
  for (const name of ['', 'shared', 'large']) await dropDatabasesOf(join(folder, name));
  rmSync(folder, { recursive: true, force: true });
});

interface Served {
  readonly process: Started;
  readonly url: string;
}

function environment(name: string): Promise<Record<string, string>> {
  mkdirSync(join(folder, name), { recursive: true });
  return directoryEnvironment(owners, join(folder, name));
}

/** Serves a directory over the database in a folder of this name. */
async function serve(name: string): Promise<Served> {
  const started = processes.citizenship(['serve', 'directory'], { env: await environment(name) });
  const [, url = ''] = await started.untilSays(/^directory serves at (http:\/\/[^\s/]+)/m);
  return { process: started, url };
}

async function run(
  name: string,
  ...args: string[]
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const started = processes.citizenship(['directory', ...args], { env: await environment(name) });
  return { code: await started.ended(), stdout: started.stdout, stderr: started.stderr };
}

async function health({ url }: Served): Promise<{ status: number; reason?: string }> {
  const response = await fetch(`${url}/health/ready`);
  const { reason } = (await response.json()) as { reason?: string };
  return { status: response.status, ...(reason !== undefined && { reason }) };
}

const untilReady = (served: Served): Promise<void> =>
  waitUntil('the directory is ready', async () => (await health(served)).status === 200);

async function count({ url }: Served): Promise<number> {
  const answer = await ask(url, '{ members { totalCount } }');
  return (answer.data as { members: { totalCount: number } }).members.totalCount;
}

const untilCounted = (served: Served, number: number): Promise<void> =>
  waitUntil(`${number} are listed`, async () => (await count(served)) === number);

async function kill({ process: started }: Served): Promise<void> {
  started.signal('SIGKILL');
  await started.ended();
}

async function stored(name: string): Promise<unknown> {
  const file = join(folder, name, 'directory.db');
  const [members] = await selectAt<{ count: number }>(file, 'SELECT count(*) AS count FROM member');
  const [position] = await selectAt<{ cursor: number }>(
    file,
    "SELECT * FROM feed_cursor WHERE source = 'wales'",
  );
  return { members: members?.count, cursor: position?.cursor };
}

const waitingForLease = {
  status: 503,
  reason: 'Another process holds the lease on this database, and reads the feeds into it.',
};

test('of two processes on one database one reads, and the other serves what it has read', async () => {
  const first = await serve('shared');
  await untilReady(first);
  const second = await serve('shared');
  await waitUntil('every owner holds a question', async () =>
    [...owners.values()].every(({ held }) => held === 1),
  );
  await wales.write(memberChange('m1', 'm1'));
  await untilCounted(second, 1);
  expect(await count(first)).toBe(1);
  expect(await health(second)).toEqual(waitingForLease);
  expect(await health(first)).toEqual({ status: 200 });
  expect([...owners.values()].map(({ held }) => held)).toEqual(Array(owners.size).fill(1));
  const query = '{ region(slug: "wales") { freshness { status behind setAside } } }';
  expect((await ask(second.url, query)).data).toEqual({
    region: { freshness: { status: 'BEHIND', behind: null, setAside: 0 } },
  });

  await kill(first);
  await wales.write(memberChange('m2', 'm2'));
  await untilReady(second);
  await untilCounted(second, 2);

  // One that is told to stop gives the lease back: nobody has to wait for its end.
  const third = await serve('shared');
  expect(await health(third)).toEqual(waitingForLease);
  const startedAt = performance.now();
  second.process.signal('SIGTERM');
  expect(await second.process.ended()).toBe(0);
  await untilReady(third);
  expect(performance.now() - startedAt).toBeLessThan(4500);
  third.process.signal('SIGTERM');
  expect(await third.process.ended()).toBe(0);
});

test('a region leaves and comes back while the directory runs', async () => {
  const served = await serve('shared');
  await untilReady(served);
  expect(await run('shared', 'forget', 'wales')).toEqual({
    code: 0,
    stdout:
      'wales: dropped 2 rows of the index. It is not read again until: npx citizenship directory welcome wales\n',
    stderr: '',
  });
  expect(await count(served)).toBe(0);
  await waitUntil('nobody asks Wales', async () => wales.held === 0);
  expect(await run('shared', 'welcome', 'wales')).toEqual({
    code: 0,
    stdout: 'wales: welcome back. The directory reads it from its beginning.\n',
    stderr: '',
  });
  await untilCounted(served, 2);
  served.process.signal('SIGTERM');
  await served.process.ended();
});

test.each([
  [['forget', 'walse'], /^There is no region "walse"\. There is: england, .*\.\n$/],
  [['welcome', 'library'], /^There is no region "library"\. There is: england, .*\.\n$/],
  [['forget'], /^citizenship: missing required argument 'region'\. .*\n$/],
])('%j is refused in one line', async (args, line) => {
  expect(await run('shared', ...args)).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(line) });
});

test('to forget without a database is refused in one line', async () => {
  const env = { DATA_DIR: '/nowhere' };
  const started = processes.citizenship(['directory', 'forget', 'wales'], { env });
  expect({ code: await started.ended(), stderr: started.stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^There is no directory's database \/nowhere\/directory\.db\. .*\n$/),
  });
});

test('a directory that is killed while it reads a large feed goes on where it was', async () => {
  const rows = 12_000;
  for (let from = 0; from < rows; from += 2000)
    await wales.write(
      ...Array.from({ length: 2000 }, (_, index) => memberChange(`l${from + index}`, `l${from + index}`)),
    );
  for (const fatal of [3000, 7000]) {
    const reached = new Promise<void>((resolve) => {
      wales.onAsked = (question) => Number(question.get('after')) >= fatal && resolve();
    });
    const served = await serve('large');
    await reached;
    await kill(served);
  }
  wales.onAsked = () => undefined;
  wales.asked.length = 0;
  const served = await serve('large');
  await untilReady(served);
  expect(Number(wales.asked[0]?.get('after'))).toBeGreaterThanOrEqual(7000);
  expect(await count(served)).toBe(rows + 2);
  const { last } = (await wales.db.read.query<{ last: number }[]>('SELECT last FROM change_counter'))[0]!;
  expect(await stored('large')).toEqual({ members: rows + 2, cursor: last });
});
