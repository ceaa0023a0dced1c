import { regions } from '../../schema/regions';
import { outcodes } from '../../subgraphs/catalogue/outcodes';
import type { Database } from '../../subgraphs/kit/database/database';
import { demoId } from '../../subgraphs/kit/demo/demo-id';
import { getProgram } from '../../subgraphs/programs';
import type { DemoPlace } from '../../subgraphs/region/demo/place';
import { demoShare } from '../../subgraphs/region/demo/shares';
import { TemporaryFolder } from './temporary-folder';

const now = new Date('2026-11-21T12:00:00Z');
const size = { members: 80, activities: 60 };
const folder = new TemporaryFolder();

afterAll(() => folder.remove());

/** Every row of every table, but for the epoch and the marks, which no two databases share. */
async function rowsOf(db: Database): Promise<Record<string, object[]>> {
  const tables = await db.read.query<{ name: string }[]>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
       AND name NOT LIKE 'search_text_fts%' AND name NOT IN ('change_counter', 'change_mark') ORDER BY name`,
  );
  const entries = tables.map(async ({ name }) => {
    const rows = await db.read.query<object[]>(`SELECT * FROM "${name}"`);
    return [
      name,
      rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
    ] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe.each(regions)('the demo of $slug', ({ slug }) => {
  async function seed(name: string, at = now) {
    const program = await getProgram(slug);
    const db = await program.open({ DATA_DIR: `${folder.path}/${name}` });
    const made = await program.seedDemo!(db, { size, now: at });
    const again = await program.seedDemo!(db, { size, now: at });
    const rows = await rowsOf(db);
    await db.close();
    return { made, again, rows };
  }

  let demo: Awaited<ReturnType<typeof seed>>;

  beforeAll(async () => {
    demo = await seed('one');
  });

  it('is the same wherever and however often it is made, and is made once', async () => {
    const other = await seed('other');
    const share = demoShare(size, slug);
    expect(other.rows).toEqual(demo.rows);
    expect([demo.made, demo.again]).toEqual([
      {
        members: share.groups + share.people,
        activities: share.activities,
        bookings: demo.rows['booking']!.length,
      },
      'has rows already',
    ]);
    expect([demo.rows['member']!.length, demo.rows['activity']!.length]).toEqual([
      share.groups + share.people,
      share.activities,
    ]);
  });

  it('has the same ids on another day', async () => {
    const idsOf = ({ rows }: typeof demo): unknown[] =>
      ['member', 'activity'].flatMap((table) => rows[table]!.map((row) => (row as { id: string }).id)).sort();
    expect(idsOf(await seed('tomorrow', new Date('2026-11-22T09:00:00Z')))).toEqual(idsOf(demo));
  });

  it('says of every made-up name that it is made up, and writes to no one', () => {
    const members = demo.rows['member'] as {
      displayName: string;
      contactName: string | null;
      email: string;
      phone: string;
    }[];
    const real = members.filter(
      ({ displayName, contactName, email, phone }) =>
        !displayName.endsWith(' (demo)') ||
        (contactName !== null && !contactName.endsWith(' (demo)')) ||
        !email.endsWith('@example.org') ||
        !/^07700 900\d{3}$/.test(phone),
    );
    expect(real).toEqual([]);
  });

  it('books no more than there are places, and each member once', () => {
    const bookings = demo.rows['booking'] as { activityId: string; memberId: string; status: string }[];
    const activities = demo.rows['activity'] as { id: string; capacity: number | null; hasPlaces: number }[];
    const strange = activities.filter(({ id, capacity, hasPlaces }) => {
      const its = bookings.filter(({ activityId }) => activityId === id);
      const held = its.filter(({ status }) => !['WAITLISTED', 'CANCELLED'].includes(status)).length;
      const isFull = capacity !== null && held >= capacity;
      const isOnce = new Set(its.map(({ memberId }) => memberId)).size === its.length;
      return held > (capacity ?? held) || !isOnce || isFull === Boolean(hasPlaces);
    });
    expect({ strange, areThere: bookings.length > 0 }).toEqual({ strange: [], areThere: true });
  });

  it('takes place where the middle of the outcode is known', async () => {
    const { places } = (await import(`../../subgraphs/${slug}/places`)) as { places: readonly DemoPlace[] };
    const told = places.map(({ outcode, latitude, longitude }) => [outcode, [latitude, longitude]]);
    expect(told).toEqual(places.map(({ outcode }) => [outcode, outcodes[outcode]]));
  });
});

it.each([
  [{ members: 1030, activities: 600 }],
  [{ members: 7, activities: 3 }],
  [{ members: 1, activities: 1 }],
  [{ members: 1001, activities: 1002 }],
])('the shares of all regions add up to %j', (whole) => {
  const shares = regions.map(({ slug }) => demoShare(whole, slug));
  const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
  expect({
    members: sum(shares.map(({ groups, people }) => groups + people)),
    activities: sum(shares.map(({ activities }) => activities)),
  }).toEqual(whole);
});

it('an id of the demo follows from what the row is, and no two rows share one', () => {
  const ids = regions.flatMap(({ slug }) =>
    Array.from({ length: 2000 }, (_, index) => demoId(slug, 'member', index)),
  );
  expect(demoId('wales', 'member', 1)).toBe(demoId('wales', 'member', 1));
  expect(new Set(ids).size).toBe(ids.length);
  expect(
    ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toEqual([]);
});
