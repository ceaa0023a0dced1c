import fc from 'fast-check';
import type { Database } from '../../subgraphs/kit/database/database';
import { encodeCursor } from '../../subgraphs/kit/list/cursor';
import { markOf, type Order, type PageRow } from '../../subgraphs/kit/list/list-query';
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
  type Told,
} from './listed-thing';
import { expectedPage, sortThings, type Asked } from './page-oracle';
import { TemporaryFolder } from './temporary-folder';

const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open(thingEntities);
});

afterAll(() => folder.remove());

function thing(values: Partial<Thing>): Thing {
  return Object.assign(new Thing(), { word: 'a', at: new Date(0), score: 0, box: 'b' }, values);
}

/** Twelve things with few sort values: most stand beside an equal one. */
const twelve = Array.from({ length: 12 }, (_, index) =>
  thing({
    id: `t${(index * 7) % 12}`,
    word: ['a', 'b', 'ä', ''][index % 4],
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, 0, index % 3)),
    score: (index % 3) - 1.5,
  }),
);

async function ask(order: Order, asked: Asked): Promise<Told> {
  const list = thingList(order);
  const { after, before, ...size } = asked;
  const cursors = {
    ...(after && { after: cursorOfThing(list, after) }),
    ...(before && { before: cursorOfThing(list, before) }),
  };
  return tell(pageOf(requestOf(db), list, { ...size, ...cursors }));
}

async function readAfter(order: Order, after: string): Promise<readonly PageRow[]> {
  return pageOf(requestOf(db), thingList(order), { first: 1, after }).rows();
}

/** Reads a list from one end to the other; answers the ids of each page. */
async function walk(order: Order, size: number, isForwards: boolean): Promise<string[][]> {
  const list = thingList(order);
  const pages: string[][] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = pageOf(
      requestOf(db),
      list,
      isForwards ? { first: size, after: cursor } : { last: size, before: cursor },
    );
    const rows = await page.rows();
    pages.push(rows.map(({ id }) => id));
    if (!(await page.hasMore(isForwards ? 'after' : 'before'))) return pages;
    cursor = page.cursor((isForwards ? rows.at(-1) : rows[0])!);
  }
}

describe.each(orders)('a list in the order $name', (order) => {
  beforeAll(() => replaceThings(db, twelve));

  const ids = sortThings(order, twelve).map(({ id }) => id);
  const sizes = Array.from({ length: 13 }, (_, index) => index + 1);

  it.each(sizes)('is read whole, forwards and backwards, %d at a time', async (size) => {
    const forwards = await walk(order, size, true);
    const backwards = await walk(order, size, false);
    expect(forwards.flat()).toEqual(ids);
    expect(backwards.toReversed().flat()).toEqual(ids);
    expect(forwards.slice(0, -1).every((page) => page.length === size)).toBe(true);
    expect([forwards.length, backwards.length]).toEqual([Math.ceil(12 / size), Math.ceil(12 / size)]);
  });

  it('carries the columns that it is asked for, and is counted', async () => {
    const page = pageOf(requestOf(db), thingList(order), { first: 1 });
    const [row] = await page.rows();
    expect([row?.columns, await page.count()]).toEqual([{ box: 'b' }, 12]);
  });

  it('refuses a cursor of the same columns the other way round', async () => {
    const other = orders.find(
      ({ column, direction }) => column === order.column && direction !== order.direction,
    );
    const cursor = cursorOfThing(thingList(other!), twelve[0]!);
    const reading = readAfter(order, cursor);
    await expect(reading).rejects.toMatchObject({ extensions: { code: 'BAD_CURSOR' } });
  });

  it.each([['no such value'], [1e300], [-1], ['']])(
    'answers a made-up sort value (%p) where it could be one, and else refuses it',
    async (sort) => {
      const cursor = encodeCursor(order.name, markOf(thingList(order), null), { sort, id: 't1' });
      const outcome = await readAfter(order, cursor).then(
        () => 'rows',
        (error: unknown) => (error as { extensions?: { code?: string } }).extensions?.code ?? error,
      );
      const fits =
        order.type === 'text'
          ? typeof sort === 'string'
          : sort === -1 || (sort === 1e300 && order.type === 'number');
      expect(outcome).toBe(fits ? 'rows' : 'BAD_CURSOR');
    },
  );
});

describe('a page', () => {
  const value = fc.record({
    word: fc.constantFrom('', 'a', 'aa', 'b', 'ŵ', 'z z'),
    at: fc.integer({ min: -2, max: 2 }).map((millis) => new Date(millis)),
    score: fc.constantFrom(-1.5, 0, 0.25, 3),
  });
  const position = fc
    .record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'), value })
    .map(({ id, value: values }) => thing({ id, ...values }));
  const things = fc.uniqueArray(position, { selector: ({ id }) => id, maxLength: 10 });
  const size = fc.integer({ min: 1, max: 11 });
  const asked = fc.record(
    { size, isFromEnd: fc.boolean(), after: position, before: position },
    { requiredKeys: ['size', 'isFromEnd'] },
  );

  it('is what an ordered array would give, wherever its cursors stand', async () => {
    await fc.assert(
      fc.asyncProperty(
        things,
        fc.constantFrom(...orders),
        asked,
        async (rows, order, { size, isFromEnd, ...cursors }) => {
          await replaceThings(db, rows);
          const page = { ...(isFromEnd ? { last: size } : { first: size }), ...cursors };
          expect(await ask(order, page)).toEqual(expectedPage(order, rows, page));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('beyond the only row knows of that row, on whichever side it lies', async () => {
    const [only] = twelve;
    await replaceThings(db, [only!]);
    const [order] = orders;
    const asked = [
      { first: 5, after: only },
      { last: 5, after: only },
      { first: 5, before: only },
      { last: 5, before: only },
    ];
    const [previous, next] = [
      { ids: [], hasPrevious: true, hasNext: false },
      { ids: [], hasPrevious: false, hasNext: true },
    ];
    expect(await Promise.all(asked.map((one) => ask(order!, one)))).toEqual([previous, previous, next, next]);
  });

  it('follows on the one before while rows come and go: no row that stays is left out or shown twice', async () => {
    const order = orders[0]!;
    await fc.assert(
      fc.asyncProperty(things, things, size, async (rows, others, first) => {
        const ofOthers = others.filter(({ id }) => !rows.some((row) => row.id === id));
        await replaceThings(db, rows);
        const page = pageOf(requestOf(db), thingList(order), { first });
        const seen = (await page.rows()).map(({ id }) => id);
        const last = (await page.rows()).at(-1);
        if (!last) return;
        const staying = rows.filter(({ id }) => id !== last.id);
        await replaceThings(db, [...staying, ...ofOthers]);
        const rest = await pageOf(requestOf(db), thingList(order), {
          first: 100,
          after: page.cursor(last),
        }).rows();
        const read = [...seen, ...rest.map(({ id }) => id)];
        expect(read.filter((id) => staying.some((row) => row.id === id)).toSorted()).toEqual(
          staying.map(({ id }) => id).toSorted(),
        );
      }),
    );
  });
});
