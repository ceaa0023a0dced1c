import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { feedPage, libraryEntry, type FeedPage } from '../../schema/changes';
import { signDirectoryToken } from '../../schema/directory-token';
import { regions } from '../../schema/regions';
import { ownDirectoryKey } from '../../subgraphs/kit/changes/directory-key';
import { demoId } from '../../subgraphs/kit/demo/demo-id';
import { buildLibrarySchema, libraryProgram, readSeed, type LibrarySeed } from '../../subgraphs/library';
import { dropDatabasesOf, makeDatabasesOf } from '../support/databases';

interface Answer<Data> {
  readonly data: Data;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

interface Scene {
  ask<Data = unknown>(query: string, variables?: object, language?: string): Promise<Answer<Data>>;
  /** SQL statements of the last operation. */
  lastCost(): number;
  readFeed(after?: number): Promise<FeedPage>;
  stop(): Promise<void>;
}

const seed = readSeed();
const { facts } = seed;
let folder: string;
let scene: Scene | undefined;

async function startLibrary(from: LibrarySeed = seed): Promise<Scene> {
  const costs: number[] = [];
  const log = pino(
    { level: 'info' },
    { write: (line: string) => void costs.push((JSON.parse(line) as { statements: number }).statements) },
  );
  const env = { ...(await makeDatabasesOf(folder)), PORT: '0' };
  const server = await libraryProgram(from).start({ env, log });
  scene = {
    ask: async (query, variables = {}, language = 'en') => {
      const headers = { 'content-type': 'application/json', 'accept-language': language };
      const body = JSON.stringify({ query, variables });
      const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
      return (await response.json()) as never;
    },
    lastCost: () => costs.at(-1) ?? Number.NaN,
    readFeed: async (after = 0) => {
      const token = await signDirectoryToken(ownDirectoryKey(folder), 'library');
      const headers = { authorization: `Bearer ${token}` };
      return feedPage.parse(await (await fetch(`${server.url}/changes?after=${after}`, { headers })).json());
    },
    stop: () => server.stop(),
  };
  return scene;
}

async function restartLibrary(from: LibrarySeed = seed): Promise<Scene> {
  await scene?.stop();
  return startLibrary(from);
}

interface Listed {
  readonly list: {
    readonly nodes: { readonly id: string }[];
    readonly pageInfo: { readonly startCursor: string; readonly endCursor: string };
  };
}

/** Ids of every page of five, read from one end to the other. */
async function readPages(ask: Scene['ask'], root: string, forwards: boolean): Promise<string[][]> {
  const [size, cursor] = forwards ? ['first', 'after'] : ['last', 'before'];
  const query = `query ($cursor: String) {
    list: ${root}(${size}: 5, ${cursor}: $cursor) { nodes { id } pageInfo { startCursor endCursor } }
  }`;
  const pages: string[][] = [];
  for (let at: string | null = null; ;) {
    const { list }: Listed = (await ask<Listed>(query, { cursor: at })).data;
    if (list.nodes.length === 0) return pages;
    pages.push(list.nodes.map(({ id }) => id));
    at = forwards ? list.pageInfo.endCursor : list.pageInfo.startCursor;
  }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'library-'));
});

afterEach(async () => {
  await scene?.stop();
  scene = undefined;
  await dropDatabasesOf(folder);
  await rm(folder, { recursive: true });
});

