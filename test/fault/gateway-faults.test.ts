import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { type GatewayConfiguration, readGatewayConfiguration } from '../../gateway/configuration';
import { type RunningGateway, startGateway } from '../../gateway/server';
import {
  type Behaviour,
  type HostileSubgraph,
  cut,
  drip,
  flood,
  hang,
  send,
  spoilt,
  startHostileSubgraph,
} from '../support/hostile-subgraph';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"]) scalar DateTime';
const directorySdl = `${link}
  type Query { activities(from: DateTime): [Activity] news: String }
  interface Activity { id: ID! }
  type WalesActivity implements Activity @key(fields: "id", resolvable: false) { id: ID! }`;
const walesSdl = `${link}
  type Query { notices: [String!] }
  interface Activity { id: ID! title: String languages: [String!] place: Place }
  type WalesActivity implements Activity @key(fields: "id") { id: ID! title: String languages: [String!] place: Place }
  type Place { locality: String! }`;

const news = 'There is news.';
const question = '{ activities { id title languages place { locality } } news notices }';
const ids = ['a1', 'a2'];
const details = { title: 'Cyfarfod', languages: ['cy', 'en'], place: { locality: 'Bala' } };
const wholeAnswer = { activities: ids.map((id) => ({ id, ...details })), news, notices: ['Croeso'] };
const nothing = { title: null, languages: null, place: null };
const withoutWales = { activities: ids.map((id) => ({ id, ...nothing })), news, notices: null };
const walesUnavailable = {
  message: 'Wales does not answer at the moment; its part of the answer is missing.',
  extensions: { code: 'REGION_UNAVAILABLE', region: 'wales' },
};
const directoryUnavailable = {
  message: 'The directory does not answer at the moment; its part of the answer is missing.',
  extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'directory' },
};

let folder: string;
let directory: HostileSubgraph;
let wales: HostileSubgraph;
let configuration: GatewayConfiguration;
let gateway: RunningGateway;
let logged: Record<string, unknown>[] = [];
const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-faults-'));
  const supergraph = composeServices([
    { name: 'directory', url: 'http://directory.invalid', typeDefs: parse(directorySdl) },
    { name: 'wales', url: 'http://wales.invalid', typeDefs: parse(walesSdl) },
  ]);
  await writeFile(join(folder, 'supergraph.graphql'), supergraph.supergraphSdl ?? '');
  const resolveType = { __resolveType: () => 'WalesActivity' };
  directory = await startHostileSubgraph({
    typeDefs: parse(directorySdl),
    resolvers: {
      Query: { activities: () => ids.map((id) => ({ id })), news: () => news },
      Activity: resolveType,
    },
  });
  wales = await startHostileSubgraph({
    typeDefs: parse(walesSdl),
    resolvers: {
      Query: { notices: () => ['Croeso'] },
      Activity: resolveType,
      WalesActivity: { __resolveReference: (reference: object) => ({ ...reference, ...details }) },
    },
  });
  const read = readGatewayConfiguration({
    PORT: '0',
    SUPERGRAPH: join(folder, 'supergraph.graphql'),
    DIRECTORY_URL: directory.url,
    WALES_URL: wales.url,
    SUBGRAPH_TIMEOUT_MILLIS: '300',
    MAX_BODY_BYTES: '10000',
  });
  const inUse = read.services.filter(({ slug }) => slug === 'directory' || slug === 'wales');
  configuration = { ...read, services: inUse };
  gateway = await startGateway(configuration, { log });
});

afterAll(async () => {
  await gateway.stop();
  await Promise.all([directory.close(), wales.close(), rm(folder, { recursive: true })]);
});

beforeEach(() => {
  directory.behaveWell();
  wales.behaveWell();
  logged = [];
});

async function post(body: string, headers: Record<string, string> = {}, url = gateway.url) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: JSON.parse(text) };
}

const ask = (query: string, headers?: Record<string, string>, url?: string) =>
  post(JSON.stringify({ query }), headers, url);

