import { Graph } from '../support/graph';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start();
});
afterAll(() => graph.stop());

interface Case {
  readonly what: string;
  readonly query: string;
  readonly code: string;
  /** What the message teaches. */
  readonly says: RegExp;
}

const cases: Case[] = [
  {
    what: 'first: 0',
    query: '{ members(first: 0) { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /1 to 100, but got 0/,
  },
  {
    what: 'first: -1',
    query: '{ members(first: -1) { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /1 to 100, but got -1/,
  },
  {
    what: 'first: 1000',
    query: '{ activities(first: 1000) { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /1 to 100, but got 1000/,
  },
  {
    what: 'last: 101',
    query: '{ members(last: 101) { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /"last" must be 1 to 100/,
  },
  {
    what: 'first and last',
    query: '{ members(first: 1, last: 1) { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /not both/,
  },
  {
    what: 'a wrong cursor',
    query: '{ members(after: "nonsense") { nodes { id } } }',
    code: 'BAD_CURSOR',
    says: /as it was given/,
  },
  {
    what: 'an unknown region in a filter',
    query: '{ members(filter: { regions: ["mars"] }) { totalCount } }',
    code: 'UNKNOWN_REGION',
    says: /"mars" is no region. Regions are: england, wales/,
  },
  {
    what: 'an unknown region in the search',
    query: '{ search(text: "a", regions: ["mars"]) { totalCount } }',
    code: 'UNKNOWN_REGION',
    says: /"mars"/,
  },
  {
    what: 'an unknown region',
    query: '{ region(slug: "mars") { slug } }',
    code: 'UNKNOWN_REGION',
    says: /"mars"/,
  },
  {
    what: 'a bad postcode',
    query: '{ regionsForPostcode(postcode: "HELLO WORLD") { slug } }',
    code: 'BAD_POSTCODE',
    says: /was expected/,
  },
  {
    what: 'a bad postcode to be near to',
    query: '{ activities(filter: { near: { postcode: "!!", km: 5 } }) { totalCount } }',
    code: 'BAD_POSTCODE',
    says: /was expected/,
  },
  {
    what: 'an outcode that is not in the table',
    query: '{ activities(filter: { near: { postcode: "ZE3", km: 5 } }) { totalCount } }',
    code: 'BAD_POSTCODE',
    says: /Where ZE3 lies is not known here/,
  },
  {
    what: 'near nothing',
    query: '{ activities(filter: { near: { km: 5 } }) { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /"postcode", or "latitude" and "longitude"/,
  },
  {
    what: 'near by half',
    query: '{ activities(filter: { near: { latitude: 5, km: 5 } }) { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /together/,
  },
  {
    what: 'no distance',
    query: '{ activities(filter: { near: { postcode: "CF10", km: 0 } }) { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /km/,
  },
  {
    what: 'too far',
    query: '{ activities(filter: { near: { postcode: "CF10", km: 5000 } }) { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /km/,
  },
  {
    what: 'to before from',
    query:
      '{ activities(filter: { from: "2026-02-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }) { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /must be after/,
  },
  {
    what: 'joined before it began',
    query: '{ members(filter: { joinedFrom: "2026-02-01", joinedTo: "2026-01-01" }) { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /must be after/,
  },
  {
    what: 'a search without a word',
    query: '{ search(text: "?!") { totalCount } }',
    code: 'BAD_USER_INPUT',
    says: /letter or a digit/,
  },
  {
    what: 'a text too long',
    query: `{ search(text: "${'a'.repeat(201)}") { totalCount } }`,
    code: 'BAD_USER_INPUT',
    says: /200/,
  },
  {
    what: 'too many values',
    query: `{ members(filter: { networks: [${'"n",'.repeat(51)}] }) { totalCount } }`,
    code: 'BAD_USER_INPUT',
    says: /50/,
  },
];

