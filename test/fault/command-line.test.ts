import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import libsql from 'libsql';
import { projectRoot } from '../../schema/project';
import { regions } from '../../schema/regions';
import { services } from '../../schema/services';
import { holdDatabase } from '../../subgraphs/cli/hold-database';
import { ask } from '../support/ask';
import { childrenOf, findRunning, freeBase, Processes, type Started } from '../support/processes';
import { waitUntil } from '../support/wait-until';

// Starting seven processes takes what the machine gives.
const processes = new Processes();
const folder = mkdtempSync(join(tmpdir(), 'citizenship-cli-'));
let base = 0;

beforeAll(async () => {
  base = await freeBase();
});
afterAll(async () => {
  await processes.killAll();
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line until it ends. */
async function run(
  args: readonly string[],
  env: Record<string, string> = {},
  preload?: string,
): Promise<Run> {
  const started = processes.citizenship(args, { env, ...(preload !== undefined && { preload }) });
  const code = await started.ended();
  return { code, stdout: started.stdout, stderr: started.stderr };
}

/** Prints what a statement reads from files, the last arguments. */
const reader = `
  const [sql, ...files] = process.argv.slice(1);
  const libsql = require('libsql');
  const read = (file) => new libsql(file, { readonly: true }).prepare(sql).raw().all([]);
  console.log(JSON.stringify(files.map(read)));`;

/**
 * Last change number and epoch of every region's feed, out of the files themselves. Another process reads them: one that
 * has read keeps its hold of a file until its garbage is collected, whether it has closed it or not.
 */
function changeCounters(data: string): unknown {
  const files = [...regions, { slug: 'library' }].map(({ slug }) => join(data, `${slug}.db`));
  const options = { cwd: projectRoot, encoding: 'utf8' } as const;
  const sql = 'SELECT epoch, last FROM change_counter';
  return JSON.parse(execFileSync(process.execPath, ['-e', reader, sql, ...files], options));
}

const overview = `{
  regions { slug freshness { status behind } }
  members(first: 50) { totalCount nodes { id displayName } }
  activities(first: 50) { totalCount nodes { id title { text } } }
}`;

/** Whether no process serves a database file. */
function isLetGo(file: string): boolean {
  try {
    holdDatabase({ kind: 'file', file })();
    return true;
  } catch {
    return false;
  }
}

describe('up', () => {
  // Whoever types what is printed needs it quoted.
  const data = join(folder, 'new', "citizens' data");
  let graph: Started;
  let pids: number[] = [];
  let content: unknown;
  let counters: unknown;

  const url = (slug = 'gateway'): string => {
    const port = services.find((service) => service.slug === slug)?.port ?? 4000;
    return `http://127.0.0.1:${port - 4000 + base}`;
  };
  const up = (): Started => processes.citizenship(['up', '--data', data, '--port', String(base)]);
  const statusOf = (path: string): Promise<number | null> =>
    fetch(`${url()}${path}`).then(
      ({ status }) => status,
      () => null,
    );

  test('makes the databases of an empty folder, and is ready once all of them can be asked', async () => {
    graph = up();
    const seen = new Set<number | null>();
    await waitUntil(
      'the gateway is ready',
      async () => {
        const status = await statusOf('/health/ready');
        seen.add(status);
        return status === 200 || graph.end !== null;
      },
      100_000,
    );
    const answer = await ask(url(), overview);
    expect(answer).toEqual({ status: 200, data: expect.anything() });
    expect(answer.data.regions).toEqual(
      regions.map(({ slug }) => ({ slug, freshness: { status: 'LIVE', behind: 0 } })),
    );
    expect(answer.data.members.totalCount).toBeGreaterThan(600);
    expect([...seen].filter((status) => status !== null && status !== 503)).toEqual([200]);
    expect(await statusOf('/health/live')).toBe(200);
    content = answer.data;
  });

  test('says where everything is', async () => {
    await graph.untilSays(/Ready after/);
    const addresses = [...services.map(({ slug }) => slug), 'gateway'].map(
      (slug) => `  ${slug.padEnd(18)} ${url(slug)}/graphql`,
    );
    expect({
      stdout: graph.stdout.replace(/after \d+ s/, 'after N s').split('\n'),
      stderr: graph.stderr,
    }).toEqual({
      stdout: [
        `Starting ${services.length + 1} processes, with data in ${data}:`,
        ...addresses,
        `Ready after N s. Open ${url()}/ for a first query. Ctrl-C stops all.`,
        'Members and activities are made up.',
        '',
      ],
      stderr: '',
    });
    expect(
      readdirSync(data)
        .filter((name) => name.endsWith('.db'))
        .sort(),
    ).toEqual(services.map(({ slug }) => `${slug}.db`).sort());
  });

  test('SIGTERM stops all of them', async () => {
    pids = childrenOf(graph.pid).map(({ pid }) => pid);
    expect(pids).toHaveLength(services.length + 1);
    counters = changeCounters(data);
    const started = Date.now();
    graph.signal('SIGTERM');
    expect({ code: await graph.ended(), left: findRunning(pids), stderr: graph.stderr }).toEqual({
      code: 0,
      left: [],
      stderr: '',
    });
    expect(Date.now() - started).toBeLessThan(8000);
  });

  test('a second start keeps the data: the same rows, and no change in any feed', async () => {
    graph = up();
    await graph.untilSays(/Ready after/);
    expect((await ask(url(), overview)).data).toEqual(content);
    expect(changeCounters(data)).toEqual(counters);
  });

  test('refuses to start where it runs already, in one line', async () => {
    const again = await run(['up', '--data', data, '--port', String(base)]);
    expect(again).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port ${base + 1} on 127.0.0.1 is in use. Stop what runs there, or move all ${services.length + 1}, such as with --port ${base + 1000}.\n`,
    });
  });

  test('refuses a database that another process serves, in one line', async () => {
    const other = await run(['up', '--data', data, '--port', String(await freeBase())]);
    expect({ ...other, stdout: '' }).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^The database .+\.db is in use by another process\. Stop that one, or name another folder with --data\.\n$/,
      ),
    });
  });

  test.each(['wales', 'directory'])('refuses to compact a database that is served from: %s', async (slug) => {
    const compacting = await run(['compact', slug, '--data', data]);
    expect(compacting).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^The database .+\.db is in use by another process\. Stop that one, .*\.\n$/,
      ),
    });
  });

  test('a process that dies is named, with the line that brings it back', async () => {
    const wales = childrenOf(graph.pid).find(({ command }) => command.includes(' serve wales'));
    process.kill(wales!.pid, 'SIGKILL');
    const [, line] = await graph.untilSays(/^wales has ended \(killed by SIGKILL\); .*?: (.*)$/m);
    expect(line).toBe(
      `PORT=${base + 2} DATA_DIR='${data.replace("'", "'\\''")}' npx citizenship serve wales`,
    );
    expect(await statusOf('/health/ready')).toBe(503);
    const again = processes.shell(line!);
    await again.untilSays(/wales serves at/);
    await waitUntil('the gateway is ready', async () => (await statusOf('/health/ready')) === 200, 60_000);
    expect((await ask(url(), overview)).data).toEqual(content);
    // npx hands the signal to a shell, which ends without a word to what it runs; that lets go of its port first.
    again.signal('SIGTERM');
    await waitUntil('Wales has ended', async () => isLetGo(join(data, 'wales.db')));
  });

  test('Ctrl-C, which every process of the terminal gets, stops all of them', async () => {
    pids = childrenOf(graph.pid).map(({ pid }) => pid);
    expect(pids).toHaveLength(6);
    graph.signalGroup('SIGINT');
    expect({ code: await graph.ended(), left: findRunning(pids), stderr: graph.stderr }).toEqual({
      code: 0,
      left: [],
      stderr: expect.any(String),
    });
  });

  test('what is stopped can be compacted, and starts again', async () => {
    expect(await run(['compact', 'wales', '--data', data])).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^wales: all \d+ tables of the database .*wales\.db are written anew\./),
      stderr: '',
    });
  });

  test('kill -9 leaves none of them', async () => {
    graph = up();
    await graph.untilSays(/Ready after/);
    pids = childrenOf(graph.pid).map(({ pid }) => pid);
    expect(pids).toHaveLength(services.length + 1);
    graph.signal('SIGKILL');
    await waitUntil('all have ended', async () => findRunning(pids).length === 0, 10_000);
  });
});

describe('a mistake is one line that says what to do', () => {
  const unused = join(folder, 'unused');
  const file = join(folder, 'a file');
  const noDatabase = join(folder, 'no-database.db');
  const otherVersion = join(folder, 'other-version.db');
  let server: Server;
  let taken = 0;

  beforeAll(async () => {
    writeFileSync(file, 'This is not a folder.');
    writeFileSync(noDatabase, 'This is not a database. '.repeat(100));
    const db = new libsql(otherVersion);
    db.exec('CREATE TABLE member (id integer)');
    db.close();
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    taken = (server.address() as { port: number }).port;
  });
  afterAll(() => void server.close());

  const cases: [name: string, setUp: () => [args: string[], env?: Record<string, string>], RegExp][] = [
    ['an unknown command', () => [['sow']], /unknown command 'sow'.*--help/],
    ['an unknown option', () => [['up', '--fast']], /unknown option '--fast'.*--help/],
    ['nothing to serve', () => [['serve']], /missing required argument 'name'.*--help/],
    [
      'an unknown name to serve',
      () => [['serve', 'mars']],
      /no "mars" to serve\. There is: england, .*, gateway\./,
    ],
    ['no number for seed', () => [['seed', '--members', 'many']], /'many' is invalid.*from 1 to 10000000/],
    [
      'a number too small for seed',
      () => [['seed', '--activities', '0']],
      /'0' is invalid.*from 1 to 10000000/,
    ],
    ['no port', () => [['up', '--port', '70000']], /'70000' is invalid.*from 1 to 65524/],
    ['no port in the environment', () => [['up'], { PORT: 'abc' }], /PORT: .*from 0 to 65535.*"abc"/],
    ['no port for a region', () => [['serve', 'wales'], { PORT: 'abc' }], /PORT: .*from 0 to 65535.*"abc"/],
    [
      'no port for the gateway',
      () => [['serve', 'gateway'], { PORT: 'abc' }],
      /PORT .*from 0 to 65535.*"abc"/,
    ],
    ['an unknown log level', () => [['up'], { LOG_LEVEL: 'loud' }], /LOG_LEVEL: one of fatal, .*"loud"/],
    [
      'no address for the gateway',
      () => [['serve', 'gateway'], { WALES_URL: 'nonsense' }],
      /WALES_URL .*"nonsense"/,
    ],
    [
      'no address for the directory',
      () => [['serve', 'directory', '--data', unused], { WALES_URL: 'nonsense' }],
      /WALES_URL.*"nonsense"/,
    ],
    [
      'no key',
      () => [['serve', 'wales', '--data', unused], { DIRECTORY_PUBLIC_KEY: 'secret' }],
      /^DIRECTORY_PUBLIC_KEY: the public half of an Ed25519 key in PEM is expected/,
    ],
    [
      'a folder that cannot be',
      () => [['up', '--data', join(file, 'data')]],
      /The folder .* cannot be written to.*--data/,
    ],
    [
      'the same for one process',
      () => [['serve', 'wales', '--data', join(file, 'data')]],
      /a file.*writable.*--data/,
    ],
    ['the same for seed', () => [['seed', '--data', join(file, 'data')]], /a file.*writable.*--data/],
    [
      'a file that is no database',
      () => [['serve', 'wales', '--data', unused], { DATABASE_URL: noDatabase }],
      /no-database\.db: .*not a database/,
    ],
    [
      'a database of something else',
      () => [['serve', 'wales', '--data', unused], { DATABASE_URL: otherVersion }],
      /other-version\.db holds tables that this software did not make/,
    ],
    [
      'a database of no kind that is known',
      () => [['serve', 'wales', '--data', unused], { DATABASE_URL: 'postgres://me:secret@here/wales' }],
      /^DATABASE_URL: a file is expected, such as (?!.*secret)/,
    ],
    [
      'a server that is not there',
      () => [['migrate', 'wales'], { DATABASE_URL: 'mysql://me:secret@127.0.0.1:1/wales' }],
      /^Cannot open the database wales on 127\.0\.0\.1:1 \(ECONNREFUSED\)(?!.*secret).*DATABASE_URL/,
    ],
    ['an unknown subgraph to compact', () => [['compact', 'mars']], /no subgraph "mars"\. There is: england/],
    [
      'nothing to compact',
      () => [['compact', 'wales', '--data', unused]],
      /no database .*wales\.db.* --data/,
    ],
    ['an unknown subgraph to migrate', () => [['migrate', 'mars']], /no subgraph "mars"\. There is: england/],
    [
      'a port in use',
      () => [['serve', 'wales', '--data', unused], { PORT: String(taken) }],
      /Port \d+ .*in use.*PORT/,
    ],
    [
      'a port in use at the gateway',
      () => [['serve', 'gateway'], { PORT: String(taken) }],
      /Port \d+ .*in use.*PORT/,
    ],
    [
      'a host that is not here',
      () => [['serve', 'gateway'], { HOST: '192.0.2.1' }],
      /Cannot listen there.*HOST/,
    ],
    [
      'a rebuild of a region',
      () => [['serve', 'wales', '--rebuild']],
      /"--rebuild" is for the directory alone/,
    ],
    [
      'a rebuild of the gateway',
      () => [['serve', 'gateway', '--rebuild']],
      /"--rebuild" is for the directory alone/,
    ],
  ];

  const runs: Run[] = [];

  // Two at a time, since each is work for one core: one after another they take twice as long.
  beforeAll(async () => {
    let next = 0;
    const runInTurn = async (): Promise<void> => {
      for (let index = next++; index < cases.length; index = next++)
        runs[index] = await run(...cases[index]![1]());
    };
    await Promise.all([runInTurn(), runInTurn()]);
  });

  test.each(cases.map(([name, , line], index) => [name, index, line] as const))(
    '%s',
    (_name, index, line) => {
      const { code, stdout, stderr } = runs[index]!;
      expect({ code, stdout, lines: stderr.split('\n') }).toEqual({
        code: 1,
        stdout: '',
        lines: [expect.stringMatching(line), ''],
      });
    },
  );

  test('a Node that is too old', async () => {
    const preload = join(folder, 'older.js');
    writeFileSync(
      preload,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });`,
    );
    expect(await run(['up'], {}, preload)).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'citizenship needs Node 20.19, 22.13 or 24.11, or later of the same line, but this is 18.20.4. Install one of them.\n',
    });
  });
});

