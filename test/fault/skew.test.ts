import { generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schemaFolder } from '../../schema/project';
import { regions } from '../../schema/regions';
import { rules } from '../../schema/release/scene';
import { gatewayPort, services } from '../../schema/services';
import { publishSchema } from '../../subgraphs/cli/publish-command';
import { ask, type Answer } from '../support/ask';
import { Builds, type Build, type SourceEdit } from '../support/builds';
import { examples } from '../support/examples';
import { freeBase, type Started } from '../support/processes';
import { noChange } from '../support/releases';
import { rounds } from '../support/rounds';
import { committed } from '../support/sdl';
import { waitUntil } from '../support/wait-until';
import {
  newReleases,
  rowsWithHiddenValue,
  withoutCareBoard,
  withoutTranslation,
  type NewRelease,
  type Refusal,
} from './new-releases';

// The gateway and every subgraph are processes, each of its own release: other sources, compiled into a folder of their
// own. What is published is published by the command line, into the folder that the gateway is served from.
const builds = new Builds();
const asItIs = builds.build([]);
const schema = join(asItIs.folder, 'schema');
const folder = mkdtempSync(join(tmpdir(), 'citizenship-skew-'));
const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const serving = new Map<string, { readonly build: Build; readonly started: Started }>();
let base = 0;
let whole: Record<string, Answer>;

function portOf(name: string): number {
  const usual = services.find(({ slug }) => slug === name)?.port ?? gatewayPort;
  return usual - gatewayPort + base;
}

const addressOf = (name: string): string => `http://127.0.0.1:${portOf(name)}`;
const endpointOf = (name: string): string => `${addressOf(name)}/graphql`;

function environmentOf(name: string): Record<string, string> {
  const addresses = Object.fromEntries(
    services.map(({ slug, urlVariable }) => [urlVariable, addressOf(slug)]),
  );
  const own = { PORT: String(portOf(name)), LOG_LEVEL: 'fatal' };
  if (name === 'gateway') return { ...own, ...addresses };
  const data = { ...own, DATA_DIR: join(folder, name) };
  return name === 'directory'
    ? { ...data, ...addresses, DIRECTORY_PRIVATE_KEY: privateKey, POLL_MILLIS: '50' }
    : { ...data, DIRECTORY_PUBLIC_KEY: publicKey, DEMO: 'true' };
}

async function stop(name: string): Promise<void> {
  const started = serving.get(name)?.started;
  if (started?.end === null) started.signal('SIGTERM');
  await started?.ended();
}

/** Serves a part of the graph from a release, on the data that it has. */
async function serve(name: string, build: Build): Promise<void> {
  await stop(name);
  const started = build.processes.citizenship(['serve', name], { env: environmentOf(name) });
  serving.set(name, { build, started });
  await started.untilSays(new RegExp(`^${name} serves at `, 'm'));
}

/** Has these subgraphs serve these releases, and all others the one that is here. */
async function deploy(releases: Readonly<Record<string, Build>>): Promise<void> {
  const due = services
    .map(({ slug }) => ({ slug, build: releases[slug] ?? asItIs }))
    .filter(({ slug, build }) => serving.get(slug)?.build !== build);
  await Promise.all(due.map(({ slug, build }) => serve(slug, build)));
}

/** Starts the gateway on what is published, and waits until the lists are of every region. */
async function serveGateway(): Promise<void> {
  await serve('gateway', asItIs);
  await waitUntil(
    'the gateway is ready',
    async () => (await fetch(`${addressOf('gateway')}/health/ready`)).ok,
    60_000,
  );
  const current = regions.map(() => ({ freshness: { status: 'LIVE', behind: 0 } }));
  await waitUntil('all lists are current', async () => {
    const { data } = await askGateway('{ regions { freshness { status behind } } }');
    return JSON.stringify(data.regions) === JSON.stringify(current);
  });
}

const askGateway = (query: string): Promise<Answer> => ask(addressOf('gateway'), query);

// How current the lists are is said anew by every answer.
function timeless(answer: Answer): Answer {
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) =>
    key === 'asOf' ? null : value,
  ) as Answer;
}

async function askExamples(): Promise<Record<string, Answer>> {
  const answers = await Promise.all(
    examples.map(
      async (example) => [example.name, timeless(await ask(addressOf('gateway'), example))] as const,
    ),
  );
  return Object.fromEntries(answers);
}

/** What came of a command: its exit code, and all that it said. */
interface Outcome {
  readonly code: unknown;
  readonly said: string;
}

async function publish(slug: string, from: string, ...options: string[]): Promise<Outcome> {
  const started = asItIs.processes.citizenship(['schema', 'publish', slug, '--from', from, ...options]);
  const code = await started.ended();
  return { code, said: started.stdout + started.stderr };
}

const accepted = (says: RegExp): Outcome => ({
  code: 0,
  said: expect.stringMatching(says) as string,
});

/** Publishes what a subgraph has deployed. */
const publishDeployed = (slug: string): Promise<Outcome> => publish(slug, endpointOf(slug));

