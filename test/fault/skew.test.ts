import { generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGatewayConfiguration } from '../../gateway/configuration';
import { startGateway, type RunningGateway } from '../../gateway/server';
import { printComposed } from '../../schema/artefacts';
import { compose, type SubgraphSdl } from '../../schema/compose';
import { projectRoot } from '../../schema/project';
import { publishRelease, type ReleaseRefused } from '../../schema/release/publish';
import { gatewayPort, services } from '../../schema/services';
import { publishSchema } from '../../subgraphs/cli/publish-command';
import { ask, type Answer } from '../support/ask';
import { examples } from '../support/examples';
import { LogSink } from '../support/log-sink';
import { freeBase, Processes, type Started } from '../support/processes';
import { schemaCopy } from '../support/releases';
import { altered, subgraph } from '../support/sdl';
import { waitUntil } from '../support/wait-until';

// Every subgraph is a process. Wales is stopped and started again on its own data as another release, which a script
// that runs before the program makes of this one.
const processes = new Processes();
const folder = schemaCopy();
const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const now = new Date('2026-11-21T12:00:00Z');
const dist = (path: string): string => JSON.stringify(join(projectRoot, 'dist', path));

/** A release of Wales: what differs from this one, as a script, and whether its rows come with it. */
const releases = {
  'with a field of its own': `
    const { WalesNetwork } = require(${dist('subgraphs/wales/types.js')});
    Field(() => String, { nullable: true, description: 'Its motto.' })(WalesNetwork.prototype, 'motto');
    Object.defineProperty(WalesNetwork.prototype, 'motto', { get: () => 'Cymru am byth' });`,
  'with a hidden field of a shared type': `
    const { Place } = require(${dist('subgraphs/region/place.js')});
    Field(() => String, { nullable: true, description: 'The floor.' })(Place.prototype, 'floor');
    Directive('@inaccessible')(Place.prototype, 'floor');`,
  'with an open field of a shared type': `
    const { Place } = require(${dist('subgraphs/region/place.js')});
    Field(() => String, { nullable: true, description: 'The floor.' })(Place.prototype, 'floor');`,
  'with an input field': `
    const { ActivityFilter } = require(${dist('schema/contract/filters.js')});
    Field(() => Boolean, { nullable: true, description: 'Only indoors.' })(ActivityFilter.prototype, 'indoors');`,
  'with a value of an enum': `
    require(${dist('schema/contract/activity-enums.js')}).ActivityKind.WALK = 'WALK';`,
  'with a value of an enum, and rows that have it': `
    const { ActivityKind } = require(${dist('schema/contract/activity-enums.js')});
    const { AfterLoad } = require(${JSON.stringify(require.resolve('typeorm'))});
    const { WalesActivity } = require(${dist('subgraphs/wales/types.js')});
    ActivityKind.WALK = 'WALK';
    WalesActivity.prototype.walk = function () { if (this.kind === 'MEETING') this.kind = 'WALK'; };
    AfterLoad()(WalesActivity.prototype, 'walk');`,
  'without a field of an interface': `
    const gone = (field) => field.name !== 'waitlistLength';
    storage.fields = storage.fields.filter(gone);
    storage.fieldResolvers = storage.fieldResolvers.filter((resolver) => resolver.methodName !== 'waitlistLength');`,
  'without a field of its own': `
    storage.fields = storage.fields.filter((field) => field.name !== 'simultaneousTranslation');`,
} as const;
type Release = keyof typeof releases | 'as it is';

let base = 0;
let wales: Started;
let gateway: RunningGateway | undefined;
let whole: Record<string, Answer>;

const portOf = (slug: string): number => services.find((one) => one.slug === slug)!.port - gatewayPort + base;
const addressOf = (slug: string): string => `http://127.0.0.1:${portOf(slug)}`;
const addresses = (): Record<string, string> =>
  Object.fromEntries(services.map(({ slug, urlVariable }) => [urlVariable, addressOf(slug)]));

