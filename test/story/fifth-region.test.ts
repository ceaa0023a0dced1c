import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { projectRoot } from '../../schema/project';
import { regions } from '../../schema/regions';
import { ask } from '../support/ask';
import {
  dropDatabases,
  dropDatabasesOf,
  engine,
  makeDatabases,
  makeDatabasesOf,
  selectAt,
  urlOf,
} from '../support/databases';
import { freeBase, Processes, type Started } from '../support/processes';
import { waitUntil } from '../support/wait-until';

// A copy of the project, in which Scotland joins, serves and leaves again: each test goes on where the last one ended.
// Once a region of Scotland is in the list, it is tested like every other, and nobody is left who could join here.
const hasJoined = regions.some(({ nation }) => nation === 'S92000003');
const test = hasJoined ? it.skip : it;
const copy = mkdtempSync(join(realpathSync(tmpdir()), 'citizenship-fifth-'));
const data = join(copy, 'data');
const processes = new Processes(copy);
const slugs = [...regions.map(({ slug }) => slug), 'scotland'];
const scotland = join(data, 'scotland.db');
/** By which each process finds its database, where that is on a server. */
let variables: Record<string, string> = {};
let base = 0;
let graph: Started;

const notCopied = ['.git', 'node_modules', 'data', 'coverage'];

