import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'undici';
import { encodePosition } from '../../schema/position';
import { services } from '../../schema/services';
import { PositionSeal } from '../../subgraphs/directory/read-after/position-seal';
import { MAX_WAIT_MILLIS } from '../../subgraphs/directory/read-after/read-after';
import { ownDirectoryKey } from '../../subgraphs/kit/changes/directory-key';
import { freeBase, Processes } from '../support/processes';
import { waitUntil } from '../support/wait-until';
import { rounds } from '../support/rounds';

// Gateway and subgraphs are processes of their own; ten thousand readers wait for a write that never comes.

const READERS = rounds(10_000, 3000);

const processes = new Processes();
const folder = mkdtempSync(join(tmpdir(), 'citizenship-readers-'));
let gateway: string;

beforeAll(async () => {
  const base = await freeBase();
  const portOf = (slug: string): number =>
    slug === 'gateway' ? base : base + services.find((one) => one.slug === slug)!.port - 4000;
  const addresses = services.map(({ slug, urlVariable }) => [
    urlVariable,
    `http://127.0.0.1:${portOf(slug)}`,
  ]);
  await Promise.all(
    ['gateway', ...services.map(({ slug }) => slug)].map(async (slug) => {
      const env = {
        ...Object.fromEntries(addresses),
        PORT: String(portOf(slug)),
        LOG_LEVEL: 'fatal',
        // How busy the machine is besides is not what is tested: whoever is kept from an answer is, for as long as it takes.
        SUBGRAPH_TIMEOUT_MILLIS: '20000',
        REQUEST_TIMEOUT_MILLIS: '30000',
        ...(slug !== 'gateway' && { DATA_DIR: folder }),
      };
      await processes.citizenship(['serve', slug], { env }).untilSays(new RegExp(`^${slug} serves at `, 'm'));
    }),
  );
  gateway = `http://127.0.0.1:${base}`;
  await waitUntil('the gateway is ready', async () => (await fetch(`${gateway}/health/ready`)).ok);
});
afterAll(async () => {
  await processes.killAll();
  rmSync(folder, { recursive: true, force: true });
});

/** A position of Wales that its feed never reaches, as this graph could have given it. */
function aheadOfAll(): string {
  const seal = new PositionSeal(ownDirectoryKey(folder));
  return seal.seal(encodePosition({ region: 'wales', epoch: 'never', number: 1 }));
}

interface Told {
  readonly millis: number;
  readonly data: unknown;
  readonly errors: unknown;
  readonly extensions: unknown;
}

async function read(client: Client, headers: Record<string, string> = {}): Promise<Told> {
  const startedAt = performance.now();
  const { body } = await client.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ networks(first: 1) { totalCount } }' }),
  });
  const { data, errors, extensions } = (await body.json()) as Omit<Told, 'millis'>;
  return { millis: performance.now() - startedAt, data, errors, extensions };
}

/** Somebody with a connection of their own, which is open already. */
async function connect(): Promise<Client> {
  const client = new Client(gateway, { headersTimeout: 60_000 });
  const { body } = await client.request({ method: 'GET', path: '/health/live' });
  await body.dump();
  return client;
}

/** Connects many, a few at a time: what is tested is how they wait, not how they come. */
async function connectMany(count: number): Promise<Client[]> {
  const clients: Client[] = [];
  while (clients.length < count)
    clients.push(...(await Promise.all(Array.from({ length: 100 }, () => connect()))));
  return clients;
}

test('ten thousand who wait do not hurt those who do not', async () => {
  const crowd = await connectMany(READERS);
  const other = await connect();
  const whole = await read(other);
  const headers = { 'x-read-after': aheadOfAll() };
  const told: Told[] = [];
  const waiting = Promise.all(crowd.map(async (client) => told.push(await read(client, headers))));
  const others: Told[] = [];
  while (told.length < READERS) {
    others.push(await read(other));
    await sleep(20);
  }
  await waiting;
  await Promise.all([other, ...crowd].map((client) => client.destroy()));
  const counted = new Map<string, number>();
  for (const { millis: _millis, ...answer } of told) {
    const text = JSON.stringify(answer);
    counted.set(text, (counted.get(text) ?? 0) + 1);
  }
  const behind = JSON.stringify({ data: whole.data, extensions: { behind: ['wales'] } });
  const refused = [...counted.keys()].filter((text) => text !== behind);
  // Whoever is not answered within the time of a request is refused, in words of its own.
  expect(refused.filter((text) => !text.includes('TOO_MANY_READERS'))).toEqual([]);
  expect(counted.get(behind)).toBeGreaterThan(256);
  expect(others.length).toBeGreaterThan(20);
  // Whoever asks for no write of their own waits for less than one who does, half of the time for much less.
  const millis = others.map((one) => one.millis).toSorted((one, next) => one - next);
  expect(millis[Math.floor(millis.length / 2)]).toBeLessThan(MAX_WAIT_MILLIS / 2);
  const strange = others.filter(({ data, errors, extensions }) => {
    const isWhole = JSON.stringify(data) === JSON.stringify(whole.data);
    return !isWhole || errors !== undefined || extensions !== undefined;
  });
  expect(strange).toEqual([]);
});