describe('what the library knows', () => {
  it('has every organisation of the facts, each with its tie', async () => {
    const { ask } = await startLibrary();
    const answer = await ask<{ organisations: { nodes: { id: string }[] } }>(
      '{ organisations(first: 100) { nodes { id name ties founded } } }',
    );
    const expected = [
      ...facts.coordinatingOrganisations.map(({ id, name }) => ({
        id,
        name,
        ties: ['COORDINATOR'],
        founded: null,
      })),
      ...facts.earlySupporters.map((fact) => ({ ...fact, ties: ['EARLY_SUPPORTER'], founded: null })),
      ...facts.organisationsInspired.map((fact) => ({ ...fact, ties: ['INSPIRED'] })),
      ...facts.otherOrganisations.map(({ id, names }) => ({
        id,
        name: names.at(-1)?.name,
        ties: ['PART_OF_CITIZEN_NETWORK'],
        founded: null,
      })),
    ];
    const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
    expect(answer.data.organisations.nodes.sort(byId)).toEqual(expected.sort(byId));
  });

  it('knows former names, and finds an organisation by one', async () => {
    const { ask } = await startLibrary();
    const answer = await ask(`{
      organisation(id: "org:citizen-network-research") { name nameSince formerNames { name from to } role joining }
      organisations(filter: { text: "welfare REFORM", ties: [PART_OF_CITIZEN_NETWORK] }) { nodes { id } }
    }`);
    expect(answer).toEqual({
      data: {
        organisation: {
          name: 'Citizen Network Research',
          nameSince: '2021',
          formerNames: [{ name: 'Centre for Welfare Reform', from: null, to: '2021' }],
          role: 'manages the website of Citizen Network',
          joining: null,
        },
        organisations: { nodes: [{ id: 'org:citizen-network-research' }] },
      },
    });
  });

  it('gives an organisation that stands in two lists both ties', async () => {
    const [inspired] = facts.organisationsInspired;
    const earlySupporters = [...facts.earlySupporters, { id: inspired!.id, name: inspired!.name }];
    const { ask } = await startLibrary({ ...seed, facts: { ...facts, earlySupporters } });
    const answer = await ask('query ($id: ID!) { organisation(id: $id) { ties founded } }', {
      id: inspired!.id,
    });
    expect(answer.data).toEqual({
      organisation: { ties: ['EARLY_SUPPORTER', 'INSPIRED'], founded: inspired!.founded },
    });
  });

  it('has the findings of the review in their order, and no themes where none are known', async () => {
    const { ask } = await startLibrary();
    const answer = await ask(`{ publications(filter: { kinds: [EVIDENCE_REVIEW] }) {
      nodes { id title year subject themes { slug } findings { slug text { text } } }
    } }`);
    const review = {
      id: 'pub:evidence-review-citizen-leadership',
      title: null,
      year: null,
      subject: 'citizen leadership',
      themes: null,
      findings: facts.review.findings.map(({ slug, text }) => ({ slug, text: { text } })),
    };
    expect(answer).toEqual({ data: { publications: { nodes: [review] } } });
  });

  it('has cohorts, history and reported figures as the facts have them', async () => {
    const { ask } = await startLibrary();
    const answer = await ask(`{
      cohorts { id startsIn reason }
      milestones { date precision place text }
      observations { metric operator value asAt source }
    }`);
    expect(answer.data).toEqual({
      cohorts: facts.cohorts.map(({ id, startMonth }) => ({ id, startsIn: startMonth, reason: null })),
      milestones: facts.milestones,
      observations: facts.observations.map((fact) => ({ ...fact, source: 'Citizen Network' })),
    });
  });

  it('says what took the place of an area, and in which order areas were asked for', async () => {
    const { ask } = await startLibrary();
    const answer = await ask(
      `{ areas(gss: ["E10000006", "X00000000", "E06000063"]) {
        gss type name { text isFallback } parent { gss } from to replaces { gss } replacedBy { gss }
      } }`,
      {},
      'cy',
    );
    const common = { parent: { gss: 'E92000001' } };
    expect(answer.data).toEqual({
      areas: [
        {
          ...common,
          gss: 'E10000006',
          type: 'COUNTY',
          name: { text: 'Cumbria', isFallback: true },
          from: null,
          to: '2023-04-01',
          replaces: null,
          replacedBy: [{ gss: 'E06000063' }, { gss: 'E06000064' }],
        },
        {
          ...common,
          gss: 'E06000063',
          type: 'LOCAL_AUTHORITY',
          name: { text: 'Cumberland', isFallback: true },
          from: '2023-04-01',
          to: null,
          replaces: [{ gss: 'E07000026' }, { gss: 'E07000028' }, { gss: 'E07000029' }],
          replacedBy: null,
        },
      ],
    });
  });

  it('answers null for what it does not know', async () => {
    const { ask } = await startLibrary();
    const answer = await ask(
      '{ organisation(id: "x") { id } publication(id: "x") { id } theme(slug: "x") { id } }',
    );
    expect(answer).toEqual({ data: { organisation: null, publication: null, theme: null } });
  });
});

