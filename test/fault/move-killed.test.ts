import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEVELOPMENT_VIEWER_HEADER } from '../../schema/development-viewer';
import { projectRoot } from '../../schema/project';
import { services } from '../../schema/services';
import type { Viewer } from '../../schema/viewer';
import { ask, type Answer, type Question } from '../support/ask';
import { dropDatabasesOf, makeDatabasesOf, selectAt, variablesOf } from '../support/databases';
import { mutation } from '../support/mutate';
import { freeBase, Processes, type Started } from '../support/processes';
import { waitUntil } from '../support/wait-until';

// As partners run them, on databases of their own; each is killed in the worst moment that it has on the way of a move.
const processes = new Processes();
const folder = mkdtempSync(join(tmpdir(), 'citizenship-killed-'));
const armed = join(folder, 'armed');
const preload = join(folder, 'preload.js');
const running = new Map<string, Started>();
let base: number;

/** In whichever process: once what is named in the file has happened, the process dies before anybody is told. */
function writePreload(): void {
  const compiled = (path: string): string => JSON.stringify(join(projectRoot, 'dist', 'subgraphs', path));
  writeFileSync(
    preload,
    `const { existsSync, readFileSync, rmSync } = require('node:fs');
     const armed = ${JSON.stringify(armed)};
     const slug = process.argv[3];
     const dieAt = (place) => {
       if (!existsSync(armed) || readFileSync(armed, 'utf8') !== place) return;
       rmSync(armed);
       process.kill(process.pid, 'SIGKILL');
     };
     const after = (thing, name, place) => {
       const real = thing[name];
       thing[name] = async (...given) => {
         const outcome = await real(...given);
         dieAt(place(...given));
         return outcome;
       };
     };
     if (slug === 'directory') {
       const steps = require(${compiled('directory/moves/move-steps.js')});
       for (const name of ['beginMove', 'flipOwner', 'endMove']) after(steps, name, () => 'directory ' + name);
       after(require(${compiled('directory/orders/give-order.js')}), 'giveOrder', (_, { order }) => 'directory ' + order);
     } else {
       const { allOrders } = require(${compiled('region/orders/all-orders.js')});
       for (const name of Object.keys(allOrders)) after(allOrders, name, () => slug + ' ' + name);
     }`,
  );
}

const portOf = (slug: string): number => base + services.find((one) => one.slug === slug)!.port - 4000;
const addressOf = (slug: string): string => `http://127.0.0.1:${portOf(slug)}`;

async function serve(slug: string): Promise<void> {
  const addresses = services.map((one) => [one.urlVariable, addressOf(one.slug)]);
  const env = {
    ...(Object.fromEntries(addresses) as Record<string, string>),
    ...{ PORT: String(portOf(slug)), LOG_LEVEL: 'fatal', DEVELOPMENT_VIEWER: 'true', POLL_MILLIS: '50' },
    ...variablesOf(folder),
  };
  const started = processes.citizenship(['serve', slug], { env, preload });
  running.set(slug, started);
  await started.untilSays(new RegExp(`^${slug} serves at `, 'm'));
}

/** Asks the directory, which is how the gateway would do it. */
function send(question: Question, viewer: Viewer): Promise<Answer> {
  return ask(addressOf('directory'), question, { [DEVELOPMENT_VIEWER_HEADER]: JSON.stringify(viewer) });
}

const coordinator: Viewer = { roles: ['coordinator'], coordinates: ['cumbria', 'wales'] };

function select<Row>(slug: string, sql: string): Promise<Row[]> {
  return selectAt<Row>(join(folder, `${slug}.db`), sql);
}

/** Which regions have the member live, with its name; which keep nothing but where it went; whose it is in the index. */
async function whereIs(id: string): Promise<object> {
  const rows = await Promise.all(
    ['cumbria', 'wales'].map(async (slug) => {
      const columns = 'status, displayName, email, movedTo';
      const [row] = await select<object>(slug, `SELECT ${columns} FROM member WHERE id = '${id}'`);
      const [{ given } = { given: 0 }] = await select<{ given: number }>(
        slug,
        `SELECT count(*) AS given FROM consent WHERE memberId = '${id}'`,
      );
      return row ? { ...row, given } : null;
    }),
  );
  const entries = await select<{ source: string }>(
    'directory',
    `SELECT source FROM entry WHERE id = '${id}'`,
  );
  const listed = await select('directory', `SELECT region FROM member WHERE id = '${id}'`);
  return { cumbria: rows[0], wales: rows[1], entries, listed };
}

const live = { status: 'ACTIVE', displayName: 'Zebedee', email: 'z@example.org', movedTo: null, given: 1 };
const gone = { status: 'MOVED', displayName: '', email: null, movedTo: 'wales', given: 0 };
const isMoved = { cumbria: gone, wales: live, entries: [{ source: 'wales' }], listed: [{ region: 'wales' }] };

async function asking(): Promise<string> {
  const input = {
    ...{ region: 'cumbria', kind: 'PERSON', displayName: 'Zebedee', email: 'z@example.org' },
    ...{ visibility: 'PUBLIC', consents: ['MEMBERSHIP'], wordingVersion: '1' },
  };
  const joined = await send(mutation('joinNetwork', input), coordinator);
  const id = joined.data.joinNetwork.thing.id as string;
  const asked = await send(mutation('requestMove', { id, to: 'wales' }), coordinator);
  expect(asked.data.requestMove.problems).toEqual([]);
  await waitUntil('the index knows of it', async () => {
    const rows = await select('directory', `SELECT id FROM entry WHERE id = '${id}'`);
    return rows.length === 1;
  });
  return id;
}

beforeAll(async () => {
  writePreload();
  await makeDatabasesOf(folder);
  base = await freeBase();
  await serve('directory');
  await Promise.all(['cumbria', 'wales'].map(serve));
});
afterAll(async () => {
  await processes.killAll();
  await dropDatabasesOf(folder);
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['wales', 'arrive'],
  ['cumbria', 'depart'],
  ['cumbria', 'release'],
  ['directory', 'beginMove'],
  ['directory', 'arrive'],
  ['directory', 'flipOwner'],
])('%s, killed after "%s", finishes the move when it is back', async (slug, place) => {
  const id = await asking();
  writeFileSync(armed, `${slug} ${place}`);
  const input = { id, idempotencyKey: `killed ${slug} ${place}` };
  const lost = send(mutation('acceptMove', input), coordinator).catch(() => null);
  expect(await running.get(slug)!.ended()).toBe('SIGKILL');
  const answer = await lost;
  const problems = (answer?.data.acceptMove.problems ?? []) as { code: string }[];
  expect(problems.map(({ code }) => code)).toEqual(slug === 'directory' ? [] : ['REGION_UNAVAILABLE']);
  expect(existsSync(armed)).toBe(false);
  await serve(slug);
  await waitUntil(
    'the move is over',
    async () => (await select('directory', 'SELECT id FROM move')).length === 0,
  );
  expect(await whereIs(id)).toEqual(isMoved);
  const again = (await send(mutation('acceptMove', input), coordinator)).data.acceptMove;
  expect(again).toMatchObject({ thing: { __typename: 'WalesMember', id }, problems: [] });
});
