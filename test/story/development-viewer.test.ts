import { readGatewayConfiguration } from '../../gateway/configuration';
import { DEVELOPMENT_VIEWER_HEADER, readDevelopmentViewer } from '../../schema/development-viewer';
import { SetupError } from '../../schema/setup-error';
import { readSubgraphConfiguration } from '../../subgraphs/kit/configuration';
import { planProcesses } from '../../subgraphs/cli/plan';
import { Graph } from '../support/graph';

const coordinator = { roles: ['coordinator'], coordinates: ['wales'] } as const;

describe('a process that is not told to take its word', () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.start({ demo: null, distrusting: ['gateway', 'wales', 'directory'] });
  });
  afterAll(() => graph.stop());

  test.each(['gateway', 'wales', 'directory'])(
    'refuses whoever says who they are, and does not go on as if it were nobody: %s',
    async (of) => {
      const { status, data, errors } = await graph.ask('{ __typename }', { of, as: coordinator });
      expect({ status, data }).toEqual({ status: 400, data: undefined });
      expect(errors).toEqual([
        {
          message: expect.stringContaining('is not taken here') as string,
          extensions: { code: 'BAD_VIEWER' },
        },
      ]);
      expect((await graph.ask('{ __typename }', { of })).data).toEqual({ __typename: 'Query' });
    },
  );

  test('says so in Welsh to who reads Welsh', async () => {
    for (const of of ['gateway', 'wales']) {
      const headers = { 'accept-language': 'cy' };
      const { errors } = await graph.ask('{ __typename }', { of, as: coordinator, headers });
      expect(errors?.[0]?.message).toContain('Ni dderbynnir y pennyn');
    }
  });
});

describe('a gateway that takes its word, before a region that does not', () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.start({ demo: null, distrusting: ['wales'] });
  });
  afterAll(() => graph.stop());

  test("passes the region's refusal on", async () => {
    const query = '{ region(slug: "wales") { slug languages } }';
    const { data, errors } = await graph.ask(query, { as: coordinator });
    expect(data).toEqual({ region: { slug: 'wales', languages: null } });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_VIEWER']);
  });

  test.each([
    ['no JSON', 'coordinator', 'it is not JSON'],
    ['no object', '"coordinator"', 'it: '],
    ['an unknown role', '{"roles":["king"]}', 'roles.0: '],
    ['no roles', '{}', 'roles: '],
    ['an unknown region', '{"roles":[],"coordinates":["mars"]}', 'coordinates.0: one of england'],
    ['something more', '{"roles":[],"isAdmin":true}', 'isAdmin'],
  ])('refuses %s, and says what is wrong', async (_what, header, fault) => {
    for (const of of ['gateway', 'cumbria']) {
      const { status, errors } = await graph.ask('{ __typename }', {
        of,
        headers: { [DEVELOPMENT_VIEWER_HEADER]: header },
      });
      expect(status).toBe(400);
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_VIEWER' } });
      expect(errors?.[0]?.message).toContain(fault);
    }
  });
});

test('what the header leaves out is nothing', () => {
  expect(readDevelopmentViewer('{"roles":["member"],"memberId":"m1"}')).toEqual({
    viewer: { roles: ['member'], memberId: 'm1', coordinates: [] },
  });
});

describe('in production', () => {
  const env = { NODE_ENV: 'production', DEVELOPMENT_VIEWER: 'true' };

  test('no process starts that would take its word', () => {
    expect(() => readGatewayConfiguration(env)).toThrow(SetupError);
    expect(() => readSubgraphConfiguration({ slug: 'wales', port: 0 }, env)).toThrow(SetupError);
  });

  test('"up" does not ask for it; elsewhere it does, for made-up people alone', () => {
    const settings = (demo: boolean, given: NodeJS.ProcessEnv) =>
      new Set(planProcesses({ demo }, given).launches.map((one) => one.env.DEVELOPMENT_VIEWER));
    expect(settings(true, { NODE_ENV: 'production' })).toEqual(new Set([undefined]));
    expect(settings(true, {})).toEqual(new Set(['true']));
    expect(settings(true, { DEVELOPMENT_VIEWER: 'false' })).toEqual(new Set(['false']));
    expect(settings(false, {})).toEqual(new Set([undefined]));
  });
});
