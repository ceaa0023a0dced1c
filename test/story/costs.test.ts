import { readCostTable, type CostRow } from '../support/cost-table';
import { examples, type Example } from '../support/examples';
import { Graph } from '../support/graph';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start();
});
afterAll(() => graph.stop());

async function measure({ name, query, variables, viewer }: Example): Promise<CostRow> {
  graph.clearLogs();
  const { status, errors, data } = await graph.ask({ query, variables }, { as: viewer });
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  expect(Object.values(data as object)).not.toContain(null);
  return { operation: name, ...graph.cost() };
}

test('every example costs exactly the subgraph calls and SQL statements of the committed table', async () => {
  const measured: CostRow[] = [];
  for (const example of examples) measured.push(await measure(example));
  expect(measured).toEqual(readCostTable());
});

const paged = examples.filter(({ variables }) => 'first' in variables);

test('most examples are pages', () => {
  expect(paged.length).toBeGreaterThan(12);
});

test.each(paged)('$name costs the same for a page of 100 as for a page of 10', async (example) => {
  const ten = await measure({ ...example, variables: { ...example.variables, first: 10 } });
  const hundred = await measure({ ...example, variables: { ...example.variables, first: 100 } });
  expect(hundred).toEqual(ten);
});