/** Every file of the copy's sources, with its text. */
function readCopy(): Map<string, string> {
  const entries = readdirSync(copy, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(copy, join(entry.parentPath, entry.name)))
    .filter((path) => !/^(dist|data|node_modules)\//.test(path));
  return new Map(paths.map((path) => [path, readFileSync(join(copy, path), 'utf8')]));
}

/** Files that are new, and of those that changed the lines that were added; no line may go. */
function differences(before: Map<string, string>, after: Map<string, string>) {
  const changed = [...after].filter(([path, text]) => before.has(path) && before.get(path) !== text);
  return {
    added: [...after.keys()].filter((path) => !before.has(path)).sort(),
    gone: [...before.keys()].filter((path) => !after.has(path)),
    rows: Object.fromEntries(
      changed.map(([path, text]) => [path, addedLines(before.get(path)!, text)] as const),
    ),
  };
}

/** The lines that stand in the later text alone. Throws when any other line is gone, or stands in another order. */
function addedLines(before: string, after: string): string {
  const old = before.split('\n');
  const added = after.split('\n').filter((line) => {
    const isOld = line === old[0];
    if (isOld) old.shift();
    return !isOld;
  });
  expect(old).toEqual([]);
  return added.join('\n');
}

const rowsIn = (lines = ''): number => lines.split('\n').filter((line) => line !== '').length;

/** What the README says that a region costs: how many files in its folder, how many rows in which file. */
function readClaim(): Record<string, number> {
  const readme = readFileSync(join(copy, 'README.md'), 'utf8');
  const section = /^## Add a region$([^]*?)(?=^## |$(?![^]))/m.exec(readme)?.[1] ?? '';
  const lines = section.matchAll(/^\| \[?`?([\w/.-]+)`?\]?(?:\(\S+\))? +\| (\d+) (?:files?|rows?|lines?):/gm);
  return Object.fromEntries([...lines].map(([, where, count]) => [where, Number(count)]));
}

async function run(args: readonly string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const started = processes.citizenship(args, { env: variables });
  const code = await started.ended();
  return { code, stdout: started.stdout, stderr: started.stderr };
}

async function tool(line: string): Promise<{ code: unknown; said: string }> {
  const started = processes.shell(line);
  const code = await started.ended();
  return { code, said: code === 0 ? '' : started.stdout + started.stderr };
}

const gateway = (): string => `http://127.0.0.1:${base}`;

interface Edge {
  readonly regionSlug: string;
  readonly node: { readonly id: string; readonly sort: string };
}

/** All rows of a UK-wide list, in pages of 50, and how many there are said to be. */
async function pageThrough(list: string, sort: string): Promise<{ edges: Edge[]; totalCount: number }> {
  const edges: Edge[] = [];
  let after: string | null = null;
  for (;;) {
    const query = `query Page($after: String) {
      list: ${list.replace(')', ', first: 50, after: $after)')} {
        totalCount edges { regionSlug node { id sort: ${sort} } } pageInfo { hasNextPage endCursor }
      }
    }`;
    const { data: answer, errors } = await ask(gateway(), { query, variables: { after } });
    expect(errors).toBeUndefined();
    edges.push(...answer.list.edges);
    if (!answer.list.pageInfo.hasNextPage) return { edges, totalCount: answer.list.totalCount as number };
    after = answer.list.pageInfo.endCursor as string;
  }
}

async function preferredLanguages(): Promise<Record<string, number>> {
  const sql = 'SELECT preferredLanguage AS tag, count(*) AS members FROM member GROUP BY preferredLanguage';
  const rows = await selectAt<{ tag: string; members: number }>(scotland, sql);
  return Object.fromEntries(rows.map(({ tag, members }) => [tag, members]));
}

beforeAll(async () => {
  for (const name of readdirSync(projectRoot).filter((entry) => !notCopied.includes(entry)))
    cpSync(join(projectRoot, name), join(copy, name), { recursive: true, preserveTimestamps: true });
  symlinkSync(realpathSync(join(projectRoot, 'node_modules')), join(copy, 'node_modules'));
  base = await freeBase([4005]);
  if (engine === 'embedded') return;
  await makeDatabases(scotland);
  variables = { ...(await makeDatabasesOf(data)), SCOTLAND_DATABASE_URL: urlOf(scotland) };
});
afterAll(async () => {
  await processes.killAll();
  await dropDatabases(scotland);
  await dropDatabasesOf(data);
  rmSync(copy, { recursive: true, force: true });
});

(hasJoined ? describe.skip : describe)('a mistake is one line, and nothing is written', () => {
  const right = { slug: 'scotland', name: 'Scotland', prefix: 'Scotland' };
  const cases: [what: string, wrong: Record<string, string>, line: RegExp][] = [
    ['a slug that is taken', { slug: 'wales' }, /^"wales" is taken/],
    ['a slug of something else that serves', { slug: 'gateway' }, /^"gateway" is taken/],
    ['a slug with capitals', { slug: 'Scotland' }, /^"Scotland" is no slug: lower-case words/],
    ['a folder that exists', { slug: 'kit' }, /^The folder subgraphs\/kit is there already/],
    ['a name that would end a comment', { name: 'Scotland */' }, /^"Scotland \*\/" is no name/],
    ['a prefix that is taken', { prefix: 'Wales' }, /^The prefix "Wales" is taken/],
    ['a prefix in small letters', { prefix: 'scotland' }, /^"scotland" is no prefix: words/],
    ['a prefix that is a type', { prefix: 'Member' }, /^"Member" cannot be a prefix: there is a "Member"/],
    ['a prefix that is a word of the language', { prefix: 'New' }, /^"New" cannot be a prefix/],
    ['a prefix that another begins with', { prefix: 'Northern' }, /taken for a part of "NorthernIreland"/],
    ['a prefix that begins with another', { prefix: 'WalesNorth' }, /taken for a part of "Wales"/],
    ['a nation that there is not', { nation: 'X1' }, /^"X1" is no nation.*: E92000001, W92000004/],
    ['a language that is none', { languages: 'en,Gaelic' }, /^"Gaelic" is no language/],
    ['a language twice', { languages: 'gd,gd' }, /^A language is there twice/],
    ['a port that is taken', { port: '4010' }, /^Port 4010 is taken/],
    ['a port that is far away', { port: '80' }, /from 4001 to 4099/],
  ];

  test('of every kind', async () => {
    const before = readCopy();
    const wrong = await Promise.all(
      cases.map(async ([what, input, line]) => {
        const { slug, ...options } = { ...right, ...input };
        const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
        const { code, stdout, stderr } = await run(['region', 'new', slug, ...flags]);
        const isRight = code === 1 && stdout === '' && /^.*\n$/.test(stderr) && line.test(stderr);
        return isRight ? [] : [{ what, code, stdout, stderr }];
      }),
    );
    expect(wrong.flat()).toEqual([]);
    expect(differences(before, readCopy())).toEqual({ added: [], gone: [], rows: {} });
  });
});

test('a region costs what the README says: files in its folder, and rows in four files', async () => {
  const before = readCopy();
  const { code, stdout, stderr } = await run([
    ...['region', 'new', 'scotland', '--name', 'Scotland', '--name-cy', 'Yr Alban'],
    ...['--prefix', 'Scotland', '--languages', 'en,gd'],
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('npm run schema');
  const { added, gone, rows } = differences(before, readCopy());
  expect(gone).toEqual([]);
  expect(rows).toEqual({
    '.env.example': '# SCOTLAND_DATABASE_PASSWORD=',
    'docker-compose.yml': expect.stringMatching(
      /^ {2}SCOTLAND_URL: [^]*\n {2}scotland:\n[^]*\n {2}scotland-database:\n {2}scotland-database-password: .*$/,
    ),
    'schema/regions.ts': expect.stringMatching(/^ {2}\{\s+slug: 'scotland',[^{}]*\{[^{}]*\}[^{}]*\},$/),
    'subgraphs/programs.ts': "  scotland: async () => (await import('./scotland')).scotland,",
  });
  expect(added.every((path) => path.startsWith('subgraphs/scotland/'))).toBe(true);
  expect(readClaim()).toEqual({
    'subgraphs/scotland/': added.length,
    'schema/regions.ts': 1,
    'subgraphs/programs.ts': 1,
    'docker-compose.yml': rowsIn(rows['docker-compose.yml']),
    '.env.example': 1,
  });
});

test('another one may follow at once, before anything is built', async () => {
  const before = readCopy();
  const another = ['region', 'new', 'isle-of-wight', '--name', 'Isle of Wight', '--prefix', 'IsleOfWight'];
  const nameless = await run(another);
  expect(nameless).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^Say with --nation .*\n$/),
  });
  const { code, stdout } = await run([...another, '--nation', 'E92000001']);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/port 4006\..*england, cumbria/s),
  });
  expect(differences(before, readCopy()).rows).toEqual({
    '.env.example': '# ISLE_OF_WIGHT_DATABASE_PASSWORD=',
    'docker-compose.yml': expect.stringContaining('MARIADB_DATABASE: isle_of_wight\n'),
    'schema/regions.ts': expect.stringContaining("slug: 'isle-of-wight'"),
    'subgraphs/programs.ts': "  'isle-of-wight': async () => (await import('./isle-of-wight')).isleOfWight,",
  });
  rmSync(join(copy, 'subgraphs', 'isle-of-wight'), { recursive: true });
  for (const path of ['schema/regions.ts', 'subgraphs/programs.ts', 'docker-compose.yml', '.env.example'])
    writeFileSync(join(copy, path), before.get(path)!);
});

