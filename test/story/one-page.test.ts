import { regions } from '../../schema/regions';
import { Graph } from '../support/graph';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start();
});
afterAll(() => graph.stop());

interface Edge {
  readonly cursor: string;
  readonly regionSlug: string;
  readonly node: { readonly id: string; readonly sort: string | null };
}

interface ListPage {
  readonly totalCount: number;
  readonly edges: readonly Edge[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

interface List {
  readonly root: 'members' | 'activities';
  readonly orderBy: string;
  /** The field that the order is by; null where clients do not see it. */
  readonly sort: string | null;
  readonly descends: boolean;
}

const lists: List[] = [
  { root: 'members', orderBy: 'JOINED_NEWEST_FIRST', sort: 'joinedAt', descends: true },
  { root: 'members', orderBy: 'JOINED_OLDEST_FIRST', sort: 'joinedAt', descends: false },
  { root: 'members', orderBy: 'NAME', sort: null, descends: false },
  { root: 'activities', orderBy: 'STARTS_SOONEST_FIRST', sort: 'startsAt', descends: false },
  { root: 'activities', orderBy: 'STARTS_LATEST_FIRST', sort: 'startsAt', descends: true },
  { root: 'activities', orderBy: 'PUBLISHED_NEWEST_FIRST', sort: null, descends: true },
];

async function readPage({ root, orderBy, sort }: List, page: Record<string, unknown>): Promise<ListPage> {
  const order = root === 'members' ? 'MemberOrder' : 'ActivityOrder';
  const { data, errors } = await graph.ask({
    query: `query Page($first: Int, $after: String, $last: Int, $before: String, $orderBy: ${order}!) {
      ${root}(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
        totalCount
        edges { cursor regionSlug node { id sort: ${sort ?? '__typename'} } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }`,
    variables: { orderBy, ...page },
  });
  expect(errors).toBeUndefined();
  return data[root] as ListPage;
}

async function forwards(list: List): Promise<Edge[]> {
  const all: Edge[] = [];
  let page = await readPage(list, { first: 7 });
  expect(page.pageInfo.hasPreviousPage).toBe(false);
  for (;;) {
    all.push(...page.edges);
    if (!page.pageInfo.hasNextPage) return all;
    page = await readPage(list, { first: 7, after: page.pageInfo.endCursor });
    expect(page.pageInfo.hasPreviousPage).toBe(true);
  }
}

async function backwards(list: List): Promise<Edge[]> {
  const all: Edge[] = [];
  let page = await readPage(list, { last: 7 });
  expect(page.pageInfo.hasNextPage).toBe(false);
  for (;;) {
    all.unshift(...page.edges);
    if (!page.pageInfo.hasPreviousPage) return all;
    page = await readPage(list, { last: 7, before: page.pageInfo.startCursor });
    expect(page.pageInfo.hasNextPage).toBe(true);
  }
}

describe.each(lists)('$root by $orderBy', (list) => {
  test('seven at a time, give each row once, in order, from all regions, both ways', async () => {
    const [there, back] = await Promise.all([forwards(list), backwards(list)]);
    const { totalCount } = await readPage(list, { first: 1 });
    const ids = there.map(({ node }) => node.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(totalCount);
    expect(back.map(({ node }) => node.id)).toEqual(ids);
    expect(new Set(there.map(({ regionSlug }) => regionSlug)).size).toBe(regions.length);
    if (list.sort) {
      const sorts = there.map(({ node }) => node.sort ?? '');
      expect(sorts).toEqual(list.descends ? sorts.toSorted().reverse() : sorts.toSorted());
    }
  });

  test('cost the same SQL on the last page as on the first', async () => {
    const all = await forwards(list);
    graph.clearLogs();
    await readPage(list, { first: 7 });
    const onFirst = graph
      .log('directory')
      .operations()
      .map(({ statements }) => statements);
    graph.clearLogs();
    await readPage(list, { first: 7, after: all.at(-8)?.cursor });
    const onLast = graph
      .log('directory')
      .operations()
      .map(({ statements }) => statements);
    // One more: whether there are rows before a page that came after a cursor takes a look.
    expect(onLast).toEqual(onFirst.map((statements) => (statements ?? 0) + 1));
  });
});