type Reply = { data: { _entities?: Record<string, unknown>[] } & Record<string, unknown>; errors?: unknown };

const spoilEntities = (change: Record<string, unknown>) =>
  spoilt(({ data }: Reply) => data._entities?.forEach((entity) => Object.assign(entity, change)));

const SECRET = 'SECRET: Access denied for user root@10.0.0.7';

const faults: [string, Behaviour][] = [
  ['hangs', hang],
  ['drips its answer for ever', drip],
  ['answers 500 with a secret', send(SECRET, 500)],
  ['answers 503 with GraphQL errors', send({ errors: [{ message: SECRET }] }, 503)],
  ['answers 400 with errors that are not for clients', send({ errors: [{ message: SECRET }] }, 400)],
  ['redirects', (response) => response.writeHead(302, { location: '/elsewhere' }).end()],
  ['sends HTML', send(`<html>${SECRET}</html>`)],
  ['sends half of its JSON', send('{"data":{"_entities":[{"title":"Cyf')],
  ['cuts the connection', cut],
  ['sends null', send('null')],
  ['sends neither data nor errors', send({})],
  ['sends a string for its data', send({ data: SECRET })],
  ['sends a string for its errors', send({ errors: SECRET })],
  ['sends errors without messages', send({ data: null, errors: [null] })],
];

const entityFaults: [string, Behaviour][] = [
  [
    'a string for its entities',
    spoilt(({ data }: Reply) => data._entities && Object.assign(data, { _entities: 'x' })),
  ],
  ['too few entities', spoilt(({ data }: Reply) => data._entities?.pop())],
  ['numbers for entities', spoilt(({ data }: Reply) => data._entities?.fill(7 as never))],
  ['a string for a list', spoilEntities({ languages: 'cy' })],
  ['an object for a list', spoilEntities({ languages: { 0: 'cy' } })],
  ['a string for an object', spoilEntities({ place: 'Bala' })],
  ['a list for an object', spoilEntities({ place: [details.place] })],
];

describe('when one region fails', () => {
  it('answers in full while nothing fails', async () => {
    const { status, json } = await ask(question);
    expect({ status, json }).toEqual({ status: 200, json: { data: wholeAnswer } });
  });

  it.each(faults)('keeps the rest, and one error names the region, when it %s', async (_what, fault) => {
    wales.behave(fault);
    const { status, json, text } = await ask(question);
    expect({ status, json }).toEqual({
      status: 200,
      json: { data: withoutWales, errors: [walesUnavailable] },
    });
    expect(text).not.toMatch(/SECRET|127\.0\.0\.1|invalid/);
    expect(JSON.stringify(logged)).not.toContain('SECRET');
  });

  it.each(entityFaults)('loses only that reply when it sends %s', async (_what, fault) => {
    wales.behave(fault);
    const { status, json } = await ask(question);
    const data = { ...withoutWales, notices: ['Croeso'] };
    expect({ status, json }).toEqual({ status: 200, json: { data, errors: [walesUnavailable] } });
  });

  it('keeps the rest when nothing listens at its address, and is whole again as soon as it is back', async () => {
    const unreachable = configuration.services.map((service) =>
      service.slug === 'wales' ? { ...service, url: 'http://127.0.0.1:1' } : service,
    );
    const other = await startGateway({ ...configuration, services: unreachable }, { log });
    const { status, json } = await ask(question, {}, other.url);
    await other.stop();
    expect({ status, json }).toEqual({
      status: 200,
      json: { data: withoutWales, errors: [walesUnavailable] },
    });
    expect((await ask(question)).json).toEqual({ data: wholeAnswer });
  });

  it('cuts its calls when the time for the whole request is over', async () => {
    wales.behave(hang);
    const hurried = { ...configuration, subgraphTimeoutMillis: 60_000, requestTimeoutMillis: 200 };
    const other = await startGateway(hurried, { log });
    const { json } = await ask(question, {}, other.url);
    await other.stop();
    expect(json).toEqual({ data: withoutWales, errors: [walesUnavailable] });
  });

  it('reads no more than 32 MB of a reply, however much time there is', async () => {
    wales.behave(flood(33 * 1024 * 1024));
    const other = await startGateway({ ...configuration, subgraphTimeoutMillis: 60_000 }, { log });
    const { json } = await ask(question, {}, other.url);
    await other.stop();
    expect(json).toEqual({ data: withoutWales, errors: [walesUnavailable] });
  });

  it('makes a scalar of the wrong type null, says so, and keeps all else', async () => {
    wales.behave(spoilEntities({ title: { not: 'a string' } }));
    const { json, headers } = await ask('{ activities { id title } }', { 'x-request-id': 'scalar-1' });
    expect(headers.get('x-request-id')).toBe('scalar-1');
    expect(json).toEqual({
      data: { activities: ids.map((id) => ({ id, title: null })) },
      errors: [
        {
          message: 'Something went wrong on our side.',
          path: ['activities', 0, 'title'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'scalar-1' },
        },
      ],
    });
  });

  it('does not let a reply change what it was not asked for', async () => {
    wales.behave(spoilEntities({ id: 'someone else', __typename: 7 }));
    expect((await ask(question)).json).toEqual({ data: wholeAnswer });
  });
});

