import { facts } from '../../schema/reference/facts';
import { regions } from '../../schema/regions';
import { Graph } from '../support/graph';

let graph: Graph;
beforeAll(async () => {
  // Without made-up rows: what is asked for here is known.
  graph = await Graph.start({ demo: null });
});
afterAll(() => graph.stop());

type Row = Record<string, unknown>;

async function all(root: string, fields: string): Promise<Row[]> {
  const { data, errors } = await graph.ask(`{ ${root}(first: 100) { nodes { ${fields} } } }`);
  expect(errors).toBeUndefined();
  return data[root].nodes as Row[];
}

function byId(rows: readonly Row[]): Map<unknown, Row> {
  return new Map(rows.map((row) => [row['id'], row]));
}

test('the walk knows every part of the file', () => {
  expect(Object.keys(facts).sort()).toEqual([
    'about', // what the file is, not a fact
    'areas',
    'cohorts',
    'coordinatingOrganisations',
    'coordinations',
    'earlySupporters',
    'leadershipFocus',
    'leadershipLevels',
    'milestones',
    'networkCohorts',
    'observations',
    'organisationsInspired',
    'otherOrganisations',
    'publications',
    'regions',
    'review',
    'themes',
    'uncoveredNations',
  ]);
});

test('regions', async () => {
  const { data } = await graph.ask(`{
    regions {
      slug
      en: name(language: "en") { text isFallback }
      cy: name(language: "cy") { text isFallback }
      ga: name(language: "ga") { text isFallback }
      nation { gss } areas { gss } exceptAreas { gss } languages
    }
    uncoveredAreas { gss }
  }`);
  const name = (text: string | null | undefined, fallback: string): Row => ({
    text: text ?? fallback,
    isFallback: text == null,
  });
  // A region that joins knows more of itself than the facts do.
  const known = (data.regions as Row[]).slice(0, facts.regions.length);
  expect(known).toEqual(
    facts.regions.map((fact) => ({
      slug: fact.slug,
      en: name(fact.name['en'], ''),
      cy: name(fact.name['cy'], fact.name['en'] ?? ''),
      ga: name(fact.name['ga'], fact.name['en'] ?? ''),
      nation: { gss: fact.nation },
      areas: fact.areas.map(({ gss }) => ({ gss })),
      exceptAreas: fact.areas.flatMap((area) => area.except ?? []).map((gss) => ({ gss })),
      languages: fact.languages,
    })),
  );
  const uncovered = facts.uncoveredNations.filter((gss) => !regions.some(({ nation }) => nation === gss));
  expect(data.uncoveredAreas).toEqual(uncovered.map((gss) => ({ gss })));
});

test('areas', async () => {
  const { data } = await graph.ask({
    query: `query Areas($gss: [ID!]) {
      areas(gss: $gss) {
        gss type from to
        name(language: "en") { text } cy: name(language: "cy") { text isFallback }
        parent { gss } replaces { gss } replacedBy { gss }
      }
    }`,
    variables: { gss: facts.areas.map(({ gss }) => gss) },
  });
  const codes = (list: readonly string[] | undefined): unknown => list?.map((gss) => ({ gss }));
  for (const [index, fact] of facts.areas.entries()) {
    const area = data.areas[index];
    expect(area).toMatchObject({
      gss: fact.gss,
      name: { text: fact.name },
      type: fact.type === 'LAD' ? 'LOCAL_AUTHORITY' : fact.type,
      from: fact.from ?? null,
      to: fact.to ?? null,
      cy: { text: fact.cy ?? fact.name, isFallback: fact.cy === undefined },
      parent: fact.parent === undefined ? null : { gss: fact.parent },
    });
    if (fact.replaces) expect(area.replaces).toEqual(codes(fact.replaces));
    if (fact.replacedBy) expect(area.replacedBy).toEqual(codes(fact.replacedBy));
  }
});

test('networks, who coordinates them and where; their cohorts are not known', async () => {
  const rows = byId(
    await all(
      'networks',
      `id cohort { id } leaderTitle region { slug }
       coordinations { role from to regionAssumed organisation { id name } coversAreas { gss } }`,
    ),
  );
  expect(facts.networkCohorts).toBeNull();
  for (const { network, organisation, role } of facts.coordinations) {
    const fact = facts.coordinatingOrganisations.find(({ id }) => id === organisation)!;
    const row = rows.get(network)!;
    expect(row).toMatchObject({ cohort: null, leaderTitle: null, region: { slug: fact.region } });
    expect(row['coordinations']).toContainEqual({
      role,
      from: null,
      to: null,
      regionAssumed: fact.regionAssumed,
      organisation: { id: organisation, name: fact.name },
      coversAreas: fact.coversAreas?.map((gss) => ({ gss })) ?? null,
    });
  }
  expect(rows.size).toBe(new Set(facts.coordinations.map(({ network }) => network)).size);
});