describe('help', () => {
  test.each([
    [[], ['up', 'serve', 'seed', 'schema', 'npx citizenship up']],
    [['up'], ['--data', '--port', '--no-demo', 'england 4001', 'gateway 4000']],
    [
      ['serve'],
      ['northern-ireland', '--rebuild', 'DATABASE_URL', 'WALES_URL', 'DIRECTORY_PUBLIC_KEY', 'SUPERGRAPH'],
    ],
    [['seed'], ['--members', '--activities', '(default: 1030)']],
    [['schema'], ['--check', '--allow-breaking', 'schema/supergraph.graphql']],
  ])('of %p says all that there is', async (command, words) => {
    const { code, stdout, stderr } = await run([...command, '--help']);
    expect({ code, stderr, missing: words.filter((word) => !stdout.includes(word)) }).toEqual({
      code: 0,
      stderr: '',
      missing: [],
    });
  });
});

describe('seed', () => {
  const of = (share: number): string => String(share * regions.length);
  const args = ['seed', '--data', join(folder, 'seeded'), '--members', of(500), '--activities', of(250)];

  test('fills the databases of an empty folder', async () => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout: stdout.replace(/[\d,]+ bookings/g, 'N bookings'), stderr }).toEqual({
      code: 0,
      stdout: [
        ...regions.map(({ slug }) => `${slug}: 500 members, 250 activities, N bookings`),
        `library: ${12 * regions.length} coopMemberships`,
        `To serve them: npx citizenship up --data ${join(folder, 'seeded')}`,
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  test('leaves rows that are there alone', async () => {
    const before = changeCounters(join(folder, 'seeded'));
    expect(await run(args)).toEqual({
      code: 1,
      stdout: '',
      stderr: `All databases in ${join(folder, 'seeded')} have rows already; nothing was made. Name an empty folder with --data.\n`,
    });
    expect(changeCounters(join(folder, 'seeded'))).toEqual(before);
  });
});

test('the committed schema is what the code makes', async () => {
  const { code, stderr } = await run(['schema', '--check']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});
