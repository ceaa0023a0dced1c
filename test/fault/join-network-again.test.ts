import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../schema/project';
import { services } from '../../schema/services';
import { anonymous, type Viewer } from '../../schema/viewer';
import { ask } from '../support/ask';
import { Graph } from '../support/graph';
import { freeBase, Processes, type Started } from '../support/processes';
import { waitUntil } from '../support/wait-until';

const mutation = `mutation Join($input: JoinNetworkInput!) {
  joinNetwork(input: $input) { member { __typename id } change problems { code path } }
}`;

const input = {
  idempotencyKey: 'one-attempt-of-mine',
  region: 'wales',
  kind: 'PERSON',
  displayName: 'Winifred Longbottom',
  email: 'winifred@example.org',
  visibility: 'PUBLIC',
  consents: ['MEMBERSHIP'],
  wordingVersion: '2026-04',
};

describe('a region that is killed between commit and answer', () => {
  const processes = new Processes();
  const folder = mkdtempSync(join(tmpdir(), 'citizenship-again-'));
  const armed = join(folder, 'armed');
  const preload = join(folder, 'preload.js');
  let base: number;

  beforeAll(async () => {
    // What runs in the region's process: the real write, and then the worst moment to die in.
    const write = JSON.stringify(join(projectRoot, 'dist', 'subgraphs', 'region', 'writes', 'write.js'));
    writeFileSync(
      preload,
      `const { existsSync, rmSync } = require('node:fs');
       const write = require(${write});
       const { performWrite } = write;
       write.performWrite = async (...given) => {
         const outcome = await performWrite(...given);
         if (existsSync(${JSON.stringify(armed)})) {
           rmSync(${JSON.stringify(armed)});
           process.kill(process.pid, 'SIGKILL');
         }
         return outcome;
       };`,
    );
    base = await freeBase();
  });
  afterAll(async () => {
    await processes.killAll();
    rmSync(folder, { recursive: true, force: true });
  });

  const portOf = (slug: string): number =>
    slug === 'gateway' ? base : base + services.find((one) => one.slug === slug)!.port - 4000;

  async function serve(slug: string): Promise<Started> {
    const addresses = services.map(({ slug: one, urlVariable }) => [
      urlVariable,
      `http://127.0.0.1:${portOf(one)}`,
    ]);
    const env = {
      ...Object.fromEntries(addresses),
      PORT: String(portOf(slug)),
      LOG_LEVEL: 'fatal',
      ...(slug !== 'gateway' && { DATA_DIR: join(folder, 'data') }),
    };
    const started = processes.citizenship(['serve', slug], {
      env,
      ...(slug === 'wales' && { preload }),
    });
    await started.untilSays(new RegExp(`^${slug} serves at `, 'm'));
    return started;
  }

  test('answers the same key with the first result, and has acted once', async () => {
    const wales = await serve('wales');
    for (const { slug } of services) if (slug !== 'wales') await serve(slug);
    await serve('gateway');
    const gateway = `http://127.0.0.1:${base}`;
    const untilReady = (): Promise<void> =>
      waitUntil('all is ready', async () => (await fetch(`${gateway}/health/ready`)).ok);
    await untilReady();

    const send = async (): Promise<{ member: { id: string } | null; problems: object[] }> =>
      (await ask(gateway, { query: mutation, variables: { input } })).data.joinNetwork;
    writeFileSync(armed, '');
    const lost = await send();
    expect(await wales.ended()).toBe('SIGKILL');
    expect(existsSync(armed)).toBe(false);
    expect(lost).toEqual({
      member: null,
      change: null,
      problems: [{ code: 'REGION_UNAVAILABLE', path: ['region'] }],
    });

    await serve('wales');
    await untilReady();
    const named = async (): Promise<string[]> =>
      (
        (await ask(gateway, '{ members(filter: { regions: ["wales"] }) { nodes { id } } }')).data.members
          .nodes as { id: string }[]
      ).map(({ id }) => id);
    // What was committed has reached the UK-wide list, although nobody was told of it.
    await waitUntil('the member is listed', async () => (await named()).length === 1);
    const [first] = await named();
    const again = await send();
    expect(again).toMatchObject({ member: { id: first }, problems: [] });
    expect(await send()).toEqual(again);
    expect(await named()).toEqual([first]);
  });
});

describe("another viewer's same key", () => {
  let viewer: Viewer = anonymous;
  let graph: Graph;

  beforeAll(async () => {
    graph = await Graph.start({ demo: null, identify: () => viewer });
  });
  afterAll(() => graph.stop());

  async function joinAs(who: Viewer, of = 'gateway'): Promise<string> {
    viewer = who;
    const { data, errors } = await graph.ask({ query: mutation, variables: { input } }, { of });
    expect([errors, data.joinNetwork.problems]).toEqual([undefined, []]);
    return data.joinNetwork.member.id as string;
  }

  test('is another key', async () => {
    const member = (memberId: string): Viewer => ({ roles: ['member'], memberId, coordinates: [] });
    const subject = (name: string): Viewer => ({ roles: [], subject: name, coordinates: [] });
    const viewers = [anonymous, member('m1'), member('m2'), subject('m1'), subject('m2')];
    const ids: string[] = [];
    for (const who of viewers) ids.push(await joinAs(who));
    expect(new Set(ids).size).toBe(viewers.length);
    // Each of them is answered with what was theirs, and the region's own endpoint knows the same keys.
    for (const [index, who] of viewers.entries()) {
      expect(await joinAs(who)).toBe(ids[index]);
      expect(await joinAs(who, 'wales')).toBe(ids[index]);
    }
  });
});