describe('when the directory fails', () => {
  const data = { activities: null, news: null, notices: ['Croeso'] };

  const stringForList = spoilt(({ data: reply }: Reply) => Object.assign(reply, { activities: 'x' }));

  it.each([...faults.slice(0, 3), ['sends a string for a list', stringForList] as const])(
    'answers 200 with what is left when it %s',
    async (_what, fault) => {
      directory.behave(fault);
      const { status, json } = await ask(question);
      expect({ status, json }).toEqual({ status: 200, json: { data, errors: [directoryUnavailable] } });
    },
  );

  it('answers 200 with nulls when nothing at all is left', async () => {
    directory.behave(hang);
    const { status, json } = await ask('{ news }');
    expect({ status, json }).toEqual({
      status: 200,
      json: { data: { news: null }, errors: [directoryUnavailable] },
    });
  });

  it('takes an answer without a type name for no answer', async () => {
    directory.behave(
      spoilt(({ data: reply }: Reply) =>
        Object.assign((reply.activities as object[])[0] ?? {}, { __typename: null }),
      ),
    );
    const { status, json } = await ask('{ activities { id title } }');
    expect({ status, json }).toEqual({
      status: 200,
      json: { data: { activities: null }, errors: [directoryUnavailable] },
    });
  });
});

describe('what errors say', () => {
  it('masks an error whose code is not public, and logs it with the request id', async () => {
    const error = {
      message: SECRET,
      path: ['news'],
      extensions: { code: 'ER_ACCESS_DENIED', stacktrace: ['at x'] },
    };
    directory.behave(send({ data: { news: null }, errors: [error] }));
    const { json } = await ask('{ news }', { 'x-request-id': 'mask-1' });
    expect(json).toEqual({
      data: { news: null },
      errors: [
        {
          message: 'Something went wrong on our side.',
          path: ['news'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'mask-1' },
        },
      ],
    });
    expect(logged).toContainEqual(
      expect.objectContaining({
        msg: 'masked error',
        requestId: 'mask-1',
        subgraph: 'directory',
        cause: SECRET,
      }),
    );
  });

  it.each([200, 400])(
    'passes on what a subgraph refuses with HTTP %i, without what is not for clients',
    async (status) => {
      const extensions = { code: 'BAD_USER_INPUT', argument: 'from', exception: { message: SECRET } };
      directory.behave(send({ data: null, errors: [{ message: 'Not a date.', extensions }] }, status));
      // Whoever reads Welsh has been told in Welsh by the subgraph: nothing is put before it.
      expect((await ask('{ news }', { 'accept-language': 'cy' })).json).toEqual({
        data: { news: null },
        errors: [{ message: 'Not a date.', extensions: { code: 'BAD_USER_INPUT', argument: 'from' } }],
      });
    },
  );

  it('does not blame the client when a subgraph rejects what the gateway asked', async () => {
    const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
    directory.behave(send({ errors: [{ message: 'Cannot query field "news".', extensions }] }));
    const { json } = await ask('{ news }', { 'x-request-id': 'drift-1' });
    expect(json.errors).toEqual([
      {
        message: 'Something went wrong on our side.',
        extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'drift-1' },
      },
    ]);
  });
});

