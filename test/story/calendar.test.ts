import { calendarOperation } from '../../schema/calendar/calendar-row';
import { regions } from '../../schema/regions';
import { buildSchema, parse, validate } from 'graphql';
import { instantOf, parseCalendar, partsOf, property, textOf, type Component } from '../support/icalendar';
import { Graph } from '../support/graph';
import { committed } from '../support/sdl';
import { waitUntil } from '../support/wait-until';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start();
});
afterAll(() => graph.stop());

async function fetchCalendar(query = '', { of = 'gateway', headers = {} } = {}): Promise<Response> {
  return fetch(`${graph.url(of)}/calendar.ics${query}`, { headers });
}

async function calendar(query = '', of = 'gateway'): Promise<Component> {
  const response = await fetchCalendar(query, { of });
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/calendar; charset=utf-8',
  ]);
  return parseCalendar(await response.text());
}

const events = (read: Component): Component[] => partsOf(read, 'VEVENT');

/** What is in the graph by its own lists, as a calendar should have it. */
async function listed(filter: object): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let after: string | null = null; ;) {
    const { data } = await graph.ask({
      query: `query ($filter: ActivityFilter, $after: String) {
        activities(first: 100, after: $after, filter: $filter) {
          nodes { id status startsAt endsAt }
          pageInfo { hasNextPage endCursor }
        }
      }`,
      variables: { filter: { from: '2026-10-22T00:00:00Z', to: '2027-11-22T00:00:00Z', ...filter }, after },
    });
    found.push(...data.activities.nodes);
    if (!data.activities.pageInfo.hasNextPage) return found;
    after = data.activities.pageInfo.endCursor;
  }
}

function shown(read: Component): unknown[] {
  return events(read).map((event) => ({
    id: textOf(event, 'UID')?.replace('@citizenship-graph', ''),
    status: textOf(event, 'STATUS') === 'CANCELLED' ? 'CANCELLED' : 'PUBLISHED',
    startsAt: instantOf(read, property(event, 'DTSTART')!),
    endsAt: instantOf(read, property(event, 'DTEND')!),
  }));
}

const byId = (list: unknown[]): unknown[] =>
  (list as { id: string }[]).toSorted((one, other) => one.id.localeCompare(other.id));

test('the question of a calendar stands within the contract of a region', () => {
  for (const sdl of ['region.graphql', 'api.graphql']) {
    expect(validate(buildSchema(committed(sdl)), parse(calendarOperation))).toEqual([]);
  }
});

test('the calendar of the UK holds what the graph lists, at the times that it says', async () => {
  const read = await calendar();
  const wanted = await listed({});
  expect(wanted.length).toBeGreaterThan(100);
  expect(byId(shown(read))).toEqual(byId(wanted));
  const starts = (shown(read) as { startsAt: string }[]).map(({ startsAt }) => startsAt);
  expect(starts).toEqual(starts.toSorted());
  expect(events(read).some((event) => textOf(event, 'STATUS') === 'CANCELLED')).toBe(true);
});

test.each(regions)('what $slug serves itself is what the gateway serves of it', async ({ slug }) => {
  const [own, ofGateway] = [await calendar('', slug), await calendar(`?region=${slug}`)];
  expect(events(own)).toEqual(
    events(ofGateway).map((event) => ({
      ...event,
      // Made at another instant.
      properties: event.properties.map((one) =>
        one.name === 'DTSTAMP' ? { ...one, value: expect.any(String) as string } : one,
      ),
    })),
  );
  expect(events(own).length).toBeGreaterThan(10);
});

test('a developer in Cardiff subscribes to what happens in Wales, in both languages', async () => {
  const read = await calendar('?region=wales&kind=TRAINING,PEER_SUPPORT');
  expect(byId(shown(read))).toEqual(
    byId(await listed({ regions: ['wales'], kinds: ['TRAINING', 'PEER_SUPPORT'] })),
  );
  const { data } = await graph.ask(`{ activities(first: 100, filter: { regions: ["wales"] }) { nodes {
    id en: title(language: "en") { text } cy: title(language: "cy") { text } } } }`);
  const titles = new Map(
    data.activities.nodes.map(
      ({ id, cy, en }: { id: string; cy: { text: string }; en: { text: string } }) => [
        `${id}@citizenship-graph`,
        cy.text === en.text ? cy.text : `${cy.text} / ${en.text}`,
      ],
    ),
  );
  const known = events(read).filter((event) => titles.has(textOf(event, 'UID')));
  expect(known.length).toBeGreaterThan(3);
  for (const event of known) {
    const title = textOf(event, 'SUMMARY')?.replace('Wedi’i ganslo / Cancelled: ', '');
    expect(title).toBe(titles.get(textOf(event, 'UID')));
  }
});

