import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { signDirectoryToken } from '../../schema/directory-token';
import { forgetRegion, welcomeRegion } from '../../subgraphs/cli/directory-command';
import { directory } from '../../subgraphs/directory';
import {
  ChangeCounter,
  ChangeMark,
  ChangeRecord,
  recordChanges,
} from '../../subgraphs/kit/changes/change-record';
import { FeedWaiters } from '../../subgraphs/kit/changes/feed-waiters';
import { storeRows } from '../../subgraphs/kit/database/database';
import { ask } from '../support/ask';
import {
  directoryEnvironment,
  directoryKeys,
  FeedOwner,
  memberChange,
  startOwners,
} from '../support/feed-source';
import { dropDatabasesOf } from '../support/databases';
import { LogSink } from '../support/log-sink';
import { waitUntil } from '../support/wait-until';

const folder = mkdtempSync(join(tmpdir(), 'citizenship-feed-'));
const sink = new LogSink();
let owners: Map<string, FeedOwner>;
let wales: FeedOwner;
let env: Record<string, string>;
let running: { readonly url: string; stop(): Promise<void> } | null = null;

async function startDirectory(): Promise<void> {
  running = await directory.start({ env, log: sink.log });
  await untilReady();
}

async function health(): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${running?.url ?? ''}/health/ready`);
  return { status: response.status, body: await response.json() };
}

const untilReady = (): Promise<void> =>
  waitUntil('the directory is ready', async () => (await health()).status === 200);

/** Ready, and every feed is being waited for. */
async function untilQuiet(): Promise<void> {
  await untilReady();
  await waitUntil('every owner holds a question', async () =>
    [...owners.values()].every(({ held }) => held === 1),
  );
}

async function members(): Promise<string[]> {
  const answer = await ask(running!.url, '{ members(first: 100, orderBy: NAME) { nodes { id } } }');
  return (answer.data as { members: { nodes: { id: string }[] } }).members.nodes.map(({ id }) => id);
}

const untilListed = (...ids: string[]): Promise<void> =>
  waitUntil(`${ids.join()} are listed`, async () => (await members()).join() === ids.join());

async function freshness(slug = 'wales'): Promise<unknown> {
  const query = 'query ($slug: ID!) { region(slug: $slug) { freshness { status asOf behind setAside } } }';
  const answer = await ask(running!.url, { query, variables: { slug } });
  return (answer.data as { region: { freshness: unknown } }).region.freshness;
}

beforeAll(async () => {
  owners = await startOwners(folder);
  wales = owners.get('wales')!;
  env = await directoryEnvironment(owners, folder);
});

afterAll(async () => {
  await running?.stop();
  await Promise.all([...owners.values()].map((owner) => owner.close()));
  await dropDatabasesOf(folder);
  rmSync(folder, { recursive: true, force: true });
});

afterEach(() => {
  wales.onAsked = () => undefined;
  wales.onAnswer = (body) => body;
});

describe('the feed', () => {
  const heldBack = { after: 0, wait: 25 };

  test.each([
    ['nobody', async () => undefined],
    ['one with no token', async () => 'Bearer'],
    [
      "the directory with another subgraph's token",
      async () => `Bearer ${await signDirectoryToken(directoryKeys.privateKey, 'england')}`,
    ],
    ['one with a token that is none', async () => 'Bearer a.b.c'],
  ])('is refused to %s, at once', async (_who, header) => {
    const authorization = await header();
    const response = await fetch(`${wales.url}/changes?wait=25`, {
      headers: authorization === undefined ? {} : { authorization },
    });
    expect([response.status, await response.json()]).toEqual([
      401,
      { error: 'The change feed is for the directory: send its signed token for "wales".' },
    ]);
  });

  test.each([
    'after=-1',
    'after=x',
    'limit=0',
    'limit=1001',
    'wait=26',
    'wait=-1',
    'mark=',
    `epoch=${'x'.repeat(65)}`,
  ])('refuses %s', async (wrong) => {
    const response = await wales.ask(Object.fromEntries(new URLSearchParams(wrong)));
    expect(response.status).toBe(400);
  });

  test('is not held back from one who stands in another epoch', async () => {
    const page = (await (await wales.ask({ ...heldBack, epoch: 'other' })).json()) as object;
    expect(page).toMatchObject({ items: [], remaining: 0 });
  });

  test('lets no more than 16 wait, and whoever goes makes room', async () => {
    const waiters = new FeedWaiters(wales.db);
    const leaving = new AbortController();
    const { signal } = new AbortController();
    let ended = 0;
    const wait = (until = signal): Promise<unknown> =>
      waiters.wait(0, 60_000, until).then(() => (ended += 1));
    const gone = wait(leaving.signal);
    const others = Array.from({ length: 15 }, () => wait());
    await waiters.wait(0, 60_000, signal);
    expect(ended).toBe(0);
    leaving.abort();
    await gone;
    const later = wait();
    await waiters.wait(0, 60_000, signal);
    expect(ended).toBe(1);
    waiters.close();
    await Promise.all([...others, later, wait()]);
    expect(ended).toBe(18);
  });

  test('answers all who wait when its server stops', async () => {
    const asked = Array.from({ length: 8 }, () => wales.ask(heldBack));
    await waitUntil('all have asked', async () => wales.held === asked.length);
    const startedAt = performance.now();
    await wales.stop();
    expect(performance.now() - startedAt).toBeLessThan(2000);
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses).toEqual(asked.map(() => 200));
    await wales.listen();
  });

  test('forgets whoever hangs up', async () => {
    const leaving = new AbortController();
    const gone = Array.from({ length: 16 }, () => wales.ask(heldBack, leaving.signal).catch(() => null));
    await waitUntil('16 have asked', async () => wales.held === 16);
    leaving.abort();
    expect(await Promise.all(gone)).toEqual(gone.map(() => null));
    await waitUntil('all have gone', async () => wales.held === 0);
    let isAnswered = false;
    const patient = wales.ask(heldBack).then(async (response) => {
      isAnswered = true;
      return response.json();
    });
    await waitUntil('one more has asked', async () => wales.held === 1);
    for (let others = 0; others < 5; others += 1) await wales.ask({ after: 0 });
    expect(isAnswered).toBe(false);
    await wales.write({ state: 'deleted', id: 'm0', kind: 'MEMBER' });
    expect(await patient).toMatchObject({ items: [{ id: 'm0' }] });
  });
});

describe('a directory that runs', () => {
  beforeAll(startDirectory);

  test('asks next to nothing while nothing happens', async () => {
    await untilQuiet();
    for (const { asked } of owners.values()) asked.length = 0;
    // Nothing else than time can show that nothing happens.
    await sleep(3000);
    const asked = [...owners.values()].map((owner) => owner.asked.length);
    expect(Math.max(...asked)).toBeLessThanOrEqual(1);
  });

  test('lists a change within a second of its commit', async () => {
    const millis: number[] = [];
    for (const id of ['a1', 'a2', 'a3', 'a4', 'a5']) {
      await untilQuiet();
      const before = await members();
      await wales.write(memberChange(id, id));
      const committedAt = performance.now();
      await waitUntil(`${id} is listed`, async () => (await members()).join() === [...before, id].join());
      millis.push(performance.now() - committedAt);
    }
    expect(Math.max(...millis)).toBeLessThan(1000);
  });

  test('lists what another process has written to the same file', async () => {
    await untilQuiet();
    const other = await FeedOwner.open(wales.file);
    await other.write((manager) => recordChanges(manager, [memberChange('b1', 'b1')]));
    await other.close();
    const startedAt = performance.now();
    await untilListed('a1', 'a2', 'a3', 'a4', 'a5', 'b1');
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  test('does not keep a subgraph from stopping, and reads it when it is back', async () => {
    await untilQuiet();
    const startedAt = performance.now();
    await wales.stop();
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await waitUntil('it is missed', async () => (await health()).status === 503);
    expect(await freshness()).toMatchObject({ status: 'UNREACHABLE', behind: null });
    await wales.write({ state: 'deleted', id: 'b1', kind: 'MEMBER' });
    await wales.listen();
    await untilListed('a1', 'a2', 'a3', 'a4', 'a5');
    await untilQuiet();
  });

  test('does not run in a circle where a subgraph does not wait', async () => {
    wales.onAsked = (question) => question.delete('wait');
    await untilReady();
    await wales.write(memberChange('a1', 'a1'));
    await waitUntil('it is asked again', async () => wales.asked.length > 3);
    wales.asked.length = 0;
    await sleep(2100);
    // Every 500 ms.
    expect(wales.asked.length).toBeLessThanOrEqual(5);
  });

  test('sets aside what it does not understand, says so, and goes on', async () => {
    const bad = memberChange('c1', 'c1', { joinedAt: 'Saint David' });
    await wales.write(memberChange('c0', 'c0'), bad, memberChange('c2', 'c2'));
    await untilListed('a1', 'a2', 'a3', 'a4', 'a5', 'c0', 'c2');
    expect(await freshness()).toMatchObject({ status: 'LIVE', behind: 0, setAside: 1 });
    const warning = sink.lines.find(({ msg }) => msg === 'changes were set aside');
    expect(warning).toMatchObject({
      source: 'wales',
      poison: [{ id: 'c1', reason: 'data.joinedAt: invalid_format' }],
    });
    expect(JSON.stringify(sink.lines)).not.toContain('David');
    await wales.write(memberChange('c1', 'c1'));
    await untilListed('a1', 'a2', 'a3', 'a4', 'a5', 'c0', 'c1', 'c2');
    expect(await freshness()).toMatchObject({ setAside: 0 });
  });

  test('reads a database anew that was restored and written to before it was asked', async () => {
    await untilQuiet();
    const tables = [ChangeRecord, ChangeCounter, ChangeMark];
    const backup = await Promise.all(tables.map((table) => wales.db.read.find<object>(table)));
    await wales.write(memberChange('d1', 'd1'), memberChange('d2', 'd2'));
    await untilListed('a1', 'a2', 'a3', 'a4', 'a5', 'c0', 'c1', 'c2', 'd1', 'd2');
    await wales.stop();
    await wales.db.write(async (manager) => {
      for (const [index, table] of tables.entries()) {
        await manager.deleteAll(table);
        await storeRows<object>(manager, table, backup[index] ?? []);
      }
    });
    for (const id of ['e1', 'e2', 'e3']) await wales.write(memberChange(id, id));
    await wales.listen();
    await untilListed('a1', 'a2', 'a3', 'a4', 'a5', 'c0', 'c1', 'c2', 'e1', 'e2', 'e3');
    await untilQuiet();
    const { epoch } = await wales.db.read.findOneByOrFail(ChangeCounter, { id: 1 });
    const old = (backup[1] as ChangeCounter[])[0]!.epoch;
    expect(epoch).not.toBe(old);
  });

  test('lets a region leave and come back', async () => {
    const england = owners.get('england')!;
    await england.write(memberChange('x1', 'x1'));
    await untilListed('a1', 'a2', 'a3', 'a4', 'a5', 'c0', 'c1', 'c2', 'e1', 'e2', 'e3', 'x1');
    await untilQuiet();
    expect(await forgetRegion('wales', env)).toBe(
      'wales: dropped 11 rows of the index. It is not read again until: npx citizenship directory welcome wales',
    );
    expect(await members()).toEqual(['x1']);
    await waitUntil('its reader lets go', async () => wales.held === 0, 3000);
    wales.asked.length = 0;
    await wales.write(memberChange('a6', 'a6'));
    await waitUntil('it is seen to have left', async () => (await health()).status === 200);
    expect(await freshness()).toEqual({ status: 'UNREACHABLE', asOf: null, behind: null, setAside: 0 });
    await england.write(memberChange('x2', 'x2'));
    await untilListed('x1', 'x2');
    expect(wales.asked).toEqual([]);
    expect(await welcomeRegion('wales', env)).toBe(
      'wales: welcome back. The directory reads it from its beginning.',
    );
    await untilListed('a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'c0', 'c1', 'c2', 'e1', 'e2', 'e3', 'x1', 'x2');
    await waitUntil('all of it is read', async () => (await health()).status === 200);
    expect(await freshness()).toMatchObject({ status: 'LIVE', behind: 0 });
    expect(await welcomeRegion('wales', env)).toBe('wales: it had not left; nothing changed.');
  });

  test('stops at once, although it waits', async () => {
    await untilQuiet();
    const startedAt = performance.now();
    await running!.stop();
    running = null;
    expect(performance.now() - startedAt).toBeLessThan(2000);
    await waitUntil('nobody waits any more', async () => wales.held === 0);
  });

  test('is as current after a restart as it was before', async () => {
    for (const { asked } of owners.values()) asked.length = 0;
    await startDirectory();
    expect(await members()).toHaveLength(14);
    expect(wales.asked[0]?.get('after')).not.toBe('0');
  });
});
