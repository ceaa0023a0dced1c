import { examples } from '../support/examples';
import { Graph } from '../support/graph';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start();
});
afterAll(() => graph.stop());

test.each(examples)('$name', async ({ name, query, variables }) => {
  graph.clearLogs();
  const a = await graph.ask({ query, variables });
  console.log(name, graph.cost(), JSON.stringify(a.errors), JSON.stringify(a.data).length);
});