test('nobody in particular is shown what a coordinator may see', async () => {
  const viewer = JSON.stringify({ roles: ['coordinator'], coordinates: ['wales'] });
  const seen = await fetchCalendar('?region=wales', { headers: { 'x-development-viewer': viewer } });
  const plain = await fetchCalendar('?region=wales');
  expect(seen.headers.get('etag')).toBe(plain.headers.get('etag'));
});

test('the language of whoever asks changes errors alone, so that a cache may keep the calendar', async () => {
  const tags = new Set<string | null>();
  for (const language of ['cy', 'en'])
    await waitUntil('the calendar is whole', async () => {
      const { headers } = await fetchCalendar('', { headers: { 'accept-language': language } });
      // A region that a busy machine keeps from answering in time is missing, and then there is no tag.
      if (headers.get('etag') !== null) tags.add(headers.get('etag'));
      return headers.get('x-missing-regions') === null;
    });
  expect(tags.size).toBe(1);
  const refused = await fetchCalendar('?kind=PARTY', { headers: { 'accept-language': 'cy' } });
  const { errors } = (await refused.json()) as { errors: { message: string }[] };
  expect([refused.status, errors[0]?.message]).toEqual([400, expect.stringMatching(/^Rhaid i "kind"/)]);
});

describe('while a region is down', () => {
  beforeAll(() => graph.stopSubgraph('wales'));
  afterAll(async () => {
    await graph.startSubgraph('wales');
    await graph.untilReady();
  });

  test('the calendar of the UK comes without its events, and says so', async () => {
    const response = await fetchCalendar();
    const read = parseCalendar(await response.text());
    expect([response.status, response.headers.get('x-missing-regions')]).toEqual([200, 'wales']);
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
    expect(property(read, 'X-CITIZENSHIP-MISSING-REGION')?.value).toBe('wales');
    expect(textOf(read, 'DESCRIPTION')).toMatch(/^Ni atebodd Cymru: .+ \/ Wales did not answer: /);
    const others = regions.map(({ slug }) => slug).filter((slug) => slug !== 'wales');
    expect(byId(shown(read))).toEqual(byId(await listed({ regions: others })));
  });
});

describe('while the directory is down', () => {
  beforeAll(() => graph.stopSubgraph('directory'));
  afterAll(async () => {
    await graph.startSubgraph('directory');
    await graph.untilReady();
  });

  test('there is no calendar of the UK, rather than an empty one; a region has its own', async () => {
    const response = await fetchCalendar();
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toMatchObject([
      503,
      '30',
      { errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }] },
    ]);
    expect(events(await calendar('', 'wales')).length).toBeGreaterThan(10);
  });
});

test('what a region cancels is cancelled in the calendar', async () => {
  const read = await calendar('?region=cumbria');
  const next = events(read).find(
    (event) =>
      textOf(event, 'STATUS') === 'CONFIRMED' &&
      instantOf(read, property(event, 'DTSTART')!) > graph.now.toISOString(),
  );
  const uid = textOf(next!, 'UID')!;
  const { data } = await graph.ask(
    {
      query: 'mutation ($id: ID!) { cancelActivity(input: { id: $id }) { problems { message } } }',
      variables: { id: uid.replace('@citizenship-graph', '') },
    },
    { as: { roles: ['coordinator'], coordinates: ['cumbria'] } },
  );
  expect(data.cancelActivity.problems).toEqual([]);
  await waitUntil('it is cancelled', async () => {
    const now = events(await calendar('?region=cumbria')).find((event) => textOf(event, 'UID') === uid);
    return textOf(now!, 'STATUS') === 'CANCELLED' && textOf(now!, 'SEQUENCE') === '1';
  });
});