/** The same without the command line, which takes seconds to load what it needs. */
const publishHere = (slug: string): Promise<string> =>
  publishSchema({ name: slug, from: endpointOf(slug) }, schema);

/** Puts what a subgraph has deployed where `publish` puts it; that is judged with the next one that is published. */
async function putDeployed(slug: string): Promise<void> {
  writeFileSync(join(schema, 'subgraphs', `${slug}.graphql`), await sdlOf(slug));
}

/** Has a release of a region tried out: it is started beside the one that serves, and would be published from there. */
async function tryOut(slug: string, build: Build, ...options: string[]): Promise<Outcome> {
  const env = {
    ...environmentOf(slug),
    PORT: '0',
    DEMO: 'false',
    DATA_DIR: mkdtempSync(join(folder, 'tried-')),
  };
  const started = build.processes.citizenship(['serve', slug], { env });
  const [, address = ''] = await started.untilSays(/ serves at (\S+\/graphql)\./);
  const outcome = await publish(slug, address, ...options);
  started.signal('SIGTERM');
  await started.ended();
  return outcome;
}

async function sdlOf(slug: string): Promise<string> {
  const { data } = await ask(addressOf(slug), '{ _service { sdl } }');
  return data._service.sdl as string;
}

// Where a part stands among the others of its type is nobody's promise.
const linesOf = (sdl: string): string[] => sdl.trimEnd().split('\n').sort();

/** Puts the committed schema back. */
function asCommitted(): void {
  for (const path of ['subgraphs', 'supergraph.graphql', 'api.graphql', 'region.graphql'])
    cpSync(join(schemaFolder, path), join(schema, path), { recursive: true });
  rmSync(join(schema, 'published.json'), { force: true });
}

const walesFile = 'subgraphs/wales.graphql';

function isAsCommitted(): boolean {
  const paths = [walesFile, 'supergraph.graphql', 'api.graphql'];
  const isSame = (path: string): boolean => readFileSync(join(schema, path), 'utf8') === committed(path);
  return paths.every(isSame) && !existsSync(join(schema, 'published.json'));
}

const builtOnce = new Map<readonly SourceEdit[], Build>();

function build(edits: readonly SourceEdit[]): Build {
  const known = builtOnce.get(edits) ?? builds.build(edits);
  builtOnce.set(edits, known);
  return known;
}

/** Every kind of change in one release, each in the form in which it can be published. */
const everyKind = newReleases.flatMap(({ edits, refusal }) => refusal?.instead ?? edits);

/** Whether one can ask for what is changed, of a region that has it and of one that has it not. */
async function whoCanAsk({ asks }: NewRelease, has: string, hasNot: string): Promise<boolean[]> {
  const answers = await Promise.all([has, hasNot].map((prefix) => askGateway(asks(prefix))));
  return answers.map(({ status, errors }) => status === 200 && errors === undefined);
}

const canAsk = { 'who has it': [true, false], nobody: [false, false], everyone: [true, true] };

