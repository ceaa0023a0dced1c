import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { errorCodes } from '../../schema/error-codes';
import { facts } from '../../schema/reference/facts';
import { regions } from '../../schema/regions';
import { getProgram } from '../../subgraphs/programs';
import type { Answer } from '../support/ask';
import { anotherRegion, RegionScene, testedRegions } from './region-scene';
import { activityOf, memberOf, store } from './region-rows';

describe.each(testedRegions)('the endpoint of $slug', ({ slug, prefix, name }) => {
  let scene: RegionScene;

  beforeAll(async () => {
    scene = await RegionScene.start(slug, (db, { region }) =>
      store(db, region, {
        members: [
          memberOf(region, { id: 'm1', displayName: 'Bryn', joinedAt: new Date('2026-01-01T00:00:00Z') }),
          memberOf(region, { id: 'm2', displayName: 'Élan', joinedAt: new Date('2026-03-01T00:00:00Z') }),
          memberOf(region, { id: 'm3', displayName: 'anwen', joinedAt: new Date('2026-02-01T00:00:00Z') }),
        ],
        activities: [
          activityOf(region, { id: 'a1', startsAt: new Date('2026-12-03T18:00:00Z'), capacity: 10 }),
          activityOf(region, { id: 'a2', startsAt: new Date('2026-12-01T18:00:00Z'), capacity: 2 }),
          activityOf(region, { id: 'a3', startsAt: new Date('2026-11-01T18:00:00Z') }),
        ],
      }),
    );
  });

  afterAll(() => scene.stop());

  const networks = facts.coordinations
    .filter(({ role, organisation }) => {
      const found = facts.coordinatingOrganisations.find(({ id }) => id === organisation);
      return role === 'LEAD' && found?.region === slug;
    })
    .map(({ network }) => network);

  it('answers the roots of the contract for its own rows', async () => {
    const answer = await scene.ask({
      query: `query ($slug: ID!) {
        regions { slug }
        region(slug: $slug) { __typename slug name(language: "en") { text } members { totalCount } }
        node(id: "a2") { __typename id }
        member(id: "m2") { __typename displayName region { slug } }
        activity(id: "a2") { __typename title(language: "en") { text } availability }
        members(orderBy: NAME, first: 2) {
          totalCount
          edges { regionSlug node { displayName } }
          pageInfo { hasNextPage hasPreviousPage }
        }
        newest: members(last: 1) { nodes { displayName } pageInfo { hasNextPage hasPreviousPage } }
        activities(filter: { available: true }) { totalCount nodes { id } }
        networks(first: 100) { totalCount }
      }`,
      variables: { slug },
    });
    expect(answer).toEqual({
      status: 200,
      data: {
        regions: [{ slug }],
        region: { __typename: prefix, slug, name: { text: name.en }, members: { totalCount: 3 } },
        node: { __typename: `${prefix}Activity`, id: 'a2' },
        member: { __typename: `${prefix}Member`, displayName: 'Élan', region: { slug } },
        activity: {
          __typename: `${prefix}Activity`,
          title: { text: 'Meeting a2' },
          availability: 'FEW_LEFT',
        },
        members: {
          totalCount: 3,
          edges: [
            { regionSlug: slug, node: { displayName: 'anwen' } },
            { regionSlug: slug, node: { displayName: 'Bryn' } },
          ],
          pageInfo: { hasNextPage: true, hasPreviousPage: false },
        },
        newest: { nodes: [{ displayName: 'Bryn' }], pageInfo: { hasNextPage: false, hasPreviousPage: true } },
        activities: { totalCount: 2, nodes: [{ id: 'a2' }, { id: 'a1' }] },
        networks: { totalCount: networks.length },
      },
    });
  });

  it('answers each of its networks by id', async () => {
    const answers = await Promise.all(
      networks.map((id) =>
        scene.ask({ query: 'query ($id: ID!) { network(id: $id) { id } }', variables: { id } }),
      ),
    );
    expect(answers.map(({ data }) => data.network)).toEqual(networks.map((id) => ({ id })));
  });

  it('publishes no root: four of the same name would collide', async () => {
    const { data } = await scene.ask('{ _service { sdl } }');
    expect(data._service.sdl).not.toMatch(/type (Query|Mutation)\b/);
    expect(data._service.sdl).toContain(`type ${prefix}Member implements`);
    expect(scene.program.schema().localSdl).toContain('type Query {');
  });

  it('describes itself to whoever asks', async () => {
    const { data } = await scene.ask('{ __schema { queryType { fields { name } } } }');
    const fields = data.__schema.queryType.fields.map((field: { name: string }) => field.name);
    const contract = buildSchema(scene.program.schema().localSdl.replace(/extend schema .*\n/, ''), {
      assumeValidSDL: true,
    });
    expect(fields.sort()).toEqual(
      [...Object.keys(contract.getQueryType()!.getFields()), '_entities', '_service'].sort(),
    );
  });

  it('knows nothing of what it does not have', async () => {
    const answer = await scene.ask({
      query: `query ($slug: ID!, $id: ID!) {
        region(slug: $slug) { slug }
        node(id: $id) { id }
        member(id: $id) { id }
        activity(id: $id) { id }
        network(id: $id) { id }
        memberById: member(id: "a1") { id }
        activityById: activity(id: "m1") { id }
        members(filter: { regions: [$slug] }) { totalCount nodes { id } }
        activities(filter: { regions: [$slug] }) { totalCount }
      }`,
      variables: { slug: anotherRegion(slug), id: "' OR 1=1 --" },
    });
    expect(answer).toEqual({
      status: 200,
      data: {
        region: null,
        node: null,
        member: null,
        activity: null,
        network: null,
        memberById: null,
        activityById: null,
        members: { totalCount: 0, nodes: [] },
        activities: { totalCount: 0 },
      },
    });
  });

  it('names the regions that there are to whoever asks for another', async () => {
    const known = regions.map((region) => region.slug).join(', ');
    const answer = await scene.ask('{ region(slug: "atlantis") { slug } }');
    expect(answer).toMatchObject({
      data: { region: null },
      errors: [
        {
          message: `"atlantis" is no region. Regions are: ${known}.`,
          extensions: { code: 'UNKNOWN_REGION' },
        },
      ],
    });
  });

  it('resolves references to its own rows, in the order asked for, and null for others', async () => {
    const answer = await scene.ask({
      query: `query ($those: [_Any!]!) { _entities(representations: $those) {
        ... on ${prefix}Member { displayName } ... on ${prefix}Activity { id } ... on ${prefix} { slug }
      } }`,
      variables: {
        those: [
          { __typename: `${prefix}Member`, id: 'm3' },
          { __typename: `${prefix}Activity`, id: 'a1' },
          { __typename: `${prefix}Member`, id: 'none' },
          { __typename: prefix, slug },
          { __typename: prefix, slug: anotherRegion(slug) },
        ],
      },
    });
    expect(answer.data._entities).toEqual([{ displayName: 'anwen' }, { id: 'a1' }, null, { slug }, null]);
  });

  it('reads a hundred references in one statement', async () => {
    scene.log.clear();
    const those = Array.from({ length: 100 }, (_, index) => ({
      __typename: `${prefix}Member`,
      id: `m${index}`,
    }));
    await scene.ask({
      query: `query ($those: [_Any!]!) { _entities(representations: $those) { ... on ${prefix}Member { displayName } } }`,
      variables: { those },
    });
    expect(scene.log.operations().map(({ statements }) => statements)).toEqual([1]);
  });

  describe('refuses', () => {
    const many = (value: string): string => `[${Array.from({ length: 51 }, () => value).join(', ')}]`;
    const long = 'x'.repeat(201);
    const near = (fields: string): string => `{ activities(filter: { near: { ${fields} } }) { totalCount } }`;

    function expectRefusal(answer: Answer, code: string): void {
      const [error, ...others] = answer.errors ?? [];
      expect({ code: error?.extensions, others }).toEqual({ code: { code }, others: [] });
      expect(code in errorCodes).toBe(true);
      expect(JSON.stringify(answer)).not.toMatch(/stack|select |node_modules|\.[jt]s\b|sqlite|typeorm/i);
      expect(Object.values(answer.data ?? {}).every((value) => value === null)).toBe(true);
    }

    it.each([
      ['a page of none', '{ members(first: 0) { nodes { id } } }'],
      ['a page of a thousand', '{ members(first: 1000) { nodes { id } } }'],
      ['a page of less than none', '{ activities(first: -1) { nodes { id } } }'],
      ['a page of none from the end', '{ activities(last: 0) { nodes { id } } }'],
      ['a page of none of a list that is only read forwards', '{ networks(first: 0) { nodes { id } } }'],
      ['a page of none where only the count is asked for', '{ members(first: 0) { totalCount } }'],
      ['a page from both ends', '{ members(first: 1, last: 1) { nodes { id } } }'],
      ['a circle without a middle', near('km: 5')],
      ['a circle around two middles', near('postcode: "LL55", latitude: 53, longitude: -4, km: 5')],
      ['a circle of no size', near('postcode: "LL55", km: 0')],
      ['a circle of less than no size', near('postcode: "LL55", km: -1')],
      ['a circle of half the world', near('postcode: "LL55", km: 5000')],
      ['a latitude that there is not', near('latitude: 91, longitude: 0, km: 5')],
      ['a longitude that there is not', near('latitude: 53, longitude: -181, km: 5')],
      ['a postcode as long as a letter', near(`postcode: "${'A'.repeat(11)}", km: 5`)],
      [
        'a time that ends before it starts',
        '{ activities(filter: { from: "2026-12-02T00:00:00Z", to: "2026-12-01T00:00:00Z" }) { totalCount } }',
      ],
      [
        'a time without length',
        '{ activities(filter: { from: "2026-12-01T00:00:00Z", to: "2026-12-01T00:00:00Z" }) { totalCount } }',
      ],
      [
        'days that end before they start',
        '{ members(filter: { joinedFrom: "2026-12-02", joinedTo: "2026-12-01" }) { totalCount } }',
      ],
      ...['regions', 'networks'].map((field) => [
        `51 ${field} of members`,
        `{ members(filter: { ${field}: ${many(`"${slug}"`)} }) { totalCount } }`,
      ]),
      ['51 kinds of members', `{ members(filter: { kinds: ${many('PERSON')} }) { totalCount } }`],
      ['51 levels of members', `{ members(filter: { levels: ${many('STRATEGIC')} }) { totalCount } }`],
      ...['regions', 'themes', 'networks', 'accessFeatures'].map((field) => [
        `51 ${field} of activities`,
        `{ activities(filter: { ${field}: ${many(`"${slug}"`)} }) { totalCount } }`,
      ]),
      ['51 languages of activities', `{ activities(filter: { languages: ${many('"cy"')} }) { totalCount } }`],
      ['51 kinds of activities', `{ activities(filter: { kinds: ${many('MEETING')} }) { totalCount } }`],
      ['51 audiences', `{ activities(filter: { audiences: ${many('BOTH')} }) { totalCount } }`],
      ['51 ways to take part', `{ activities(filter: { modes: ${many('ONLINE')} }) { totalCount } }`],
      ['51 states', `{ activities(filter: { statuses: ${many('DRAFT')} }) { totalCount } }`],
      ['51 regions of networks', `{ networks(filter: { regions: ${many(`"${slug}"`)} }) { totalCount } }`],
      ['a long text for members', `{ members(filter: { text: "${long}" }) { totalCount } }`],
      ['a long text for activities', `{ activities(filter: { text: "${long}" }) { totalCount } }`],
      ['a long text for networks', `{ networks(filter: { text: "${long}" }) { totalCount } }`],
    ])('%s', async (_what, query) => {
      expectRefusal(await scene.ask(query), 'BAD_USER_INPUT');
    });

    it.each([
      [
        'UNKNOWN_REGION',
        'members of a region that there is not',
        '{ members(filter: { regions: ["atlantis"] }) { totalCount } }',
      ],
      [
        'UNKNOWN_REGION',
        'activities of one',
        `{ activities(filter: { regions: ["${slug}", "atlantis"] }) { totalCount } }`,
      ],
      ['UNKNOWN_REGION', 'networks of one', '{ networks(filter: { regions: ["atlantis"] }) { totalCount } }'],
      ['BAD_POSTCODE', 'a postcode that is none', near('postcode: "somewhere", km: 5')],
      ['BAD_POSTCODE', 'a postcode that is not known', near('postcode: "ZZ1 1AA", km: 5')],
      ['BAD_CURSOR', 'a cursor that is none', '{ members(after: "garbage") { nodes { id } } }'],
      ['BAD_CURSOR', 'a cursor that is empty', '{ members(before: "", last: 1) { nodes { id } } }'],
      [
        'BAD_CURSOR',
        'a cursor that is none where only the count is asked for',
        '{ activities(after: "garbage") { totalCount } }',
      ],
      ['GRAPHQL_VALIDATION_FAILED', 'a page of some', '{ members(first: "some") { nodes { id } } }'],
      [
        'GRAPHQL_VALIDATION_FAILED',
        'an order that there is not',
        '{ members(orderBy: EMAIL) { nodes { id } } }',
      ],
      ['GRAPHQL_VALIDATION_FAILED', 'a field that there is not', '{ members { nodes { email } } }'],
      ['GRAPHQL_PARSE_FAILED', 'what is not GraphQL', '{ members('],
    ])('with %s: %s', async (code, _what, query) => {
      expectRefusal(await scene.ask(query), code);
    });

    it.each([
      [
        'a time that is none',
        'query ($x: DateTime) { activities(filter: { from: $x }) { totalCount } }',
        'soon',
      ],
      [
        'a day that is none',
        'query ($x: Date) { members(filter: { joinedFrom: $x }) { totalCount } }',
        '2026-02-30',
      ],
      [
        'a language that is none',
        'query ($x: [LanguageTag!]) { activities(filter: { languages: $x }) { totalCount } }',
        ['!'],
      ],
      [
        'an endless radius',
        'query ($x: Float!) { activities(filter: { near: { postcode: "LL55", km: $x } }) { totalCount } }',
        '1e999',
      ],
    ])('%s in a variable', async (_what, query, x) => {
      expectRefusal(await scene.ask({ query, variables: { x } }), 'BAD_USER_INPUT');
    });

    it.each([
      ['of another order', 'members(orderBy: NAME)', 'members(orderBy: JOINED_OLDEST_FIRST, after: $after)'],
      ['of another filter', 'members', 'members(filter: { text: "anwen" }, after: $after)'],
      [
        'of another value of the filter',
        'members(filter: { kinds: [PERSON] })',
        'members(filter: { kinds: [GROUP] }, after: $after)',
      ],
      ['of another list', 'activities', 'members(after: $after)'],
    ])('a cursor %s', async (_what, one, other) => {
      const { data } = await scene.ask(`{ list: ${one} { pageInfo { endCursor } } }`);
      const after: unknown = data.list.pageInfo.endCursor;
      const answer = await scene.ask({
        query: `query ($after: String) { list: ${other} { nodes { id } } }`,
        variables: { after },
      });
      expect(after).toEqual(expect.any(String));
      expectRefusal(answer, 'BAD_CURSOR');
    });

    it('one field, and answers the others', async () => {
      const answer = await scene.ask('{ members(first: 0) { totalCount } activities { totalCount } }');
      expect(answer).toMatchObject({
        data: { members: null, activities: { totalCount: 3 } },
        errors: [{ path: ['members'], extensions: { code: 'BAD_USER_INPUT' } }],
      });
    });

    it('a postcode without repeating it, here or in its log', async () => {
      scene.log.clear();
      const answer = await scene.ask({
        query: 'query ($near: NearInput) { activities(filter: { near: $near }) { totalCount } }',
        variables: { near: { postcode: 'LL99 7XY', km: 5 } },
      });
      expect(answer.errors).toHaveLength(1);
      expect(JSON.stringify([answer, scene.log.lines])).not.toContain('7XY');
    });
  });

  it('does not start where nothing can be kept, and says why in one line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'citizenship-region-'));
    writeFileSync(join(folder, 'in-the-way'), '');
    const starting = (await getProgram(slug)).start({
      env: { DATA_DIR: join(folder, 'in-the-way'), PORT: '0' },
    });
    const failure = await starting.then(
      () => null,
      (error: unknown) => error as Error,
    );
    rmSync(folder, { recursive: true });
    expect(failure).toMatchObject({
      name: 'SetupError',
      message: expect.stringMatching(/^Cannot .+ or set DATA_DIR\.$/),
    });
  });
});