test('organisations, each with its tie, and the networks that it coordinates', async () => {
  const rows = byId(
    await all(
      'organisations',
      'id name nameSince founded legalForm joining registeredIn role ties formerNames { name from to } networks { id }',
    ),
  );
  for (const { id, name } of facts.coordinatingOrganisations) {
    const networks = facts.coordinations.filter(({ organisation }) => organisation === id);
    expect(rows.get(id)).toMatchObject({
      name,
      ties: ['COORDINATOR'],
      founded: null,
      networks: networks.map(({ network }) => ({ id: network })),
    });
  }
  for (const { id, name } of facts.earlySupporters)
    expect(rows.get(id)).toMatchObject({ name, ties: ['EARLY_SUPPORTER'] });
  for (const { id, name, founded } of facts.organisationsInspired) {
    expect(rows.get(id)).toMatchObject({ name, founded, ties: ['INSPIRED'] });
  }
  for (const fact of facts.otherOrganisations) {
    const current = fact.names.at(-1)!;
    expect(rows.get(fact.id)).toMatchObject({
      name: current.name,
      nameSince: current.from ?? null,
      formerNames: fact.names
        .slice(0, -1)
        .map(({ name, from, to }) => ({ name, from: from ?? null, to: to ?? null })),
      ties: ['PART_OF_CITIZEN_NETWORK'],
      legalForm: fact.legalForm ?? null,
      joining: fact.joining ?? null,
      registeredIn: fact.registeredIn ?? null,
      role: fact.role ?? null,
    });
  }
});

test('cohorts, themes, milestones and observations', async () => {
  const { data } = await graph.ask(`{
    cohorts { id startsIn reason networks { id } }
    themes { slug label(language: "en") { text } cy: label(language: "cy") { text isFallback } }
    milestones { date precision place text }
    observations { metric operator value asAt source }
  }`);
  expect(data.cohorts).toEqual(
    facts.cohorts.map(({ id, startMonth }) => ({ id, startsIn: startMonth, reason: null, networks: [] })),
  );
  const themes = data.themes as Row[];
  for (const { slug, label } of facts.themes) {
    expect(themes).toContainEqual({
      slug,
      label: { text: label['en'] },
      cy: { text: label['cy'] ?? label['en'], isFallback: !label['cy'] },
    });
  }
  expect(themes).toHaveLength(facts.themes.length);
  expect(data.milestones).toEqual(
    facts.milestones.map(({ date, precision, place, text }) => ({ date, precision, place, text })),
  );
  expect(data.observations).toEqual(
    facts.observations.map(({ metric, operator, value, asAt }) => ({
      metric,
      operator,
      value,
      asAt,
      source: 'Citizen Network',
    })),
  );
});

test('publications, and the evidence review with its findings', async () => {
  const rows = byId(
    await all('publications', 'id title year kind subject themes { slug } findings { slug text { text } }'),
  );
  for (const { id, title, year, kind } of facts.publications) {
    expect(rows.get(id)).toMatchObject({ title, year, kind, subject: null, themes: null });
  }
  const { review } = facts;
  expect([...rows.values()].filter(({ kind }) => kind === 'EVIDENCE_REVIEW')).toEqual([
    expect.objectContaining({
      title: review.title,
      subject: review.subject,
      findings: review.findings.map(({ slug, text }) => ({ slug, text: { text } })),
    }),
  ]);
  expect(rows.size).toBe(facts.publications.length + 1);
});

test('the words for leadership', async () => {
  const { data } = await graph.ask(`{
    levels: __type(name: "LeadershipLevel") { enumValues { name } }
    focus: __type(name: "LeadershipFocus") { enumValues { name } }
  }`);
  const names = (type: { enumValues: { name: string }[] }): string[] =>
    type.enumValues.map(({ name }) => name).sort();
  expect(names(data.levels)).toEqual([...facts.leadershipLevels].sort());
  expect(names(data.focus)).toEqual([...facts.leadershipFocus].sort());
});

test('whatever has an id in the file is found by it', async () => {
  const ids = [
    ...facts.publications,
    ...facts.coordinatingOrganisations,
    ...facts.earlySupporters,
    ...facts.organisationsInspired,
    ...facts.otherOrganisations,
  ].map(({ id }) => id);
  const networks = facts.coordinations.map(({ network }) => network);
  for (const id of [...ids, ...networks]) {
    const { data } = await graph.ask({
      query: 'query Find($id: ID!) { node(id: $id) { id } }',
      variables: { id },
    });
    expect(data).toEqual({ node: { id } });
  }
});
