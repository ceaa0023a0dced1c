import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Words } from '../../schema/contract/words';
import { projectRoot } from '../../schema/project';

/** Every file of the sources with messages for people in it. */
const files = (readdirSync(projectRoot, { recursive: true }) as string[]).filter((path) =>
  /^(gateway|schema|subgraphs)\/.*messages\.ts$/.test(path),
);

const load = createRequire(__filename);

type Message = (...values: unknown[]) => Words;

function isWords(value: unknown): value is Words {
  return typeof value === 'object' && value !== null && 'en' in value;
}

/** Every message of a file, with what it says when it is given names, numbers and lists of every kind. */
function messagesOf(path: string): { name: string; words: Words; isQuoted: boolean }[] {
  const module = load(join(projectRoot, 'dist', path.replace(/\.ts$/, '.js'))) as Record<string, unknown>;
  const samples = [
    ['wales', 'b', 'c'],
    [['PERSON', 'GROUP']],
    ['directory', 'b', 'c'],
    [7, 8, 9],
    ['title', ['cy'], 3],
    ['a', 'b', { from: '1', to: '2' }],
    ['x', 'max', 5],
    [{ en: 'Wales', cy: 'Cymru' }, 5],
    ['an-id', { region: { en: 'Wales', cy: 'Cymru' }, field: 'title', required: ['cy'], missing: ['cy'] }],
  ];
  return Object.entries(module)
    .filter((entry): entry is [string, Message] => typeof entry[1] === 'function')
    .flatMap(([name, message]) =>
      samples.flatMap((values) => {
        try {
          const words = message(...values);
          const isQuoted = isWords(words) && (values as unknown[]).includes(words.en);
          return isWords(words) ? [{ name: `${path} ${name}`, words, isQuoted }] : [];
        } catch {
          // A sample that the message is not made for.
          return [];
        }
      }),
    );
}

const all = files.flatMap(messagesOf);

test('there are messages, and every function of the files is called', () => {
  const called = new Set(all.map(({ name }) => name));
  const exported = files.flatMap((path) =>
    [...readFileSync(join(projectRoot, path), 'utf8').matchAll(/^export function (\w+)/gm)].map(
      ([, name]) => `${path} ${name}`,
    ),
  );
  expect([...called].sort()).toEqual(exported.sort());
  expect(called.size).toBeGreaterThan(25);
});

test.each([...new Map(all.map((one) => [`${one.name}: ${one.words.en}`, one])).values()])(
  '$name is said in every language',
  ({ words: { en, cy }, isQuoted }) => {
    expect(cy.trim().length).toBeGreaterThan(8);
    expect(cy).not.toBe(en);
    // What a library says in English alone is quoted.
    if (isQuoted) expect(cy).toContain(`“${en}”`);
    else expect(en.trim().length).toBeGreaterThan(8);
  },
);

test('nothing is said to people but by these files', () => {
  const sources = (readdirSync(projectRoot, { recursive: true }) as string[]).filter((path) =>
    /^(gateway|subgraphs)\/.*(?<!messages)\.ts$/.test(path),
  );
  const literal =
    /new (?:BadInput|BadCursor|Refusal)\(\s*(?:'[A-Z_]+',\s*)?[`'"](?![A-Z_]+['"],)|problem\(\s*'[A-Z_]+',\s*[`'"{]/;
  const said = sources.filter((path) => literal.test(readFileSync(join(projectRoot, path), 'utf8')));
  expect(said).toEqual([]);
});