function preloadOf(release: Release): string | undefined {
  if (release === 'as it is') return undefined;
  const file = join(folder, 'preload.js');
  const tools = `require(${JSON.stringify(require.resolve('reflect-metadata'))});
    const { Field, Directive, getMetadataStorage } = require(${JSON.stringify(require.resolve('type-graphql'))});
    require(${dist('subgraphs/wales/index.js')});
    const storage = getMetadataStorage();`;
  writeFileSync(file, `${tools}${releases[release]}`);
  return file;
}

async function serve(slug: string, preload?: string): Promise<Started> {
  const env = {
    PORT: String(portOf(slug)),
    LOG_LEVEL: 'fatal',
    DATA_DIR: join(folder, 'data', slug),
    ...(slug === 'directory'
      ? { ...addresses(), DIRECTORY_PRIVATE_KEY: privateKey, POLL_MILLIS: '50' }
      : { DIRECTORY_PUBLIC_KEY: publicKey, DEMO: 'true' }),
  };
  const started = processes.citizenship(['serve', slug], { env, preload });
  await started.untilSays(new RegExp(`^${slug} serves at `, 'm'));
  return started;
}

async function serveWales(release: Release): Promise<void> {
  if (wales.end === null) wales.signal('SIGTERM');
  await wales.ended();
  wales = await serve('wales', preloadOf(release));
}

/** Starts a gateway on what is published in the folder. */
async function serveGateway(): Promise<void> {
  await gateway?.stop();
  const env = { ...addresses(), PORT: '0', SUPERGRAPH: join(folder, 'supergraph.graphql') };
  gateway = await startGateway(readGatewayConfiguration(env), { log: new LogSink().log });
  const { url } = gateway;
  await waitUntil('the gateway is ready', async () => (await fetch(`${url}/health/ready`)).ok);
}

// How current the lists are is said anew by every answer.
function timeless(answer: Answer): Answer {
  return JSON.parse(JSON.stringify(answer), (key, value: unknown) =>
    key === 'asOf' ? null : value,
  ) as Answer;
}

async function askExamples(): Promise<Record<string, Answer>> {
  const answers = await Promise.all(
    examples.map(async (example) => [example.name, timeless(await ask(gateway!.url, example))] as const),
  );
  return Object.fromEntries(answers);
}

/** Puts the committed schema back. */
function asCommitted(): void {
  const copy = schemaCopy();
  cpSync(copy, folder, { recursive: true });
  for (const path of [copy, join(folder, 'published.json')]) rmSync(path, { recursive: true, force: true });
}

const fromWales = (): { name: string; from: string } => ({
  name: 'wales',
  from: `${addressOf('wales')}/graphql`,
});

beforeAll(async () => {
  base = await freeBase();
  const started = await Promise.all(services.map(({ slug }) => serve(slug)));
  wales = started[services.findIndex(({ slug }) => slug === 'wales')]!;
  await serveGateway();
  whole = await askExamples();
});
afterEach(asCommitted);
afterAll(async () => {
  await gateway?.stop();
  await processes.killAll();
  rmSync(folder, { recursive: true, force: true });
});

test('every example is whole while all are of one release', () => {
  const errors = Object.entries(whole).filter(([, { errors: some }]) => some !== undefined);
  expect(errors).toEqual([]);
  expect(whole['bilingual-events']!.data.activities.nodes.length).toBeGreaterThan(0);
});

