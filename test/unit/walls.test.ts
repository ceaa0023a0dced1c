import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../schema/project';
import { regions } from '../../schema/regions';
import { programs } from '../../subgraphs/programs';
import {
  findCycles,
  pathsBelow,
  sourceFiles,
  usesOfEnvironment,
  withoutComments,
  type SourceFile,
} from './source-files';

const product = sourceFiles(['schema', 'gateway', 'subgraphs']);
const tests = sourceFiles(['test']);

/** The room that a file stands in: `schema`, `kit`, `wales`; `programs.ts` is a room of its own. */
function roomOf(path: string): string {
  const [top = '', second = ''] = path.split('/');
  return top === 'subgraphs' ? second : top;
}

function inRoom(room: string): SourceFile[] {
  return product.filter(({ path }) => roomOf(path) === room);
}

const slugs = regions.map(({ slug }) => slug);
const subgraphs = [...slugs, 'directory', 'library'];
const ground = ['schema', 'kit', 'catalogue'];

/** What each room may import beside itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  gateway: ['schema'],
  kit: ['schema'],
  catalogue: ['schema', 'kit'],
  region: ground,
  ...Object.fromEntries(slugs.map((slug) => [slug, [...ground, 'region']])),
  directory: ground,
  library: ground,
  'programs.ts': [...ground, ...subgraphs],
  cli: [...ground, 'gateway', 'region', 'programs.ts', ...subgraphs],
};

describe('imports', () => {
  it.each([...new Set(product.map(({ path }) => roomOf(path)))])('run one way out of %s', (room) => {
    const allowed = [room, ...(mayImport[room] ?? [])];
    const forbidden = inRoom(room).flatMap(({ path, imports }) =>
      imports.filter((target) => !allowed.includes(roomOf(target))).map((target) => `${path} → ${target}`),
    );
    expect({ isKnown: room in mayImport, forbidden }).toEqual({ isKnown: true, forbidden: [] });
  });

  it('go round in no circle, not even for a type', () => {
    expect(findCycles(product)).toEqual([]);
  });

  it('never reach a file of the tests', () => {
    const reaching = product.filter(({ imports }) => imports.some((path) => roomOf(path) === 'test'));
    expect(reaching.map(({ path }) => path)).toEqual([]);
  });

  it('find what they are looked for: a rule that reads no import holds everywhere', () => {
    const count = product.reduce((sum, { imports }) => sum + imports.length, 0);
    expect(count).toBeGreaterThan(product.length);
    expect(product.find(({ path }) => path === 'subgraphs/programs.ts')?.imports).toEqual(
      expect.arrayContaining(['subgraphs/kit/program.ts', 'subgraphs/directory/index.ts']),
    );
  });
});

describe('the environment', () => {
  it('is read in one file, and written by one line that turns telemetry off', () => {
    const uses = product
      .filter(({ path }) => path !== 'subgraphs/cli/commands.ts')
      .flatMap((file) => usesOfEnvironment(file).map((statement) => `${file.path}: ${statement}`));
    expect(uses).toEqual(["gateway/apollo-server.ts: process.env.APOLLO_TELEMETRY_DISABLED = 'true';"]);
  });

  it('is not had by importing the process', () => {
    const importing = product.filter(({ packages }) =>
      packages.some((name) => /^(node:)?process$/.test(name)),
    );
    expect(importing.map(({ path }) => path)).toEqual([]);
  });
});

describe('names', () => {
  it('say what a file or a folder does', () => {
    const paths = ['schema', 'gateway', 'subgraphs', 'test'].flatMap(pathsBelow);
    const vague = /(^|\/)(utils?|helpers?|common|misc)(\.[^/]*)?$/;
    expect(paths.filter((path) => vague.test(path))).toEqual([]);
  });

  it('of regions stand nowhere in the region room', () => {
    const patterns = regions.flatMap(({ slug, prefix }) => [
      new RegExp(`(?<![A-Za-z])${slug.replace('-', '[- ]')}(?![A-Za-z])`, 'gi'),
      new RegExp(`(?<![A-Za-z])${prefix}(?![a-z])`, 'g'),
    ]);
    const found = inRoom('region').flatMap(({ path, text }) => {
      // Published descriptions may say what a slug looks like.
      const withoutExamples = text.replaceAll(/such as northern-ireland\b/gi, '');
      const names = patterns.flatMap((pattern) => withoutExamples.match(pattern) ?? []);
      return names.map((name) => `${path}: ${name}`);
    });
    expect(found).toEqual([]);
  });

  it('of civic things stand in the kit where a list or a demo cannot do without them, and nowhere else', () => {
    const civic =
      /^(members?|activit(y|ies)|networks?|bookings?|regions?|coordinat(ors?|ions?)|leaders?|citizens?|themes?|organisations?|publications?|cohorts?|postcodes?|outcodes?|consents?)$/;
    const found = inRoom('kit').flatMap((file) => {
      const words = withoutComments(file).match(/[A-Z]?[a-z]+/g) ?? [];
      const lower = [...new Set(words.map((word) => word.toLowerCase()))];
      return lower.filter((word) => civic.test(word)).map((word) => `${file.path}: ${word}`);
    });
    expect(found.sort()).toEqual([
      'subgraphs/kit/demo/demo-size.ts: activities',
      'subgraphs/kit/demo/demo-size.ts: members',
      // The field `regionSlug` that every edge of the contract has.
      'subgraphs/kit/list/connection.ts: region',
      'subgraphs/kit/list/page.ts: region',
    ]);
  });
});

describe.each(regions)('the region $slug', ({ slug }) => {
  it('has a folder with a door and a README, and a program', () => {
    const folder = join(projectRoot, 'subgraphs', slug);
    expect({
      index: existsSync(join(folder, 'index.ts')),
      readme: existsSync(join(folder, 'README.md')),
      program: slug in programs,
    }).toEqual({ index: true, readme: true, program: true });
  });
});

it('tests lie where the build and the runner find them', () => {
  expect(tests.map(({ path }) => path)).toContain('test/unit/walls.test.ts');
});
