import { regions } from '../../schema/regions';
import { Graph } from '../support/graph';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start({ demo: { members: 2800, activities: 0 } });
});
afterAll(() => graph.stop());

const query = `query Page($after: String) {
  members(first: 3, after: $after, orderBy: NAME) {
    edges { regionSlug node { id displayName } }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Page {
  readonly edges: readonly { readonly regionSlug: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

async function readPage(after: string | null): Promise<Page> {
  const { data, errors } = await graph.ask({ query, variables: { after } });
  expect(errors).toBeUndefined();
  return data.members as Page;
}

/** What a subgraph's operations have cost since the logs were cleared, in SQL statements. */
function statementsOf(slug: string): (number | undefined)[] {
  return graph
    .log(slug)
    .operations()
    .map(({ statements }) => statements);
}

test('page 500 takes the SQL statements of page 1, and so does every page between them', async () => {
  const costs = new Set<string>();
  const ids = new Set<string>();
  let pages = 0;
  let after: string | null = null;
  for (; pages < 500; pages += 1) {
    graph.clearLogs();
    const { edges, pageInfo }: Page = await readPage(after);
    edges.forEach(({ node }) => ids.add(node.id));
    const asked = new Set(edges.map(({ regionSlug }) => regionSlug));
    costs.add(`directory: ${statementsOf('directory').join()}`);
    for (const { slug } of regions)
      costs.add(
        `a region ${asked.has(slug) ? 'on the page' : 'not on the page'}: ${statementsOf(slug).join()}`,
      );
    expect(pageInfo.hasNextPage).toBe(true);
    after = pageInfo.endCursor;
  }
  expect(ids.size).toBe(pages * 3);
  expect([...costs].sort()).toEqual([
    'a region not on the page: ',
    'a region on the page: 1',
    'directory: 1',
  ]);
});
