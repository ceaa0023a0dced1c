import { regions } from '../../schema/regions';
import { parseCalendar, partsOf, property, textOf, type Component } from '../support/icalendar';
import { activityOf, store } from './region-rows';
import { RegionScene, testedRegions } from './region-scene';

const path = '/calendar.ics';

describe.each(testedRegions)('the calendar of $slug', ({ slug, name }) => {
  let scene: RegionScene;
  let network: string;

  beforeAll(async () => {
    scene = await RegionScene.start(slug, async (db, { region }) => {
      const [own] = await db.read.find(region.types.Network);
      // A region that has just joined has none.
      network = own?.id ?? 'net:own';
      await store(db, region, {
        activities: [
          activityOf(region, { id: 'later', startsAt: new Date('2027-07-01T09:00:00Z'), kind: 'TRAINING' }),
          activityOf(region, { id: 'plain' }),
          activityOf(region, { id: 'off', status: 'CANCELLED', startsAt: new Date('2026-11-30T18:00:00Z') }),
          activityOf(region, {
            id: 'theirs',
            networkId: network,
            startsAt: new Date('2026-12-02T18:00:00Z'),
          }),
          activityOf(region, {
            id: 'themed',
            themeSlugs: ['peer-support'],
            startsAt: new Date('2026-12-03T18:00:00Z'),
          }),
          activityOf(region, { id: 'draft', status: 'DRAFT', publishedAt: null }),
          activityOf(region, { id: 'old', startsAt: new Date('2026-10-21T18:00:00Z') }),
          activityOf(region, { id: 'recent', startsAt: new Date('2026-10-23T18:00:00Z') }),
          activityOf(region, { id: 'far', startsAt: new Date('2027-11-24T18:00:00Z') }),
        ],
      });
    });
  });
  afterAll(() => scene.stop());

  async function get(query = ''): Promise<Component> {
    const response = await scene.get(`${path}${query}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/calendar; charset=utf-8',
    ]);
    return parseCalendar(await response.text());
  }

  const ids = (calendar: Component): (string | undefined)[] =>
    partsOf(calendar, 'VEVENT').map((event) => textOf(event, 'UID')?.replace('@citizenship-graph', ''));

  it('holds what anybody may see of the last 30 days and the next 12 months, soonest first', async () => {
    expect(ids(await get())).toEqual(['recent', 'off', 'plain', 'theirs', 'themed', 'later']);
  });

  it('is called after the region, in both languages', async () => {
    const title = `Arweinwyr dinesig: ${name['cy']} / Citizen leaders: ${name.en}`;
    const calendar = await get();
    expect([textOf(calendar, 'NAME'), textOf(calendar, 'X-WR-CALNAME')]).toEqual([title, title]);
  });

  it('shows a title in each of the languages that the region works in, in its own order', async () => {
    const { languages } = scene.program.region;
    const calendar = await get();
    const event = partsOf(calendar, 'VEVENT').find((one) => textOf(one, 'UID')?.startsWith('plain'));
    const titles = languages.flatMap((tag) =>
      tag === 'en' ? ['Meeting plain'] : tag === 'cy' ? ['Cyfarfod plain'] : [],
    );
    expect(textOf(event!, 'SUMMARY')).toBe(titles.join(' / '));
    expect(property(event!, 'SUMMARY')?.parameters).toEqual(titles.length > 1 ? {} : { LANGUAGE: 'en' });
    expect(languages.includes('cy')).toBe(slug === 'wales');
  });

  it.each([
    ['kind', () => '?kind=TRAINING', ['later']],
    ['one of two kinds', () => '?kind=TRAINING,PLANNING', ['later']],
    ['theme', () => '?theme=peer-support', ['themed']],
    ['network', () => `?network=${network}`, ['theirs']],
    ['region', () => `?region=${slug}&theme=peer-support`, ['themed']],
    ['another region', () => `?region=${regions.find((row) => row.slug !== slug)!.slug}`, []],
    ['a network that there is not', () => '?network=net:none', []],
  ])('filters by %s', async (_what, query, expected) => {
    expect(ids(await get(query()))).toEqual(expected);
  });

  it.each([
    ['a kind that there is not', '?kind=PARTY', /^Rhaid i "kind" fod yn un o TRAINING, /],
    ['a kind that every object has', '?kind=toString', /^Rhaid i "kind"/],
    ['a region that there is not', '?region=atlantis', /^Rhaid i "region" fod yn un o england, /],
    ['a filter that there is not', '?kinds=TRAINING', /^Nid yw "kinds" yn hidlydd calendr/],
    ['no value', '?theme=', /^Rhaid i "theme" fod yn id/],
    ['a long value', `?network=${'x'.repeat(101)}`, /^Rhaid i "network" fod yn id/],
    ['51 values', `?theme=${Array(51).fill('a').join(',')}`, /^Gellir rhoi "theme" 50 gwaith/],
  ])('refuses %s, in the language of whoever asks', async (_what, query, message) => {
    const response = await scene.get(`${path}${query}`, { 'accept-language': 'cy' });
    expect([response.status, response.headers.get('cache-control'), await response.json()]).toEqual([
      400,
      'no-store',
      {
        errors: [
          { message: expect.stringMatching(message) as string, extensions: { code: 'BAD_USER_INPUT' } },
        ],
      },
    ]);
  });

  it('answers 304 to whoever has it already', async () => {
    const first = await scene.get(path);
    const etag = first.headers.get('etag')!;
    const again = await scene.get(path, { 'if-none-match': `"other", ${etag}` });
    expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
    expect(again.headers.get('cache-control')).toBe('public, max-age=900');
    expect((await scene.get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await scene.get(`${path}?kind=TRAINING`)).headers.get('etag')).not.toBe(etag);
  });

  it('takes the same SQL statements for one event as for all', async () => {
    async function statements(query: string): Promise<(number | undefined)[]> {
      scene.log.clear();
      await get(query);
      return scene.log.operations().map((line) => line.statements);
    }
    const [all, one] = [await statements(''), await statements('?theme=peer-support')];
    expect(all).toEqual(one);
    expect(all).toEqual([3]);
  });
});
