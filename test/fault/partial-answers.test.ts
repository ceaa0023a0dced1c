import { services } from '../../schema/services';
import type { Answer } from '../support/ask';
import { print } from 'graphql';
import { examples as published } from '../support/examples';
import { lostFields, withTypeNames } from '../support/field-owners';
import { Graph } from '../support/graph';

const examples = published.map((example) => {
  const document = withTypeNames(example.query);
  return { ...example, document, query: print(document) };
});
type Example = (typeof examples)[number];

let graph: Graph;
const whole = new Map<string, Answer>();

beforeAll(async () => {
  graph = await Graph.start();
  for (const example of examples)
    whole.set(example.name, await graph.ask({ query: example.query, variables: example.variables }));
});
afterAll(() => graph.stop());

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a partial answer says something else than the whole one: anything but a null in the place of a value. */
function contradictions(partial: Json, full: Json, path = '$'): string[] {
  if (partial === null) return [];
  if (Array.isArray(partial) && Array.isArray(full)) {
    if (partial.length !== full.length) return [`${path}: ${partial.length} of ${full.length} rows`];
    return partial.flatMap((one: Json, index) =>
      contradictions(one, full[index] as Json, `${path}[${index}]`),
    );
  }
  if (isObject(partial) && isObject(full)) {
    if (Object.keys(partial).join() !== Object.keys(full).join()) return [`${path}: other fields`];
    return Object.entries(partial).flatMap(([name, value]) =>
      // How current a region is differs from one moment to the next, and more so while one is down.
      name === 'freshness' ? [] : contradictions(value, full[name] as Json, `${path}.${name}`),
    );
  }
  return partial === full ? [] : [`${path}: ${JSON.stringify(partial)}, not ${JSON.stringify(full)}`];
}

/** The nodes that a document gave, with the region that each row belongs to, where the edge says so. */
function edgesOf(value: Json): { regionSlug: string; node: { readonly [name: string]: Json } }[] {
  if (Array.isArray(value)) return value.flatMap(edgesOf);
  if (!isObject(value)) return [];
  const inner = Object.values(value).flatMap(edgesOf);
  const isEdge = typeof value['regionSlug'] === 'string' && isObject(value['node'] ?? null);
  return isEdge ? [value as never, ...inner] : inner;
}

function isNullButId(node: { readonly [name: string]: Json }): boolean {
  return Object.entries(node).every(
    ([name, value]) => ['id', '__typename', 'coopMembership'].includes(name) || value === null,
  );
}

function isOnlyFreshness(lost: ReadonlyMap<string, unknown>): boolean {
  return lost.size > 0 && [...lost.keys()].every((field) => field.startsWith('Freshness.'));
}

describe.each(services)('while $slug is down', ({ slug, kind }) => {
  beforeAll(() => graph.stopSubgraph(slug));
  afterAll(async () => {
    await graph.startSubgraph(slug);
    await graph.untilReady();
  });

  test.each(examples)('$name gives all that does not depend on it', async (example: Example) => {
    const {
      status,
      data,
      errors = [],
    } = await graph.ask({ query: example.query, variables: example.variables });
    const full = whole.get(example.name)?.data as Json;
    expect(status).toBe(200);
    expect(contradictions(data as Json, full)).toEqual([]);

    const expected =
      kind === 'region'
        ? { code: 'REGION_UNAVAILABLE', region: slug }
        : { code: 'SUBGRAPH_UNAVAILABLE', subgraph: slug };
    const lost = lostFields(data, full as never, example.document);
    // Everything else is there: what is null is so because only who is down could have said it.
    const isFreshness = (field: string): boolean => field.startsWith('Freshness.') && kind !== 'directory';
    const unexplained = [...lost].filter(([field, owners]) => owners.join() !== slug && !isFreshness(field));
    expect(unexplained).toEqual([]);
    // Without an error, nothing may be missing; a null that cannot be told from a missing value has one too.
    const isUntouched = lost.size === 0 && errors.length === 0;
    expect(errors.map(({ extensions }) => extensions)).toEqual(
      isUntouched || isOnlyFreshness(lost) ? [] : [expected],
    );

    const edges = edgesOf(data as Json);
    const fullEdges = edgesOf(full);
    // The lists are the directory's: every row keeps its place, its id and its owner.
    if (slug !== 'directory')
      expect(edges.map((one) => one.regionSlug)).toEqual(fullEdges.map((one) => one.regionSlug));
    for (const { regionSlug, node } of edges) {
      if (kind === 'region')
        expect({ id: node['id'], isNull: isNullButId(node) }).toEqual({
          id: node['id'],
          isNull: regionSlug === slug,
        });
    }
  });
});

test('after each has come back, every example is whole again', async () => {
  for (const example of examples) {
    const { data, errors } = await graph.ask({ query: example.query, variables: example.variables });
    const full = whole.get(example.name) as Answer;
    expect({ name: example.name, errors }).toEqual({ name: example.name, errors: undefined });
    expect(contradictions(data as Json, full.data as Json)).toEqual([]);
    expect(contradictions(full.data as Json, data as Json)).toEqual([]);
  }
});

test('a region that is down says so in its freshness, and keeps its name', async () => {
  await graph.stopSubgraph('cumbria');
  const query = '{ region(slug: "cumbria") { name { text } freshness { status behind } languages } }';
  const isUnreachable = async (): Promise<boolean> =>
    (await graph.ask(query)).data.region.freshness.status === 'UNREACHABLE';
  const deadline = Date.now() + 10_000;
  while (!(await isUnreachable()) && Date.now() < deadline);
  const { data } = await graph.ask(query);
  expect(data.region).toEqual({
    name: { text: 'Cumbria' },
    freshness: { status: 'UNREACHABLE', behind: null },
    languages: null,
  });
  expect((await fetch(`${graph.url()}/health/ready`)).status).toBe(503);
  expect((await fetch(`${graph.url()}/health/live`)).status).toBe(200);
  await graph.startSubgraph('cumbria');
  await graph.untilReady();
});
