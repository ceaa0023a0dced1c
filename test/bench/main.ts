import { Graph } from '../support/graph';
import { examples } from '../support/examples';

// Prints ratios of what is measured to a peer or a limit in the same run: a machine's own speed cancels out.

const ROUNDS = 300;

interface Timing {
  readonly name: string;
  /** Milliseconds of one answer, the median. */
  readonly median: number;
}

async function time(name: string, body: () => Promise<unknown>): Promise<Timing> {
  for (let warm = 0; warm < 50; warm += 1) await body();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    await body();
    times.push(performance.now() - startedAt);
  }
  return { name, median: times.toSorted((one, other) => one - other)[ROUNDS / 2] ?? 0 };
}

function report(title: string, peer: Timing, measured: readonly Timing[]): void {
  process.stdout.write(`\n${title}\n`);
  for (const { name, median } of [peer, ...measured]) {
    const ratio = (median / peer.median).toFixed(2);
    process.stdout.write(`  ${name.padEnd(46)} ${median.toFixed(2).padStart(8)} ms   ${ratio} x\n`);
  }
}

const idsOnly = `query Page($after: String) { activities(first: 20, after: $after) { nodes { id } pageInfo { endCursor } } }`;

async function deepCursor(graph: Graph, pages: number): Promise<string> {
  let after: string | null = null;
  for (let page = 0; page < pages; page += 1) {
    const { data } = await graph.ask({ query: idsOnly, variables: { after } });
    after = data.activities.pageInfo.endCursor as string;
  }
  return after ?? '';
}

async function main(): Promise<void> {
  const graph = await Graph.start({ demo: { members: 4000, activities: 8000 } });
  const example = examples.find(({ name }) => name === 'local-events');
  if (!example) throw new Error('The example local-events is gone.');
  const ofWales = { query: example.query, variables: { ...example.variables, regions: ['wales'] } };
  const ofAll = { query: example.query, variables: { ...example.variables, regions: null } };
  try {
    const alone = await time('a region alone, asked directly', () => graph.ask(ofWales, { of: 'wales' }));
    report('A page of 20 activities, against one region asked directly', alone, [
      await time('the same through the gateway', () => graph.ask(ofWales)),
      await time('over the whole UK through the gateway', () => graph.ask(ofAll)),
    ]);
    const firstPage = await time('page 1', () => graph.ask({ query: idsOnly, variables: {} }));
    const after = await deepCursor(graph, 200);
    report('How deep a page is, against page 1 of the UK-wide list', firstPage, [
      await time('page 201', () => graph.ask({ query: idsOnly, variables: { after } })),
    ]);
  } finally {
    await graph.stop();
  }
}

void main();
