import { entryByKind, feedPage, type FeedItem, type FeedPage } from '../../schema/changes';
import { getService } from '../../schema/services';
import { activityOf, memberOf, store } from './region-rows';
import { anotherRegion, NOW, RegionScene, testedRegions } from './region-scene';

type Updated = Extract<FeedItem, { state: 'updated' }>;

describe.each(testedRegions)('the change feed of $slug', ({ slug }) => {
  let scene: RegionScene;

  beforeAll(async () => {
    scene = await RegionScene.start(slug, async (db, { region, seedDemo }) => {
      await seedDemo!(db, { size: { members: 160, activities: 120 }, now: NOW });
      await store(db, region, {
        members: [
          memberOf(region, { id: 'left', displayName: 'Zebra Left', status: 'LEFT' }),
          memberOf(region, { id: 'hidden', displayName: 'Zebra Hidden', visibility: 'PRIVATE' }),
          memberOf(region, { id: 'network', displayName: 'Zebra Network', visibility: 'NETWORK' }),
        ],
        activities: [
          activityOf(region, {
            id: 'draft',
            status: 'DRAFT',
            publishedAt: null,
            titleByLanguage: { en: 'Zebra draft' },
            summaryByLanguage: { en: 'Zebra summary' },
            placeName: 'Zebra House',
            locality: 'Zebraville',
          }),
        ],
      });
    });
  });

  afterAll(() => scene.stop());

  async function readPages(limit: number): Promise<FeedPage[]> {
    const pages: FeedPage[] = [];
    let after = 0;
    for (;;) {
      const page = feedPage.parse(await (await scene.changes(`?after=${after}&limit=${limit}`)).json());
      pages.push(page);
      after = page.items.at(-1)?.modified ?? after;
      if (page.remaining === 0) return pages;
    }
  }

  async function updated(): Promise<Updated[]> {
    const items = (await readPages(1000)).flatMap((page) => page.items);
    return items.filter((item): item is Updated => item.state === 'updated');
  }

  it.each([
    ['nobody', null],
    ['another region', anotherRegion(slug)],
    ['the library', 'library'],
    ['no one in particular', ''],
  ])('is closed to a token made out to %s', async (_who, audience) => {
    const response = await scene.changes('', audience);
    expect([response.status, await response.json()]).toEqual([
      401,
      { error: `The change feed is for the directory: send its signed token for "${slug}".` },
    ]);
  });

  it.each([
    '?after=-1',
    '?after=1.5',
    '?after=some',
    '?limit=0',
    '?limit=1001',
    '?limit=all',
    '?after=1&after=2',
  ])('refuses %s', async (query) => {
    const response = await scene.changes(query);
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        error:
          '"after" must be 0 or more, "limit" 1 to 1000, "wait" 0 to 25, "epoch" and "mark" as they came.',
      },
    ]);
  });

  it('tells every row of the region once, in the order of its numbers, however it is paged', async () => {
    const { types } = scene.program.region;
    const kinds = {
      MEMBER: types.Member,
      ACTIVITY: types.Activity,
      NETWORK: types.Network,
      BOOKING: types.Booking,
    };
    const rows = await Promise.all(
      Object.entries(kinds).map(async ([kind, type]) =>
        (await scene.db.read.find<{ id: string }>(type)).map(({ id }) => `${kind} ${id}`),
      ),
    );
    const [whole] = await readPages(1000);
    const pages = await readPages(7);
    const items = pages.flatMap((page) => page.items);
    const numbers = items.map(({ modified }) => modified);
    expect(items).toEqual(whole!.items);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(items.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(rows.flat().sort());
    expect(pages.map(({ remaining }) => remaining)).toEqual(
      pages.map((_, index) => Math.max(0, items.length - 7 * (index + 1))),
    );
    expect(new Set(pages.map(({ epoch }) => epoch)).size).toBe(1);
  });

  it('says of one who has left whose it was, for nobody to find', async () => {
    const [left] = (await updated()).filter(({ id }) => id === 'left');
    expect([left?.listedTo, left?.data]).toEqual([
      [],
      { kind: 'PERSON', sortName: '', joinedAt: '2026-01-01T00:00:00.000Z', facets: {}, text: '' },
    ]);
  });

  it('says of a booking whose it is, of what and since when, and nothing of how it stands', async () => {
    const { types, policy } = scene.program.region;
    const bookings = await scene.db.read.find(types.Booking);
    const told = (await updated()).filter(({ kind }) => kind === 'BOOKING');
    const byId = new Map(told.map(({ id, listedTo, data }) => [id, { listedTo, data }]));
    const expected = bookings.map((booking): [string, object] => {
      const { id, memberId, activityId, bookedAt } = booking;
      const listedTo = policy.bookingListedTo(booking, slug);
      return [id, { listedTo, data: { memberId, activityId, bookedAt: bookedAt.toISOString() } }];
    });
    expect(byId).toEqual(new Map(expected));
    expect(byId.size).toBeGreaterThan(10);
  });

  it('says of every row what its kind has, and no more', async () => {
    const strange = (await updated()).filter(
      ({ kind, data }) => !entryByKind[kind].strict().safeParse(data).success,
    );
    expect(strange).toEqual([]);
  });

  it('names no row that is not for members at least', async () => {
    const quiet = (await updated()).filter(
      ({ kind, listedTo }) =>
        kind !== 'BOOKING' && !listedTo.includes('public') && !listedTo.includes('members'),
    );
    const told = quiet.filter(({ data }) => {
      const { text, sortName = '' } = data as { text: string; sortName?: string };
      return text !== '' || sortName !== '';
    });
    expect(told).toEqual([]);
    expect(quiet.map(({ id }) => id)).toEqual(expect.arrayContaining(['hidden', 'draft']));
  });

  it('lists rows to whom the policy says', async () => {
    const all = await updated();
    const listed = ['hidden', 'network', 'draft'].map((id) => all.find((item) => item.id === id)?.listedTo);
    expect(listed).toEqual([
      [`region:${slug}`, 'member:hidden'],
      ['members', `region:${slug}`, 'member:network'],
      [`region:${slug}`],
    ]);
  });

  it('holds no contact, no private name and no access requirement anywhere in its bytes', async () => {
    const { types } = scene.program.region;
    const bytes = await (await scene.changes('')).text();
    const members = await scene.db.read.find(types.Member);
    const bookings = await scene.db.read.find(types.Booking);
    const named = members.filter(({ visibility, status }) => visibility !== 'PRIVATE' && status === 'ACTIVE');
    const mayStand = new Set(named.map(({ displayName }) => displayName));
    const secrets = [
      ...members.flatMap(({ email, phone, postcode, contactName }) => [email, phone, postcode, contactName]),
      ...members.map(({ displayName }) => displayName),
      ...bookings.map(({ memberName }) => memberName),
      'Zebra draft',
      'Zebra summary',
      'Zebra House',
      'Zebraville',
    ].filter((value): value is string => value !== null && !mayStand.has(value));
    expect({
      told: secrets.filter((secret) => bytes.includes(secret)),
      isMany: secrets.length > 100,
    }).toEqual({
      told: [],
      isMany: true,
    });
    expect(bytes).toContain('Zebra Network');
  });

  it('is not to be had by GraphQL', async () => {
    const { errors } = await scene.ask('{ changes { id } }');
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('is served by the region that the list names', () => {
    expect(getService(slug).kind).toBe('region');
  });
});