describe('its lists', () => {
  it.each(['publications', 'organisations'])('reads %s to the same pages from either end', async (root) => {
    const { ask } = await startLibrary();
    const forwards = (await readPages(ask, root, true)).flat();
    const backwards = (await readPages(ask, root, false)).reverse().flat();
    expect(backwards).toEqual(forwards);
    expect(new Set(forwards).size).toBe(root === 'publications' ? 26 : 44);
  });

  it('puts the newest publications first, and what has no known year last', async () => {
    const { ask } = await startLibrary();
    const { data } = await ask<{ publications: { nodes: { year: number | null; title: string | null }[] } }>(
      '{ publications(first: 100) { nodes { year title } } }',
    );
    const years = data.publications.nodes.map(({ year }) => year ?? 0);
    expect(years).toEqual([...years].sort((one, other) => other - one));
    expect(data.publications.nodes.at(1)).toEqual({ year: 2020, title: 'Basic Income Plus' });
  });

  it('refuses a damaged cursor and one of another filter', async () => {
    const { ask } = await startLibrary();
    const { list } = (await ask<Listed>('{ list: publications { nodes { id } pageInfo { endCursor } } }'))
      .data;
    const query =
      'query ($after: String) { publications(after: $after, filter: { fromYear: 2015 }) { nodes { id } } }';
    const answers = [
      await ask(query, { after: 'zzz' }),
      await ask(query, { after: list.pageInfo.endCursor }),
    ];
    expect(answers.map(({ errors }) => errors?.map(({ extensions }) => extensions.code))).toEqual([
      ['BAD_CURSOR'],
      ['BAD_CURSOR'],
    ]);
  });

  it('hangs publications from all themes in one statement for each thing asked for', async () => {
    const themes = facts.themes.map(({ slug }) => slug);
    const publications = facts.publications.map((fact, index) => ({
      ...fact,
      themes: [themes[index % themes.length] as string],
    }));
    const { ask, lastCost } = await startLibrary({ ...seed, facts: { ...facts, publications } });
    const fields =
      'slug publications(first: 2) { totalCount nodes { id themes { slug } findings { slug } } }';
    const answer = await ask<{ themes: unknown[] }>(`{ themes { ${fields} } }`);
    // Themes, their pages, their counts, the publications, and the themes and findings of these.
    expect(lastCost()).toBe(6);
    const slug = themes[1];
    // The facts name publications oldest first, so that of two on one theme the later one comes first.
    const nodes = [publications[1 + themes.length], publications[1]].map((fact) => ({
      id: fact?.id,
      themes: [{ slug }],
      findings: null,
    }));
    expect(answer.data.themes[1]).toEqual({ slug, publications: { totalCount: 2, nodes } });
  });
});

