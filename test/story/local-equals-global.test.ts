import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFolder } from '../../schema/project';
import { facts } from '../../schema/reference/facts';
import { regions } from '../../schema/regions';
import { examples } from '../support/examples';
import { Graph } from '../support/graph';

const contract = buildSchema(readFileSync(join(schemaFolder, 'region.graphql'), 'utf8'));
const local = examples.filter(({ query }) => validate(contract, parse(query)).length === 0);
// Asked of a region, "all" is the region; asked of the gateway, it is the UK: only a filter makes them one question.
const filtered = local.filter(({ variables }) => 'regions' in variables);

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start();
});
afterAll(() => graph.stop());

test('there are examples that a region answers alone', () => {
  expect(filtered.length).toBeGreaterThanOrEqual(3);
});

describe.each(regions)('$slug', ({ slug }) => {
  test.each(filtered)('answers $name as the gateway does for it', async ({ name, query, variables }) => {
    const question = { query, variables: { ...variables, regions: [slug] } };
    const [ofRegion, ofGateway] = await Promise.all([graph.ask(question, { of: slug }), graph.ask(question)]);
    expect(ofRegion).toEqual(ofGateway);
    expect(ofRegion.errors).toBeUndefined();
    // A region that has just joined has no networks.
    const mayBeEmpty =
      name === 'local-networks' && !facts.coordinatingOrganisations.some(({ region }) => region === slug);
    expect(JSON.stringify(ofRegion.data).length).toBeGreaterThan(mayBeEmpty ? 0 : 200);
  });

  test('gives the rows of every filter as the gateway does for it', async () => {
    const activities = [
      { kinds: ['TRAINING', 'MEETING'] },
      { audiences: ['BOTH'] },
      { themes: ['peer-support', 'basic-income'] },
      { from: '2026-11-21T00:00:00Z', to: '2027-03-01T00:00:00Z' },
      { modes: ['ONLINE', 'HYBRID'] },
      { languages: ['cy', 'en'] },
      { accessFeatures: ['step-free'] },
      { near: { latitude: 54, longitude: -3.2, km: 150 } },
      { available: true },
      { available: false },
      { statuses: ['CANCELLED'] },
      { text: 'peer' },
    ];
    const orders = ['STARTS_SOONEST_FIRST', 'STARTS_LATEST_FIRST', 'PUBLISHED_NEWEST_FIRST'];
    for (const [index, filter] of activities.entries()) {
      const question = {
        query: `query Rows($filter: ActivityFilter, $orderBy: ActivityOrder!) {
          activities(first: 100, filter: $filter, orderBy: $orderBy) { totalCount nodes { id } }
        }`,
        variables: { filter: { ...filter, regions: [slug] }, orderBy: orders[index % orders.length] },
      };
      const [ofRegion, ofGateway] = await Promise.all([
        graph.ask(question, { of: slug }),
        graph.ask(question),
      ]);
      expect({ filter, ...ofRegion }).toEqual({ filter, ...ofGateway });
      expect(ofRegion.data.activities.totalCount).toBe(ofRegion.data.activities.nodes.length);
    }
  });
});

test('every filter of activities lets some rows through, and not all', async () => {
  const { data } = await graph.ask(`{
    all: activities { totalCount }
    kinds: activities(filter: { kinds: [TRAINING] }) { totalCount }
    audiences: activities(filter: { audiences: [BOTH] }) { totalCount }
    themes: activities(filter: { themes: ["peer-support"] }) { totalCount }
    networks: activities(filter: { networks: ["net:practice-solutions"] }) { totalCount }
    modes: activities(filter: { modes: [ONLINE] }) { totalCount }
    languages: activities(filter: { languages: ["cy"] }) { totalCount }
    access: activities(filter: { accessFeatures: ["step-free", "captions"] }) { totalCount }
    near: activities(filter: { near: { postcode: "CF10 1BH", km: 40 } }) { totalCount }
    available: activities(filter: { available: true }) { totalCount }
    cancelled: activities(filter: { statuses: [CANCELLED] }) { totalCount }
    text: activities(filter: { text: "cyfarf" }) { totalCount }
  }`);
  const { all, ...counts } = data as Record<string, { totalCount: number }>;
  for (const [name, { totalCount }] of Object.entries(counts)) {
    expect({ name, some: totalCount > 0, notAll: totalCount < (all?.totalCount ?? 0) }).toEqual({
      name,
      some: true,
      notAll: true,
    });
  }
});