test('it is written as a person would have: the formatter and the compiler have nothing to say', async () => {
  const written = 'subgraphs/scotland schema/regions.ts subgraphs/programs.ts docker-compose.yml';
  const bin = 'node_modules/.bin';
  expect(await Promise.all([tool(`${bin}/prettier --check ${written}`), tool(`${bin}/tsc --build`)])).toEqual(
    [
      { code: 0, said: '' },
      { code: 0, said: '' },
    ],
  );
});

test('it composes: the rest is generated', async () => {
  const before = readCopy();
  const { code, stderr } = await run(['schema']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const after = readCopy();
  const changed = [...after.keys()].filter((path) => before.get(path) !== after.get(path));
  expect(changed.filter((path) => !/^schema\/.*\.graphql$/.test(path))).toEqual([]);
  expect(changed).toContain('schema/subgraphs/scotland.graphql');
});

test('it is tested the moment that it exists', async () => {
  const suites = ['walls', 'match-postcode', 'demo-seed'].map((name) => `dist/test/unit/${name}.test.js`);
  expect(
    await tool(
      `node_modules/.bin/jest --selectProjects embedded --testNamePattern 'scotland|region|rule' ${suites.join(' ')}`,
    ),
  ).toEqual({ code: 0, said: '' });
});

test.each([
  ['server/compose', '^the compose file'],
  ['fault/feed-processes', '^of two processes on one database'],
])('what %s expects of all regions holds with one more', async (suite, name) => {
  const jest = `node_modules/.bin/jest --config '{"roots":["<rootDir>/dist/test"]}' --testTimeout 300000`;
  expect(await tool(`${jest} --testNamePattern '${name}' dist/test/${suite}.test.js`)).toEqual({
    code: 0,
    said: '',
  });
});

test('five regions are one graph, and no nation is left out', async () => {
  const seeded = await run(['seed', '--data', data, '--members', '500', '--activities', '250']);
  expect(seeded.stdout).toContain('scotland: 99 members, 50 activities');
  graph = processes.citizenship(['up', '--data', data, '--port', String(base)], { env: variables });
  await graph.untilSays(/Ready after/);
  const { data: answer, errors } = await ask(
    gateway(),
    `{
      uncoveredAreas { gss }
      regions { slug freshness { status } }
      region(slug: "scotland") { name(language: "cy") { text } nation { gss } areas { gss } languages }
      regionsForPostcode(postcode: "EH1 1YZ") { region { slug } confidence }
    }`,
  );
  expect(errors).toBeUndefined();
  expect(answer).toEqual({
    uncoveredAreas: [],
    regions: slugs.map((slug) => ({ slug, freshness: { status: 'LIVE' } })),
    region: {
      name: { text: 'Yr Alban' },
      nation: { gss: 'S92000003' },
      areas: [{ gss: 'S92000003' }],
      languages: ['en', 'gd'],
    },
    regionsForPostcode: [{ region: { slug: 'scotland' }, confidence: 'EXACT' }],
  });
});

test.each([
  ['members(orderBy: JOINED_OLDEST_FIRST)', 'joinedAt'],
  ['activities(orderBy: STARTS_SOONEST_FIRST)', 'startsAt'],
])('%s gives each row of all five once, in order', async (list, sort) => {
  const { edges, totalCount } = await pageThrough(list, sort);
  const sorts = edges.map(({ node }) => node.sort);
  expect(sorts).toEqual(sorts.toSorted());
  expect(new Set(edges.map(({ node }) => node.id)).size).toBe(edges.length);
  expect(edges).toHaveLength(totalCount);
  expect([...new Set(edges.map(({ regionSlug }) => regionSlug))].sort()).toEqual(slugs.toSorted());
});

test('somebody whose language is Gaelic joins, beside those of the demo', async () => {
  const before = await preferredLanguages();
  expect(before).toEqual({ en: expect.any(Number), gd: expect.any(Number) });
  const { data: answer, errors } = await ask(gateway(), {
    query: `mutation Join($input: JoinNetworkInput!) {
      joinNetwork(input: $input) { member { __typename id displayName } problems { message } }
    }`,
    variables: {
      input: {
        region: 'scotland',
        kind: 'PERSON',
        displayName: 'Mòrag (demo)',
        email: 'morag@example.org',
        preferredLanguage: 'gd',
        visibility: 'PUBLIC',
        consents: ['MEMBERSHIP'],
        wordingVersion: '2026-04',
      },
    },
  });
  expect(errors).toBeUndefined();
  expect(answer.joinNetwork).toEqual({
    member: { __typename: 'ScotlandMember', id: expect.any(String), displayName: 'Mòrag (demo)' },
    problems: [],
  });
  expect(await preferredLanguages()).toEqual({ ...before, gd: before['gd']! + 1 });
  await waitUntil('the UK-wide list has the new member', async () => {
    const { data: page } = await ask(gateway(), '{ members(first: 1) { nodes { id } } }');
    return page.members.nodes[0].id === answer.joinNetwork.member.id;
  });
});

test('it leaves again: its rows are gone from the UK-wide lists, and everyone else has theirs', async () => {
  const lists = [
    ['members(orderBy: JOINED_OLDEST_FIRST)', 'joinedAt'],
    ['activities(orderBy: STARTS_SOONEST_FIRST)', 'startsAt'],
  ] as const;
  const readAll = () => Promise.all(lists.map(([list, sort]) => pageThrough(list, sort)));
  const others = (await readAll()).map(({ edges }) =>
    edges.filter(({ regionSlug }) => regionSlug !== 'scotland'),
  );
  const left = await run(['directory', 'forget', 'scotland', '--data', data]);
  expect(left).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^scotland: dropped 497 rows /),
    stderr: '',
  });
  const now = await readAll();
  expect(now.map(({ edges }) => edges)).toEqual(others);
  expect(now.map(({ totalCount }) => totalCount)).toEqual(others.map(({ length }) => length));
  graph.signal('SIGTERM');
  expect({ end: await graph.ended(), stderr: graph.stderr }).toEqual({ end: 0, stderr: '' });
});