describe('as one subgraph of many', () => {
  const entities = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Theme { slug } ... on Organisation { id } ... on Publication { id } ... on Cohort { id }
    ... on Area { gss parent { gss } } ... on AccessFeatureKind { slug }
    ... on WalesMember { id coopMembership { status } }
  } }`;

  it('answers a hundred references in as many statements as one of each', async () => {
    const { ask, lastCost } = await startLibrary();
    const oneOfEach = [
      { __typename: 'Theme', slug: 'peer-support' },
      { __typename: 'Organisation', id: 'org:synerga' },
      { __typename: 'Publication', id: 'pub:peer-power' },
      { __typename: 'Cohort', id: 'cohort:2025-09' },
      { __typename: 'Area', gss: 'W92000004' },
      { __typename: 'AccessFeatureKind', slug: 'bsl' },
      { __typename: 'WalesMember', id: 'some-member' },
    ];
    await ask(entities, { representations: oneOfEach });
    const costOfOne = lastCost();
    const organisations = facts.earlySupporters.map(({ id }) => ({ __typename: 'Organisation', id }));
    const members = Array.from({ length: 71 }, (_, index) => ({
      __typename: 'WalesMember',
      id: `m${index}`,
    }));
    const representations = [...oneOfEach, ...organisations, ...members];
    const answer = await ask<{ _entities: object[] }>(entities, { representations });
    expect(representations).toHaveLength(100);
    expect(answer.data._entities.filter(Boolean)).toHaveLength(100);
    expect(costOfOne).toBe(7);
    expect(lastCost()).toBe(7);
  });

  it('knows who of the made-up members holds a membership of the cooperative', async () => {
    const program = libraryProgram(seed);
    const db = await program.open(await makeDatabasesOf(folder));
    const options = {
      size: { members: 240 * regions.length, activities: 0 },
      now: new Date('2026-03-01T00:00:00Z'),
    };
    expect(await program.seedDemo?.(db, options)).toEqual({ coopMemberships: 12 * regions.length });
    expect(await program.seedDemo?.(db, options)).toBe('has rows already');
    await db.close();
    const { ask } = await startLibrary();
    const ids = [demoId('wales', 'member', 20), demoId('wales', 'member', 21)];
    const representations = ids.map((id) => ({ __typename: 'WalesMember', id }));
    expect((await ask(entities, { representations })).data).toEqual({
      _entities: [
        { id: ids[0], coopMembership: { status: 'ACTIVE' } },
        { id: ids[1], coopMembership: null },
      ],
    });
  });

  it('has the member type of every region of the list that it is given', () => {
    const synthetic = Array.from({ length: 40 }, (_, index) => ({ prefix: `Synthetic${index}` }));
    const types = [...buildLibrarySchema(synthetic).publishedSdl.matchAll(/^type (\w+Member) implements/gm)];
    expect(types.map(([, name]) => name).sort()).toEqual(
      synthetic.map(({ prefix }) => `${prefix}Member`).sort(),
    );
  });
});

describe('its facts over time', () => {
  it('says every publication, theme and organisation in its feed', async () => {
    const { readFeed } = await startLibrary();
    const { items, remaining } = await readFeed();
    const kinds = items.map(({ kind }) => kind);
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    expect({
      publications: count('PUBLICATION'),
      themes: count('THEME'),
      organisations: count('ORGANISATION'),
    }).toEqual({ publications: 26, themes: 19, organisations: 44 });
    expect(remaining).toBe(0);
    for (const item of items)
      expect(item.state === 'updated' && libraryEntry.parse(item.data).text).toBeTruthy();
  });

  it('keeps its data over a restart and gives no new change numbers', async () => {
    const before = await (await startLibrary()).readFeed();
    const after = await (await restartLibrary()).readFeed();
    expect(after).toEqual(before);
  });

  it('does a first load again that was cut off after the tables were made', async () => {
    const broken = { ...seed, areas: [...seed.areas, seed.areas[0]!] };
    await expect(startLibrary(broken)).rejects.toThrow('stands twice');
    const { ask } = await startLibrary();
    expect((await ask('{ publications { totalCount } }')).data).toEqual({ publications: { totalCount: 26 } });
  });

  it('brings in changed facts, and says in the feed what changed and nothing else', async () => {
    const last = (await (await startLibrary()).readFeed()).items.at(-1)?.modified;
    const changed: LibrarySeed = {
      ...seed,
      facts: {
        ...facts,
        publications: facts.publications.map((fact) =>
          fact.id === 'pub:peer-power' ? { ...fact, title: 'Peer Strength' } : fact,
        ),
        themes: [
          ...facts.themes,
          { slug: 'co-operation', label: { en: 'Co-operation', cy: 'Cydweithredu' } },
        ],
        earlySupporters: facts.earlySupporters.filter(({ id }) => id !== 'org:puzzle'),
      },
    };
    const { ask, readFeed } = await restartLibrary(changed);
    const listedTo = ['public'];
    expect((await readFeed(last)).items).toEqual([
      {
        state: 'updated',
        kind: 'PUBLICATION',
        id: 'pub:peer-power',
        modified: last! + 1,
        listedTo,
        data: { facets: { theme: [], kind: [] }, text: 'Peer Strength' },
      },
      {
        state: 'updated',
        kind: 'THEME',
        id: 'theme:co-operation',
        modified: last! + 2,
        listedTo,
        data: { facets: {}, text: 'Co-operation \nCydweithredu' },
      },
      { state: 'deleted', kind: 'ORGANISATION', id: 'org:puzzle', modified: last! + 3 },
    ]);
    const answer = await ask(
      `{ gone: organisation(id: "org:puzzle") { id }
        theme(slug: "co-operation") { label { text } }
        old: publications(filter: { text: "power" }) { nodes { title } }
        new: publications(filter: { text: "strength" }) { nodes { title } } }`,
      {},
      'cy',
    );
    expect(answer.data).toEqual({
      gone: null,
      theme: { label: { text: 'Cydweithredu' } },
      old: { nodes: [{ title: 'Power and Connection' }] },
      new: { nodes: [{ title: 'Peer Strength' }] },
    });
  });
});
