import { regions } from '../../schema/regions';
import { recordChanges } from '../../subgraphs/kit/changes/change-record';
import type { OpenItem } from '../../subgraphs/region/public/activities-page';
import { mutation } from '../support/mutate';
import { activityOf, bookingOf, memberOf, store } from './region-rows';
import { NOW, RegionScene, testedRegions, viewersOf } from './region-scene';

interface OpenPage {
  readonly next: string;
  readonly items: readonly OpenItem[];
  readonly license: string;
}

const path = '/feeds/activities';

describe.each(testedRegions)('the public feed of $slug', ({ slug, name }) => {
  let scene: RegionScene;
  const { coordinator } = viewersOf(slug);

  const pathOf = (next: string): string => next.slice(new URL(next).origin.length);

  async function get(at = path): Promise<OpenPage> {
    const response = await scene.get(at);
    expect(response.status).toBe(200);
    return (await response.json()) as OpenPage;
  }

  /** Every page up to the last, which has no items and is its own next one. */
  async function readAll(at = path): Promise<OpenPage[]> {
    const page = await get(at);
    return page.items.length === 0 ? [page] : [page, ...(await readAll(pathOf(page.next)))];
  }

  async function items(): Promise<OpenItem[]> {
    return (await readAll()).flatMap((page) => page.items);
  }

  const states = (list: readonly OpenItem[]): string[] => list.map(({ state, id }) => `${state} ${id}`);

  async function storeDraft(id: string): Promise<void> {
    const { db, program } = scene;
    await store(db, program.region, {
      activities: [activityOf(program.region, { id, status: 'DRAFT', publishedAt: null })],
    });
  }

  async function storeOpen(...ids: string[]): Promise<void> {
    const { db, program } = scene;
    await store(db, program.region, { activities: ids.map((id) => activityOf(program.region, { id })) });
  }

  async function change(name: 'publishActivity' | 'cancelActivity', id: string): Promise<void> {
    const { data, errors } = await scene.ask(mutation(name, { id }), coordinator);
    expect({ errors, problems: data[name].problems as unknown }).toEqual({ errors: undefined, problems: [] });
  }

  describe('as rows come and go', () => {
    beforeEach(async () => {
      scene = await RegionScene.start(slug);
    });
    afterEach(() => scene.stop());

    it('is empty where nothing is public, and its next page is itself', async () => {
      await storeDraft('draft');
      const page = await get();
      expect({ ...page, next: pathOf(page.next) }).toEqual({
        next: path,
        items: [],
        license: 'https://creativecommons.org/licenses/by/4.0/',
      });
    });

    it('says of an activity what anybody may know, in the words of OpenActive', async () => {
      const { db, program } = scene;
      const { region } = program;
      const titleByLanguage = { en: 'Speaking up', cy: 'Codi llais' };
      await store(db, region, {
        members: [memberOf(region, { id: 'secret', displayName: 'Zebra Member' })],
        activities: [
          activityOf(region, {
            ...{ id: 'a1', titleByLanguage, summaryByLanguage: { en: 'A day.', cy: 'Diwrnod.' } },
            ...{ placeName: 'Hall', locality: 'Town', outcode: 'CF10', latitude: 51.5, longitude: -3.2 },
            ...{ capacity: 12, mode: 'HYBRID', languages: ['en', 'cy'], themeSlugs: ['peer-support'] },
          }),
        ],
        bookings: [
          bookingOf(region, { id: 'b1', activityId: 'a1', memberId: 'secret', memberName: 'Zebra Member' }),
        ],
      });
      const inOrder = (en: string, cy: string, between: string): string =>
        region.languages.flatMap((tag) => (tag === 'en' ? [en] : tag === 'cy' ? [cy] : [])).join(between);
      expect(await items()).toEqual([
        {
          state: 'updated',
          kind: 'Event',
          id: 'a1',
          modified: expect.any(Number) as number,
          data: {
            '@context': ['https://openactive.io/', 'https://schema.org/'],
            type: 'Event',
            identifier: 'a1',
            name: inOrder('Speaking up', 'Codi llais', ' / '),
            description: inOrder('A day.', 'Diwrnod.', '\n\n'),
            startDate: '2026-12-01T18:00:00Z',
            endDate: '2026-12-01T19:00:00Z',
            eventStatus: 'https://schema.org/EventScheduled',
            eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode',
            location: {
              type: 'Place',
              name: 'Hall',
              address: {
                type: 'PostalAddress',
                addressLocality: 'Town',
                postalCode: 'CF10',
                addressCountry: 'GB',
              },
              geo: { type: 'GeoCoordinates', latitude: 51.5, longitude: -3.2 },
            },
            organizer: { type: 'Organization', identifier: slug, name: name.en },
            inLanguage: ['en', 'cy'],
            maximumAttendeeCapacity: 12,
            keywords: ['MEETING', 'peer-support'],
          },
        },
      ]);
    });

    it('never tells of a draft, whatever becomes of it, nor lets its last page move on its account', async () => {
      await storeOpen('open');
      const before = await readAll();
      await storeDraft('draft');
      await storeDraft('draft');
      await storeDraft('dropped');
      await change('cancelActivity', 'dropped');
      await scene.db.write((manager) =>
        recordChanges(manager, [{ state: 'deleted', id: 'gone', kind: 'ACTIVITY' }]),
      );
      expect(await readAll()).toEqual(before);
      await change('publishActivity', 'draft');
      expect(states(await items())).toEqual(['updated open', 'updated draft']);
    });

    it('moves what changes to its end, and keeps what is cancelled as cancelled', async () => {
      await storeOpen('a1', 'a2', 'a3');
      const last = (await readAll()).at(-1)!;
      await change('cancelActivity', 'a1');
      const news = await get(pathOf(last.next));
      expect(states(news.items)).toEqual(['updated a1']);
      expect(news.items[0]?.data?.['eventStatus']).toBe('https://schema.org/EventCancelled');
      expect(states(await items())).toEqual(['updated a2', 'updated a3', 'updated a1']);
    });

    it('says of what was public that it is gone, without a word of what it was', async () => {
      const { db, program } = scene;
      const { region } = program;
      await storeOpen('hidden', 'removed');
      const last = (await readAll()).at(-1)!;
      await store(db, region, { activities: [activityOf(region, { id: 'hidden', status: 'DRAFT' })] });
      await db.write(async (manager) => {
        await manager.delete(region.types.Activity, { id: 'removed' });
        await recordChanges(manager, [
          { state: 'deleted', id: 'removed', kind: 'ACTIVITY', wasPublic: true },
        ]);
      });
      const { items: told } = await get(pathOf(last.next));
      const gone = { state: 'deleted', kind: 'Event', modified: expect.any(Number) as number };
      expect(told).toEqual([
        { ...gone, id: 'hidden' },
        { ...gone, id: 'removed' },
      ]);
      expect(states(await items())).toEqual(['deleted hidden', 'deleted removed']);
    });

    it('does not show a row that is not public any more, though its change still says so', async () => {
      const { db, program } = scene;
      await storeOpen('a1');
      await db.write((manager) =>
        manager.update(program.region.types.Activity, { id: 'a1' }, { status: 'DRAFT' }),
      );
      expect(states(await items())).toEqual(['deleted a1']);
    });
  });

  describe('with made-up rows', () => {
    beforeAll(async () => {
      scene = await RegionScene.start(slug);
      await scene.program.seedDemo!(scene.db, { size: { members: 160, activities: 160 }, now: NOW });
      await storeDraft('draft');
    });
    afterAll(() => scene.stop());

    it('tells every public activity once, in the order of its numbers, however it is paged', async () => {
      const rows = await scene.db.read.find(scene.program.region.types.Activity);
      const open = rows.filter(({ status, publishedAt }) => status !== 'DRAFT' && publishedAt !== null);
      const whole = (await readAll()).flatMap((page) => page.items);
      const pages = await readAll(`${path}?limit=7`);
      const paged = pages.flatMap((page) => page.items);
      const numbers = paged.map(({ modified }) => modified);
      expect(paged).toEqual(whole);
      expect(whole.length).toBeGreaterThan(20);
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
      expect(states(paged).sort()).toEqual(open.map(({ id }) => `updated ${id}`).sort());
      expect(pages.slice(0, -2).every((page) => page.items.length === 7)).toBe(true);
    });

    it('ends with a page without items, whose next page is its own address', async () => {
      const pages = await readAll(`${path}?limit=50`);
      const [last, before] = [pages.at(-1)!, pages.at(-2)!];
      expect(last.items).toEqual([]);
      expect(last.next).toBe(before.next);
      expect(last.next).toContain(`?afterChangeNumber=${before.items.at(-1)!.modified}&limit=50`);
    });

    it('takes three SQL statements for a page, however long, and one for the last', async () => {
      scene.log.clear();
      await readAll(`${path}?limit=20`);
      await readAll(`${path}?limit=1000`);
      const lines = scene.log.lines.filter(({ msg }) => msg === 'page of the public feed');
      const counts = lines.map(({ items: count, statements }) => [count === 0 ? 'last' : 'page', statements]);
      expect(new Set(counts.map(String))).toEqual(new Set(['page,3', 'last,1']));
    });

    it('holds nothing personal anywhere in its bytes', async () => {
      const bytes = JSON.stringify(await readAll());
      const { Member, Booking } = scene.program.region.types;
      const members = await scene.db.read.find(Member);
      const bookings = await scene.db.read.find(Booking);
      const secrets = [
        ...members.flatMap(({ id, displayName, email, phone, postcode }) => [
          id,
          displayName,
          email,
          phone,
          postcode,
        ]),
        ...bookings.flatMap(({ id, memberName }) => [id, memberName]),
        'draft',
      ].filter((value): value is string => value !== null);
      expect(secrets.length).toBeGreaterThan(100);
      expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([]);
    });

    it.each([
      '?afterChangeNumber=-1',
      '?afterChangeNumber=x',
      '?limit=0',
      '?limit=1001',
      '?after=1',
      '?limit=1&limit=2',
    ])('refuses %s, in the language of whoever asks', async (query) => {
      const response = await scene.get(`${path}${query}`, { 'accept-language': 'cy' });
      expect([response.status, await response.json()]).toEqual([
        400,
        {
          errors: [
            {
              message: expect.stringMatching(/^Rhaid i "afterChangeNumber"/) as string,
              extensions: { code: 'BAD_USER_INPUT' },
            },
          ],
        },
      ]);
    });

    it('may be kept by caches for a while, and its last page for seconds', async () => {
      await storeOpen('a1');
      const [first, last] = await readAll();
      const kept = await Promise.all([first!, last!].map(async (page) => scene.get(pathOf(page.next))));
      expect(kept.map(({ headers }) => headers.get('cache-control'))).toEqual(
        Array.from({ length: 2 }, () => 'public, max-age=8'),
      );
      expect((await scene.get(path)).headers.get('cache-control')).toBe('public, max-age=60');
      expect((await scene.get(path)).headers.get('content-type')).toBe('application/json; charset=utf-8');
    });
  });
});

test('a feed leads on to where the world reaches it, whatever a request says that it was sent to', async () => {
  const { slug } = regions[0]!;
  const scene = await RegionScene.start(
    slug,
    (db, { region }) => store(db, region, { activities: [activityOf(region, { id: 'open' })] }),
    { PUBLIC_URL: 'https://example.org/feeds-of-ours/' },
  );
  try {
    const page = (await (await scene.get(`${path}?limit=5`)).json()) as OpenPage;
    const after = page.items.at(-1)?.modified;
    const next = `https://example.org/feeds-of-ours/feeds/activities?afterChangeNumber=${after}&limit=5`;
    expect(page.next).toBe(next);
    const last = await scene.get(`${path}?afterChangeNumber=${after}&limit=5`);
    expect(((await last.json()) as OpenPage).next).toBe(next);
  } finally {
    await scene.stop();
  }
});
