import fc from 'fast-check';
import type { Database } from '../../subgraphs/kit/database/database';
import { countingStatements } from '../../subgraphs/kit/database/statements';
import type { ListQuery } from '../../subgraphs/kit/list/list-query';
import {
  cursorOfThing,
  orders,
  pageOf,
  replaceThings,
  requestOf,
  tell,
  Thing,
  thingEntities,
  thingList,
} from './listed-thing';
import { expectedPage, sortThings } from './page-oracle';
import { TemporaryFolder } from './temporary-folder';

const folder = new TemporaryFolder();
const byWord = orders[0]!;
const boxes = ['red', 'green', 'blue', 'empty'];
/** Every thing lies in its own box, and those with an even number lie in the blue one, too. */
const things = Array.from({ length: 30 }, (_, index) =>
  Object.assign(new Thing(), {
    id: `t${String(index).padStart(2, '0')}`,
    word: 'cab'[index % 3],
    at: new Date(index * 1000),
    score: index,
    box: boxes[index % 2],
  }),
);

function boxesOf({ box, score }: Thing): string[] {
  return score % 2 === 0 ? [box, 'blue'] : [box];
}

let db: Database;

beforeAll(async () => {
  db = await folder.open(thingEntities);
  await replaceThings(db, things, boxesOf);
});

afterAll(() => folder.remove());

const waysToHang: [string, ListQuery['parent'], (box: string) => Thing[]][] = [
  ['a facet', { by: 'facet', name: 'box' }, (box) => things.filter((thing) => boxesOf(thing).includes(box))],
  ['a column', { by: 'column', name: 'box' }, (box) => things.filter((thing) => thing.box === box)],
];

describe.each(waysToHang)('lists that hang from %s', (_what, parent, inBox) => {
  const list = thingList(byWord, parent);

  it('are read for all parents in one statement, each as if it were alone', async () => {
    const context = requestOf(db);
    const told = await countingStatements(context.work, () =>
      Promise.all(boxes.map((box) => tell(pageOf(context, list, { first: 4, parent: box })))),
    );
    expect(told).toEqual(boxes.map((box) => expectedPage(byWord, inBox(box), { first: 4 })));
    expect(context.work).toEqual({ statements: 1 });
  });

  it('are read from their ends in one statement', async () => {
    const context = requestOf(db);
    const told = await countingStatements(context.work, () =>
      Promise.all(boxes.map((box) => tell(pageOf(context, list, { last: 4, parent: box })))),
    );
    expect(told).toEqual(boxes.map((box) => expectedPage(byWord, inBox(box), { last: 4 })));
    expect(context.work).toEqual({ statements: 1 });
  });

  it('are counted in one statement, and an empty one is counted as none', async () => {
    const context = requestOf(db);
    const counts = await countingStatements(context.work, () =>
      Promise.all(boxes.map((box) => pageOf(context, list, { first: 1, parent: box }).count())),
    );
    expect(counts).toEqual(boxes.map((box) => inBox(box).length));
    expect(context.work).toEqual({ statements: 1 });
  });

  it('take no statement for what is not asked for', async () => {
    const context = requestOf(db);
    countingStatements(context.work, () => pageOf(context, list, { first: 1, parent: 'red' }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(context.work).toEqual({ statements: 0 });
  });

  it('are read on with a cursor of their own', async () => {
    const sorted = sortThings(byWord, inBox('red'));
    const after = cursorOfThing(list, sorted[3]!, 'red');
    const told = await tell(pageOf(requestOf(db), list, { first: 5, after, parent: 'red' }));
    expect(told).toEqual(expectedPage(byWord, inBox('red'), { first: 5, after: sorted[3] }));
  });

  it('know of rows before their first one', async () => {
    const after = cursorOfThing(list, sortThings(byWord, inBox('red')).at(-1)!, 'red');
    const told = await tell(pageOf(requestOf(db), list, { first: 5, after, parent: 'red' }));
    expect(told).toEqual({ ids: [], hasPrevious: true, hasNext: false });
  });

  it('refuse a cursor of another parent, and one of the whole list', async () => {
    const [first] = sortThings(byWord, inBox('red'));
    for (const cursor of [cursorOfThing(list, first!, 'red'), cursorOfThing(list, first!)]) {
      const reading = (async () =>
        pageOf(requestOf(db), list, { first: 5, after: cursor, parent: 'green' }).rows())();
      await expect(reading).rejects.toMatchObject({ extensions: { code: 'BAD_CURSOR' } });
    }
  });

  it('with other arguments are read apart', async () => {
    const context = requestOf(db);
    const told = await Promise.all([
      tell(pageOf(context, list, { first: 2, parent: 'red' })),
      tell(pageOf(context, list, { first: 3, parent: 'red' })),
      tell(pageOf(context, { ...list, order: orders[1]! }, { first: 2, parent: 'red' })),
    ]);
    expect(told).toEqual([
      expectedPage(byWord, inBox('red'), { first: 2 }),
      expectedPage(byWord, inBox('red'), { first: 3 }),
      expectedPage(orders[1]!, inBox('red'), { first: 2 }),
    ]);
  });

  it('are what ordered arrays would give, whatever is asked', async () => {
    const asked = fc.record({
      order: fc.constantFrom(...orders),
      size: fc.integer({ min: 1, max: 20 }),
      isFromEnd: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(asked, fc.subarray(boxes), async ({ order, size, isFromEnd }, parents) => {
        const context = requestOf(db);
        const page = isFromEnd ? { last: size } : { first: size };
        const inOrder = { ...list, order };
        const told = await Promise.all(
          parents.map((box) => tell(pageOf(context, inOrder, { ...page, parent: box }))),
        );
        expect(told).toEqual(parents.map((box) => expectedPage(order, inBox(box), page)));
      }),
    );
  });
});