describe('Wales, one release ahead,', () => {
  it('with a field of its own publishes it: who asks for it gets it, and every example is answered as before', async () => {
    await serveWales('with a field of its own');
    await publishSchema(fromWales(), folder);
    await serveGateway();
    expect(await askExamples()).toEqual(whole);
    const { data, errors } = await ask(
      gateway!.url,
      '{ networks(first: 100, filter: { regions: ["wales"] }) { nodes { ... on WalesNetwork { motto } } } }',
    );
    const mottos = (data.networks.nodes as { motto: string }[]).map(({ motto }) => motto);
    expect({ errors, mottos: [...new Set(mottos)] }).toEqual({
      errors: undefined,
      mottos: ['Cymru am byth'],
    });
  });

  it.each([
    ['with a hidden field of a shared type', /Place\.floor is not in the API yet/],
    ['with an input field', /ActivityFilter\.indoors is not in the API yet/],
  ] as const)('%s publishes it, and every example is answered as before', async (release, says) => {
    await serveWales(release);
    expect(await publishSchema(fromWales(), folder)).toMatch(says);
    await serveGateway();
    expect(await askExamples()).toEqual(whole);
  });

  it('with a value of an enum publishes it hidden, and every example is answered as before', async () => {
    await serveWales('with a value of an enum');
    const suggest = join(folder, 'passes.graphql');
    await expect(publishSchema({ ...fromWales(), suggest }, folder)).rejects.toThrow('"WALK @inaccessible"');
    await publishSchema({ name: 'wales', from: suggest }, folder);
    await serveGateway();
    expect(await askExamples()).toEqual(whole);

    // Given out before it is open, the value is lost for who asks, with an error, and nothing else is.
    await serveWales('with a value of an enum, and rows that have it');
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

  it.each([
    ['with an open field of a shared type', 'Place.floor'],
    ['without a field of its own', 'WalesActivity.simultaneousTranslation'],
  ] as const)('%s is refused, and nothing is published', async (release, at) => {
    await serveWales(release);
    const suggest = join(folder, 'passes.graphql');
    const refused: unknown = await publishSchema({ ...fromWales(), suggest }, folder).catch(
      (error: unknown) => error,
    );
    expect((refused as ReleaseRefused).faults.map((fault) => fault.at)).toEqual([at]);
    expect(existsSync(join(folder, 'published.json'))).toBe(false);
  });
});

describe('Wales, one release behind,', () => {
  it('without what the others have on their own types, publishes it, and every example is answered as before', async () => {
    const description = '"""(?:(?!""")[^])*"""\\n {2}';
    const nowhere = (sdl: string): string =>
      altered(sdl, new RegExp(`${description}waitlistLength: Int\\n`, 'g'), '');
    const onOwnType = (sdl: string): string =>
      altered(sdl, new RegExp(`(^interface Activity [^}]*?)${description}waitlistLength: Int\\n`, 'm'), '$1');
    const deployed = (change: (sdl: string, slug: string) => string): SubgraphSdl[] =>
      services.map(({ slug, kind }) => {
        const { url, sdl } = subgraph(slug);
        return { name: slug, url, sdl: kind === 'region' ? change(sdl, slug) : sdl };
      });
    // The old contract, in which nobody had it; then all but Wales have released it.
    for (const [path, text] of printComposed(compose(deployed(nowhere))))
      writeFileSync(join(folder, path), text);
    for (const { name, sdl } of deployed((sdl, slug) => (slug === 'wales' ? nowhere(sdl) : onOwnType(sdl))))
      writeFileSync(join(folder, 'subgraphs', `${name}.graphql`), sdl);
    await serveWales('without a field of an interface');
    await publishSchema(fromWales(), folder);
    await serveGateway();
    expect(await askExamples()).toEqual(whole);
    const asks = (type: string): Promise<Answer> =>
      ask(gateway!.url, `{ activities(first: 5) { nodes { ... on ${type} { waitlistLength } } } }`);
    expect((await asks('EnglandActivity')).errors).toBeUndefined();
    expect((await asks('WalesActivity')).status).toBe(400);
  });

  it('with a field that it has taken out since, is asked for it as before', async () => {
    const candidate = {
      name: 'wales',
      sdl: readFileSync(join(folder, 'subgraphs', 'wales.graphql'), 'utf8'),
      from: 'file',
    };
    await serveWales('as it is');
    await publishRelease(candidate, folder, now);
    await serveGateway();
    expect(await askExamples()).toEqual(whole);

    // Deployed without it before that is published, what asks for it breaks: what is committed must be what is deployed.
    await serveWales('without a field of its own');
    const { 'bilingual-events': bilingual, ...rest } = await askExamples();
    expect(bilingual!.errors).not.toBeUndefined();
    const { 'bilingual-events': _whole, ...others } = whole;
    expect(rest).toEqual(others);
  });
});