describe('what the gateway refuses', () => {
  const fragments = Array.from(
    { length: 20 },
    (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
  );
  const bomb = `{ ...F0 } ${fragments.join(' ')} fragment F20 on Query { news }`;

  it.each([
    ['a body over the limit', 'x'.repeat(10_001), 413, 'REQUEST_TOO_LARGE'],
    ['a body that is not JSON', '{"query":', 400, 'BAD_REQUEST'],
    ['several requests in one', '[{"query":"{ news }"}]', 400, 'BAD_REQUEST'],
    ['a document that is not GraphQL', '{"query":"{"}', 400, 'GRAPHQL_PARSE_FAILED'],
    ['more than 2,000 tokens', `{"query":"{${' a'.repeat(2_000)} }"}`, 400, 'GRAPHQL_PARSE_FAILED'],
    ['fragments that multiply', JSON.stringify({ query: bomb }), 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['a field that is not there', '{"query":"{ secrets }"}', 400, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an operation that is not there',
      '{"query":"query A { news }","operationName":"B"}',
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'several operations and no name',
      '{"query":"query A { news } query B { news }"}',
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'a variable of the wrong type',
      '{"query":"query A($is: Boolean!) { news @skip(if: $is) }"}',
      400,
      'BAD_USER_INPUT',
    ],
    [
      'a stored query',
      '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}',
      200,
      'PERSISTED_QUERY_NOT_SUPPORTED',
    ],
  ])('is %s, without asking a subgraph', async (_what, body, status, code) => {
    const reply = await post(body);
    expect(reply).toMatchObject({ status, json: { errors: [{ extensions: { code } }] } });
    expect(reply.text).not.toContain('stacktrace');
    expect([...directory.received, ...wales.received]).toEqual([]);
  });

  it('names the limit and the value of a body that is too large', async () => {
    expect((await post('x'.repeat(10_001))).json).toEqual({
      errors: [
        {
          message: 'The body of a request may have 10000 bytes, but this one has 10001.',
          extensions: { code: 'REQUEST_TOO_LARGE' },
        },
      ],
    });
  });

  it('is a query in an address, which any site could make a browser send', async () => {
    const response = await fetch(`${gateway.url}/graphql?query={news}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(directory.received).toEqual([]);
  });
});

describe('what goes along with a request', () => {
  it('passes on the request id and the language, and nothing else of the caller', async () => {
    await ask(question, {
      'x-request-id': 'from-caller',
      'accept-language': 'cy, en;q=0.5',
      authorization: 'Bearer caller',
      cookie: 'session=caller',
      'x-forwarded-for': '10.0.0.7',
    });
    for (const { headers } of [...directory.received, ...wales.received]) {
      const { host: _host, connection: _connection, 'content-length': _length, ...rest } = headers;
      expect(rest).toEqual({
        'content-type': 'application/json',
        accept: 'application/json',
        'x-request-id': 'from-caller',
        'accept-language': 'cy, en;q=0.5',
      });
    }
  });

  it.each(['a b', 'x'.repeat(65), '<script>'])(
    'makes a request id of its own in place of "%s"',
    async (offered) => {
      const { headers } = await ask('{ news }', { 'x-request-id': offered });
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('logs an operation as one line, without its variables', async () => {
    const query = 'query Upcoming($from: DateTime) { activities(from: $from) { id title } }';
    await post(JSON.stringify({ query, variables: { from: '2031-05-06T07:08:09Z' } }), {
      'x-request-id': 'log-1',
    });
    expect(logged).toEqual([
      expect.objectContaining({
        msg: 'operation',
        operation: 'Upcoming',
        subgraphCalls: 2,
        errors: [],
        requestId: 'log-1',
      }),
    ]);
    expect(JSON.stringify(logged)).not.toContain('2031-05-06');
  });
});

describe('what stands beside /graphql', () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}${path}`, { headers, redirect: 'manual' });

  it('says that it is ready when every service is', async () => {
    const response = await get('/health/ready');
    expect([response.status, await response.json()]).toEqual([
      200,
      { status: 'ready', services: { directory: 'ready', wales: 'ready' } },
    ]);
  });

  it('says which service is not there, and is live all the same', async () => {
    const services = [
      ...configuration.services,
      { slug: 'library', kind: 'library' as const, url: 'http://127.0.0.1:1' },
    ];
    const other = await startGateway({ ...configuration, services }, { log });
    const ready = await fetch(`${other.url}/health/ready`);
    const live = await fetch(`${other.url}/health/live`);
    const body = await ready.json();
    await other.stop();
    expect([live.status, ready.status, body]).toEqual([
      200,
      503,
      { status: 'not ready', services: { directory: 'ready', wales: 'ready', library: 'unreachable' } },
    ]);
  });

  it('sends a visitor to a home page that can load nothing from elsewhere', async () => {
    const visit = await get('/graphql', { accept: 'text/html,*/*' });
    expect([visit.status, visit.headers.get('location')]).toEqual([302, '/']);
    const home = await get('/');
    expect(home.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(await home.text()).not.toMatch(/(src|href)="https?:/);
  });

  it('answers 404 with a line of JSON elsewhere', async () => {
    const response = await get('/elsewhere');
    expect([response.status, await response.json()]).toEqual([404, { error: expect.any(String) }]);
  });
});

describe('starting and stopping', () => {
  it('says what to do when the port is taken', async () => {
    const { port } = new URL(gateway.url);
    await expect(startGateway({ ...configuration, port: Number(port) }, { log })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use: stop what runs there, or set PORT to another.`,
    );
  });

  it('says which file it wanted when there is no supergraph', async () => {
    const supergraphFile = join(folder, 'absent.graphql');
    await expect(startGateway({ ...configuration, supergraphFile }, { log })).rejects.toThrow(
      `SUPERGRAPH should be a file that can be read, but is ${supergraphFile}`,
    );
  });

  it.each([
    ['PORT', 'many', 'PORT should be a whole number from 0 to 65535, but is "many".'],
    ['WALES_URL', 'wales', 'WALES_URL should be an address such as http://127.0.0.1:4002, but is "wales".'],
    [
      'CORS_ORIGINS',
      'https://a.example/x',
      'CORS_ORIGINS should be "*", or origins such as https://example.org separated by commas, but is "https://a.example/x".',
    ],
  ])('says in one line what is wrong with %s', (name, value, message) => {
    expect(() => readGatewayConfiguration({ [name]: value })).toThrow(message);
  });

  it('finishes what is under way, and is not held up by idle or half-sent requests', async () => {
    // Longer than what an idle connection is given, so that only the wait for the answer can explain it.
    const other = await startGateway({ ...configuration, subgraphTimeoutMillis: 800 }, { log });
    const { port, hostname } = new URL(other.url);
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve) =>
      httpRequest(`${other.url}/health/live`, { agent }, (response) =>
        response.resume().on('end', resolve),
      ).end(),
    );
    const halfSent = connect(Number(port), hostname).on('error', () => undefined);
    const silent = connect(Number(port), hostname).on('error', () => undefined);
    halfSent.write(
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
    );

    const asked = new Promise<void>((resolve) => wales.behave(() => resolve()));
    const answered = ask('{ notices }', {}, other.url);
    await asked;
    const stopped = other.stop();
    expect((await answered).json).toEqual({ data: { notices: null }, errors: [walesUnavailable] });
    await stopped;
    await expect(ask('{ news }', {}, other.url)).rejects.toThrow('fetch failed');
    agent.destroy();
    halfSent.destroy();
    silent.destroy();
  });
});
