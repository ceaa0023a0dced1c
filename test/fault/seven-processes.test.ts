import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import libsql from 'libsql';
import { regions } from '../../schema/regions';
import { gatewayPort, services } from '../../schema/services';
import { ask } from '../support/ask';
import { freeBase, Processes, type Started } from '../support/processes';
import { waitUntil } from '../support/wait-until';

// As partners run them: nothing is shared but addresses and the public half of the directory's key.
const folder = mkdtempSync(join(tmpdir(), 'citizenship-seven-'));
const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const processes = new Processes();
const running = new Map<string, Started>();
let base = 0;

function portOf(name: string): number {
  const usual = services.find(({ slug }) => slug === name)?.port ?? gatewayPort;
  return usual - gatewayPort + base;
}

const addressOf = (name: string): string => `http://127.0.0.1:${portOf(name)}`;

function environmentOf(name: string): Record<string, string> {
  const own = { PORT: String(portOf(name)), LOG_LEVEL: 'fatal' };
  const addresses = Object.fromEntries(
    services.map(({ slug, urlVariable }) => [urlVariable, addressOf(slug)]),
  );
  if (name === 'gateway') return { ...own, ...addresses };
  const data = { ...own, DATA_DIR: join(folder, name) };
  return name === 'directory'
    ? { ...data, ...addresses, DIRECTORY_PRIVATE_KEY: privateKey, POLL_MILLIS: '50' }
    : { ...data, DIRECTORY_PUBLIC_KEY: publicKey, DEMO: 'true' };
}

async function serve(name: string, ...options: string[]): Promise<void> {
  const started = processes.citizenship(['serve', name, ...options], { env: environmentOf(name) });
  running.set(name, started);
  await started.untilSays(new RegExp(`^${name} serves at ${addressOf(name)}/graphql`, 'm'));
}

async function health(): Promise<{ status: number; services: Record<string, string> }> {
  const response = await fetch(`${addressOf('gateway')}/health/ready`);
  const { services: states } = (await response.json()) as { services: Record<string, string> };
  return { status: response.status, services: states };
}

const untilReady = (): Promise<void> =>
  waitUntil('the gateway is ready', async () => (await health()).status === 200, 60_000);

const everyone = `{
  regions { slug freshness { status behind } }
  members(first: 100) { totalCount nodes { id displayName region { slug } } }
  activities(first: 100) { totalCount nodes { id title { text } region { slug } } }
  themes { id }
}`;

function countRows(table: string): number {
  const db = new libsql(join(folder, 'directory', 'directory.db'), { readonly: true });
  try {
    return (db.prepare(`SELECT count(*) AS rows FROM ${table}`).get([]) as { rows: number }).rows;
  } finally {
    db.close();
  }
}

beforeAll(async () => {
  base = await freeBase();
});
afterAll(async () => {
  await processes.killAll();
  rmSync(folder, { recursive: true, force: true });
});

test('the gateway and the directory wait for those that are not there yet', async () => {
  const early = services.map(({ slug }) => slug).filter((slug) => slug !== 'cumbria' && slug !== 'directory');
  await serve('gateway');
  await serve('directory');
  await Promise.all(early.map((name) => serve(name)));
  await waitUntil(
    'all but Cumbria are ready',
    async () =>
      Object.values((await health()).services).filter((state) => state === 'ready').length === early.length,
    60_000,
  );
  const { status, services: states } = await health();
  expect({ status, ...states }).toEqual({
    status: 503,
    ...Object.fromEntries(early.map((name) => [name, 'ready'])),
    cumbria: expect.not.stringMatching(/^ready$/),
    directory: expect.not.stringMatching(/^ready$/),
  });
});

test('seven processes that share no folder become one graph', async () => {
  await serve('cumbria');
  await untilReady();
  const { status, errors, data } = await ask(addressOf('gateway'), everyone);
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  expect(data.regions).toEqual(
    regions.map(({ slug }) => ({ slug, freshness: { status: 'LIVE', behind: 0 } })),
  );
  const slugs = (nodes: { region: { slug: string } }[]) => [
    ...new Set(nodes.map(({ region }) => region.slug)),
  ];
  expect(slugs(data.members.nodes).sort()).toEqual(regions.map(({ slug }) => slug).sort());
  expect(data.themes.length).toBeGreaterThan(0);
});

test('a second process on the same database is refused, in one line', async () => {
  const again = processes.citizenship(['serve', 'wales'], {
    env: { ...environmentOf('wales'), PORT: '0' },
  });
  expect({ code: await again.ended(), stdout: again.stdout, stderr: again.stderr }).toEqual({
    code: 1,
    stdout: '',
    stderr: `The database ${join(folder, 'wales', 'wales.db')} is in use by another process. Stop that one, or name another folder with --data.\n`,
  });
});

test('the directory drops its index and fills it again to the same content', async () => {
  const before = await ask(addressOf('gateway'), everyone);
  expect(before.data.activities.nodes).toHaveLength(100);
  const rows = countRows('entry');
  running.get('directory')!.signal('SIGTERM');
  expect(await running.get('directory')!.ended()).toBe(0);
  await serve('directory', '--rebuild');
  expect(running.get('directory')!.stdout.split('\n')[0]).toBe(
    `directory: dropped ${rows.toLocaleString('en-GB')} rows of the index; the feeds fill it again`,
  );
  await untilReady();
  expect(await ask(addressOf('gateway'), everyone)).toEqual(before);
  expect(countRows('entry')).toBe(rows);
});

test('SIGTERM stops each of them', async () => {
  for (const started of running.values()) started.signal('SIGTERM');
  const ends = await Promise.all(
    [...running].map(async ([name, started]) => [name, await started.ended(), started.stderr]),
  );
  expect(ends).toEqual([...running.keys()].map((name) => [name, 0, '']));
});