beforeAll(async () => {
  base = await freeBase();
  await deploy({});
  await serveGateway();
  whole = await askExamples();
});
afterAll(async () => {
  await builds.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('every example is whole while all are of one release', () => {
  const errors = Object.entries(whole).filter(([, { errors: some }]) => some !== undefined);
  expect(errors).toEqual([]);
  expect(whole['bilingual-events']!.data.activities.nodes.length).toBeGreaterThan(0);
});

test.each([
  [
    'finds nothing',
    'export class Place {}',
    'export class Place { }',
    /^\S+ should have this once, but has it 0/,
  ],
  [
    'does not compile',
    'export class Place {',
    'export class Place { floor: Flor;',
    /Cannot find name 'Flor'/,
  ],
])('no release is made by an edit that %s', (_what, from, to, says) => {
  expect(() => builds.build([{ path: 'subgraphs/region/place.ts', from, to }])).toThrow(says);
});

/** Which parts are refused, and by which rule. */
function faultsIn(said: string): string[][] {
  return [...said.matchAll(/^(\S+): .*\n {2}Rule: (.*)$/gm)].map(([, at = '', rule = '']) => [at, rule]);
}

/** Has Wales try a release out that is refused, and gives the SDL that it is told to publish instead. */
async function refusedSdl(release: readonly SourceEdit[], { at, rule, says }: Refusal): Promise<string> {
  const suggest = join(folder, 'passes.graphql');
  const { code, said } = await tryOut('wales', build(release), '--suggest', suggest);
  expect({ code, faults: faultsIn(said), said }).toEqual({
    code: 1,
    faults: [[at, rule]],
    said: expect.stringMatching(says),
  });
  expect(isAsCommitted()).toBe(true);
  return readFileSync(suggest, 'utf8');
}

describe('Wales, one release ahead,', () => {
  const refused = newReleases
    .flatMap(({ kind, edits, refusal }) => (refusal ? [{ kind, edits, refusal }] : []))
    .slice(0, rounds(newReleases.length, 1));

  afterEach(asCommitted);

  it.each(refused)('with $kind is told how to publish it', async ({ edits, refusal }) => {
    const suggested = await refusedSdl(edits, refusal);
    await deploy({ wales: build(refusal.instead) });
    const passes = refusal.suggests === 'as instead' ? await sdlOf('wales') : committed(walesFile);
    expect(linesOf(suggested)).toEqual(linesOf(passes));
  });

  describe('with every kind of change in the form that can be published,', () => {
    let said = '';

    beforeAll(async () => {
      await deploy({ wales: build(everyKind) });
      said = await publishHere('wales');
      await serveGateway();
    });

    it.each(newReleases)('is told what clients get of $kind', ({ says }) => {
      expect(said).toMatch(says);
    });

    it('has every example answered as before', async () => {
      expect(await askExamples()).toEqual(whole);
    });

    it.each(newReleases)('has $kind asked for by whom it is for', async (release) => {
      // What the directory has too, it has not yet.
      const isFor = release.isInDirectory ? 'nobody' : release.isFor;
      expect(await whoCanAsk(release, 'Wales', 'England')).toEqual(canAsk[isFor]);
    });
  });

  it('with rows that have a value that is not open yet: it is lost for who asks, with an error, and nothing else is', async () => {
    await deploy({ wales: build(rowsWithHiddenValue) });
    expect(await publishDeployed('wales')).toEqual(accepted(/^ActivityKind\.WALK is not in the API yet/m));
    await serveGateway();
    const { data, errors } = (await askExamples())['local-events']!;
    const nulls = (data.activities.nodes as { kind: string | null }[]).flatMap(({ kind }, index) =>
      kind === null ? [['activities', 'nodes', index, 'kind']] : [],
    );
    expect(nulls.length).toBeGreaterThan(0);
    expect(errors!.map(({ path }) => path)).toEqual(nulls);
    const asBefore = JSON.stringify(whole['local-events']!.data).replaceAll(
      '"kind":"MEETING"',
      '"kind":null',
    );
    expect(JSON.stringify(data)).toBe(asBefore);
  });

  it('without a field that an example asks for is refused, and breaks what asks for it when it is deployed all the same', async () => {
    const { code, said } = await tryOut(
      'wales',
      build(withoutTranslation),
      '--suggest',
      join(folder, 'passes'),
    );
    expect({ code, faults: faultsIn(said) }).toEqual({
      code: 1,
      faults: [['WalesActivity.simultaneousTranslation', rules.promise]],
    });
    expect(isAsCommitted()).toBe(true);

    // What is committed must be what is deployed.
    await deploy({ wales: build(withoutTranslation) });
    await serveGateway();
    const { 'bilingual-events': bilingual, ...rest } = await askExamples();
    expect(bilingual!.errors).not.toBeUndefined();
    const { 'bilingual-events': _whole, ...others } = whole;
    expect(rest).toEqual(others);
  });
});

describe('Wales, one release behind the others, that have every kind of change,', () => {
  const others = [...regions.map(({ slug }) => slug).filter((slug) => slug !== 'wales'), 'directory'];
  const ahead = (): Record<string, Build> =>
    Object.fromEntries(others.map((slug) => [slug, build(everyKind)]));

  beforeAll(async () => {
    await deploy(ahead());
    for (const slug of others.slice(1)) await putDeployed(slug);
    await publishHere(others[0]!);
  });
  afterAll(asCommitted);

  it('publishes what it has, and every example is answered as before', async () => {
    expect(await publishHere('wales')).toMatch(noChange);
    await serveGateway();
    expect(await askExamples()).toEqual(whole);
  });

  it.each(newReleases)('has $kind asked for by whom it is for', async (release) => {
    expect(await whoCanAsk(release, 'England', 'Wales')).toEqual(canAsk[release.isFor]);
  });

  it('opens what all wait for when it has it, too', async () => {
    await deploy({ ...ahead(), wales: build(everyKind) });
    expect(await publishHere('wales')).toMatch(/ added to /);
    await serveGateway();
    expect(await askExamples()).toEqual(whole);
    for (const release of newReleases.filter(({ isOpenedByLast }) => isOpenedByLast))
      expect(await whoCanAsk(release, 'England', 'Wales')).toEqual(canAsk.everyone);
  });
});

describe('Wales, as it is,', () => {
  afterEach(asCommitted);

  it('publishes what it has when England takes out a field that no example asks for, and all is answered as before', async () => {
    const less = build(withoutCareBoard);
    const refused = await tryOut('england', less, '--suggest', join(folder, 'passes'));
    expect({ code: refused.code, faults: faultsIn(refused.said) }).toEqual({
      code: 1,
      faults: [['EnglandActivity.integratedCareBoard', rules.promise]],
    });
    expect(await tryOut('england', less, '--allow-breaking')).toEqual(accepted(/^england is published\.$/m));
    await deploy({ england: less });
    expect(await publishDeployed('wales')).toEqual(accepted(noChange));
    await serveGateway();
    expect(await askExamples()).toEqual(whole);
  });
});