test.each(cases)('$what is refused in words', async ({ query, code, says }) => {
  const { status, data, errors = [] } = await graph.ask(query);
  expect({ status, code: errors.map(({ extensions }) => extensions.code) }).toEqual({
    status: 200,
    code: [code],
  });
  expect(errors[0]?.message).toMatch(says);
  expect(errors[0]?.path).toEqual([Object.keys(data as object)[0]]);
  expect(JSON.stringify(errors)).not.toMatch(/SELECT|sqlite|node_modules|\bat \w+ \(|127\.0\.0\.1/i);
});

const unknownId = '0199ffff-0000-7000-8000-000000000000';

test('an id that does not exist is null, and no error', async () => {
  const { data, errors } = await graph.ask(`{
    node(id: "${unknownId}") { id } member(id: "${unknownId}") { id } activity(id: "") { id }
    network(id: "net:practice-solutions'; DROP TABLE member; --") { id }
    publication(id: "pub:none") { id } organisation(id: "org:none") { id } theme(slug: "none") { id }
    wrongKind: member(id: "net:practice-solutions") { id }
  }`);
  expect(errors).toBeUndefined();
  expect(new Set(Object.values(data as object))).toEqual(new Set([null]));
});

test('a cursor of another order, of another filter or of another list is refused, and says which', async () => {
  const { data } = await graph.ask('{ members(first: 1, orderBy: NAME) { pageInfo { endCursor } } }');
  const after: string = data.members.pageInfo.endCursor;
  const answer = await graph.ask({
    query: `query Wrong($after: String!) {
      order: members(first: 1, after: $after) { nodes { id } }
      filter: members(first: 1, after: $after, orderBy: NAME, filter: { kinds: [GROUP] }) { nodes { id } }
      list: activities(first: 1, after: $after) { nodes { id } }
      right: members(first: 1, after: $after, orderBy: NAME) { nodes { id } }
    }`,
    variables: { after },
  });
  const byPath = new Map(answer.errors?.map((error) => [error.path?.[0], error]));
  expect([...byPath.keys()].sort()).toEqual(['filter', 'list', 'order']);
  expect(new Set([...byPath.values()].map(({ extensions }) => extensions.code))).toEqual(
    new Set(['BAD_CURSOR']),
  );
  expect(byPath.get('order')?.message).toMatch(
    /ordered by NAME, but this one is ordered by JOINED_NEWEST_FIRST/,
  );
  expect(byPath.get('filter')?.message).toMatch(/another filter/);
  expect(answer.data.right.nodes).toHaveLength(1);
});

test.each([
  ['a wrong type', '{ members(first: "ten") { totalCount } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['an unknown field', '{ members { telephone } }', 'GRAPHQL_VALIDATION_FAILED'],
  [
    'a wrong date',
    '{ activities(filter: { from: "yesterday" }) { totalCount } }',
    'GRAPHQL_VALIDATION_FAILED',
  ],
  ['no GraphQL at all', 'hello {', 'GRAPHQL_PARSE_FAILED'],
])('%s is a bad request with a code', async (_what, query, code) => {
  const { status, errors = [] } = await graph.ask(query);
  expect({ status, codes: errors.map(({ extensions }) => extensions.code) }).toEqual({
    status: 400,
    codes: [code],
  });
});

test('a wrong value in a variable is a bad request that names the variable', async () => {
  const { status, errors } = await graph.ask({
    query: 'query Wrong($from: DateTime) { activities(filter: { from: $from }) { totalCount } }',
    variables: { from: 'yesterday' },
  });
  expect(status).toBe(400);
  expect(errors?.[0]?.message).toMatch(/\$from/);
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

describe.each(['gateway', 'wales', 'directory'])('what a library says in English alone, at %s', (of) => {
  const json = 'application/json';
  const wrong = {
    query: 'query Wrong($n: Int) { networks(first: $n) { totalCount } }',
    variables: { n: 'ten' },
  };
  const several = { query: 'query One { __typename } query Other { __typename }', operationName: 'Third' };

  async function post(body: string, type: string, language: string) {
    const headers = { 'content-type': type, 'accept-language': language };
    const response = await fetch(`${graph.url(of)}/graphql`, { method: 'POST', body, headers });
    const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] };
    const [{ message, extensions } = { message: '', extensions: {} }] = errors;
    return { status: response.status, message, extensions };
  }

  test.each([
    ['a syntax error', '{"query":"hello {"}', json, 400, 'GRAPHQL_PARSE_FAILED', /GraphQL dilys/],
    ['an unknown field', '{"query":"{ x }"}', json, 400, 'GRAPHQL_VALIDATION_FAILED', /â'r sgema/],
    ['a wrong variable', JSON.stringify(wrong), json, 400, 'BAD_USER_INPUT', /un o'r newidynnau/],
    ['no body', '', json, 400, 'BAD_REQUEST', /gais GraphQL/],
    ['no JSON', '{"query":', json, 400, 'BAD_REQUEST', /gais GraphQL/],
    ['nothing in the body', '{}', json, 400, 'BAD_REQUEST', /gais GraphQL/],
    ['a list', '[{"query":"{ x }"}]', json, 400, 'BAD_REQUEST', /gais GraphQL/],
    ['another content type', '<query/>', 'text/xml', 415, 'BAD_REQUEST', /gais GraphQL/],
  ])('%s is told in Welsh to who reads Welsh', async (_what, body, type, status, code, says) => {
    const english = await post(body, type, 'en');
    const welsh = await post(body, type, 'cy');
    expect(english).toEqual({ status, message: expect.not.stringMatching(says), extensions: { code } });
    expect(welsh).toEqual({ ...english, message: expect.stringMatching(says) });
    expect(welsh.message.endsWith(` Yn Saesneg: “${english.message}”`)).toBe(true);
    expect(welsh.message.match(/Saesneg/g)).toHaveLength(1);
  });

  test('a body that is too large, an operation that is not there and an address where nothing is, too', async () => {
    const large = await post(JSON.stringify({ query: ' '.repeat(300_000) }), json, 'cy');
    const { message } = large;
    expect(large).toEqual({ status: 413, message, extensions: { code: 'REQUEST_TOO_LARGE' } });
    expect(message).toBe('Gall corff cais fod hyd at 262144 beit, ond mae gan hwn 300012.');
    expect((await post(JSON.stringify(several), json, 'cy')).message).toMatch(/weithrediad/);
    const lost = await fetch(`${graph.url(of)}/nowhere`, { headers: { 'accept-language': 'cy' } });
    expect([lost.status, ((await lost.json()) as { error: string }).error]).toEqual([
      404,
      expect.stringContaining('Nid oes dim yma.'),
    ]);
  });
});
