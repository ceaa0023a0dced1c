import fc from 'fast-check';
import type { Database } from '../../subgraphs/kit/database/database';
import { wordsOf } from '../../subgraphs/kit/database/words';
import { textMatches } from '../../subgraphs/kit/list/conditions';
import { indexEntities, removeFromIndex, replaceInIndex } from '../../subgraphs/kit/list/indexed-row';
import { ROW } from '../../subgraphs/kit/list/list-query';
import { Thing } from './listed-thing';
import { TemporaryFolder } from './temporary-folder';

const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open([Thing, ...indexEntities]);
});

afterAll(() => folder.remove());

/** Makes these texts findable, in the place of all that were, each by its number. */
async function index(texts: readonly string[]): Promise<void> {
  const rows = texts.map((text, number) => ({ id: `${number}`, text, facets: {}, listedTo: [] }));
  const things = rows.map(({ id }) => ({ id, word: '', at: new Date(0), score: 0, box: '' }));
  await db.write(async (manager) => {
    const before = await manager.find(Thing, { select: { id: true } });
    await removeFromIndex(
      manager,
      before.map(({ id }) => id),
    );
    await manager.deleteAll(Thing);
    await manager.insert(Thing, things);
    await replaceInIndex(manager, rows);
  });
}

/** Numbers of the texts that are found. */
async function find(text: string): Promise<number[]> {
  const query = db.read.createQueryBuilder().from(Thing, ROW).select(`${ROW}.id`, 'id');
  textMatches(query, text);
  return (await query.getRawMany<{ id: string }>())
    .map(({ id }) => Number(id))
    .sort((one, other) => one - other);
}

describe('words', () => {
  it.each([
    ['Anwen  Rees', ['anwen', 'rees']],
    ['Llŷr ŵ', ['llyr', 'w']],
    ["O'Connor-Jones (demo)", ['o', 'connor', 'jones', 'demo']],
    ['"NOT" OR *', ['not', 'or']],
    ['!?', []],
    ['', []],
    ['a b c d e f g h i j k l', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']],
    ['x'.repeat(60), ['x'.repeat(40)]],
  ])('of %j are %j', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });
});

describe('a text', () => {
  const texts = [
    'Gŵyl y syniadau bach, Tŷ Newydd, Llŷn',
    'Festival of small ideas: bring one idea',
    'Siân Ó Briain (demo)',
    'NOT a meeting OR a training AND nothing NEAR you',
    'Crème brûlée; DROP TABLE search_text; --',
    'Володимир Київський',
    'Ἀθήνα ΑΘΗΝΑ',
    'हिन्दी समूह',
    '한국 모임',
    'ガーデン',
  ];

  beforeAll(() => index(texts));

  it.each([
    ['gwyl', [0]],
    ['GŴYL', [0]],
    ['g\u0077\u0302yl', [0]],
    ['ty newydd', [0]],
    ['newydd ty', [0]],
    ['llyn', [0]],
    ['syn', [0]],
    ['yniadau', []],
    ['fest ide', [1]],
    ['sian', [2]],
    ['Sián', [2]],
    ['o briain', [2]],
    ['demo sian', [2]],
    ['small festival gwyl', []],
    ['володимир', [5]],
    ['Київський', [5]],
    ['київ', [5]],
    ['αθηνα', [6]],
    ['हिन्दी', [7]],
    ['한국', [8]],
    ['ガーデン', [9]],
  ])('is found by %j: %j', async (text, expected) => {
    expect(await find(text)).toEqual(expected);
  });

  it.each([
    ['NOT', [3]],
    ['meeting OR festival', []],
    ['meeting OR training', [3]],
    ['NEAR you', [3]],
    ['NEAR(meeting training)', [3]],
    ['"small ideas"', [1]],
    ['"', []],
    ["'", []],
    ['"""', []],
    ["' OR 1=1 --", []],
    ['text:festival', []],
    ['festival*', [1]],
    ['*', []],
    ['^festival', [1]],
    ['-festival', [1]],
    ['+festival', [1]],
    ['{festival} : small', [1]],
    ['(festival', [1]],
    ['%', []],
    ['_', []],
    ['\\', []],
    ['\u0000', []],
    ['festival\u0000small', [1]],
    ['drop table search_text', [4]],
  ])('takes no word for an operator: %j finds %j', async (text, expected) => {
    expect(await find(text)).toEqual(expected);
  });

  it('that is empty asks for nothing', async () => {
    expect(await find('')).toEqual(texts.map((_, number) => number));
  });

  it('that is replaced or taken away is not found any more', async () => {
    await db.write(async (manager) => {
      await replaceInIndex(manager, [{ id: '0', text: 'another', facets: {}, listedTo: [] }]);
      await removeFromIndex(manager, ['1']);
    });
    expect([await find('gwyl'), await find('another'), await find('festival')]).toEqual([[], [0], []]);
    await index(texts);
  });
});

it('a row is found when every word that is asked for begins a word of its text, in whatever script', async () => {
  const word = fc.string({
    unit: fc.constantFrom(...Array.from('abŵÉçßñłаїйΆήאन한がナ')),
    minLength: 1,
    maxLength: 3,
  });
  const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), text, async (texts, asked) => {
      await index(texts);
      const wanted = wordsOf(asked);
      const expected = texts.flatMap((one, number) =>
        wanted.every((begin) => wordsOf(one).some((whole) => whole.startsWith(begin))) ? [number] : [],
      );
      expect(await find(asked)).toEqual(expected);
    }),
    { numRuns: 150 },
  );
});

it('no text makes the database fail', async () => {
  await index(['festival of small ideas']);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
      expect(await find(text)).toEqual(expect.any(Array));
    }),
    { numRuns: 200 },
  );
});
