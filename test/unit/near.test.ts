import fc from 'fast-check';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { readCircle, withinCircle, type Circle } from '../../subgraphs/catalogue/near';
import { outcodes } from '../../subgraphs/catalogue/outcodes';
import type { Database } from '../../subgraphs/kit/database/database';
import { indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { ROW } from '../../subgraphs/kit/list/list-query';
import { refusalOf } from './refusal-of';
import { TemporaryFolder } from './temporary-folder';

@Entity('spot')
class Spot {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'double precision', nullable: true })
  latitude!: number | null;

  @Column({ type: 'double precision', nullable: true })
  longitude!: number | null;
}

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const radiusKm = 6371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

/** Where one comes from a point by a great circle: another way round than the one that is tested. */
function travel({ latitude, longitude }: Point, bearing: number, km: number): Point {
  const [lat, turn, angle] = [radians(latitude), radians(bearing), km / radiusKm];
  const there = Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(turn));
  const east = Math.atan2(
    Math.sin(turn) * Math.sin(angle) * Math.cos(lat),
    Math.cos(angle) - Math.sin(lat) * Math.sin(there),
  );
  return { latitude: degrees(there), longitude: longitude + degrees(east) };
}

const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open([Spot, ...indexEntities]);
});

afterAll(() => folder.remove());

/** Ids of the spots within a circle. */
async function within(circle: Circle, spots: readonly (Partial<Spot> & { id: string })[]): Promise<string[]> {
  await db.write(async (manager) => {
    await manager.deleteAll(Spot);
    await manager.insert(Spot, spots as Spot[]);
  });
  const query = db.read.createQueryBuilder().from(Spot, ROW).select(`${ROW}.id`, 'id').orderBy(`${ROW}.id`);
  withinCircle(query, circle);
  return (await query.getRawMany<{ id: string }>()).map(({ id }) => id);
}

const cardiff = { latitude: 51.4816, longitude: -3.1791 };
const london = { latitude: 51.5074, longitude: -0.1278 };
const belfast = { latitude: 54.5973, longitude: -5.9301 };
const carlisle = { latitude: 54.8925, longitude: -2.9329 };
const paris = { latitude: 48.8566, longitude: 2.3522 };

describe('the distance', () => {
  // Computed apart from here, by the spherical law of cosines.
  it.each([
    ['London to Paris', london, paris, 343.6],
    ['London to Cardiff', london, cardiff, 211.2],
    ['Belfast to Carlisle', belfast, carlisle, 195.1],
    ['a degree of latitude', { latitude: 50, longitude: 0 }, { latitude: 51, longitude: 0 }, 111.2],
    ['a degree of longitude at 60°', { latitude: 60, longitude: 0 }, { latitude: 60, longitude: 1 }, 55.6],
    ['a degree of the equator', { latitude: 0, longitude: 10 }, { latitude: 0, longitude: 11 }, 111.2],
  ])('from %s is known', async (_what, from, to, km) => {
    const there = [{ id: 'there', ...to }];
    expect([
      await within({ ...from, km: km - 0.5 }, there),
      await within({ ...from, km: km + 0.5 }, there),
    ]).toEqual([[], ['there']]);
  });

  it('of a spot to itself is nothing', async () => {
    expect(await within({ ...cardiff, km: 0.001 }, [{ id: 'here', ...cardiff }])).toEqual(['here']);
  });

  it('of what has no place is none: it is in no circle', async () => {
    const spots = [
      { id: 'here', ...cardiff },
      { id: 'online', latitude: null, longitude: null },
    ];
    expect(await within({ ...cardiff, km: 1000 }, spots)).toEqual(['here']);
  });
});

it('a circle holds what lies within it, up to its rim in every direction, and nothing beyond', async () => {
  // Wider than the United Kingdom; further north the box around a circle is at its most crooked.
  const middle = fc.record({
    latitude: fc.integer({ min: 49_000, max: 62_000 }).map((thousandths) => thousandths / 1000),
    longitude: fc.integer({ min: -9000, max: 3000 }).map((thousandths) => thousandths / 1000),
  });
  const km = fc.double({ min: 0.5, max: 1000, noNaN: true });
  const bearings = Array.from({ length: 24 }, (_, index) => index * 15);
  // Due north, south and near due west and east the circle comes closest to its box.
  const offset = fc.integer({ min: 0, max: 14 });
  await fc.assert(
    fc.asyncProperty(middle, km, offset, async (point, reach, turn) => {
      const spots = bearings.flatMap((bearing, index) =>
        [0.5, 0.9999, 1.0001, 1.2].map((part) => ({
          id: `${part < 1 ? 'in' : 'out'} ${part} ${String(index).padStart(2, '0')}`,
          ...travel(point, bearing + turn, reach * part),
        })),
      );
      const expected = spots.map(({ id }) => id).filter((id) => id.startsWith('in'));
      expect(await within({ ...point, km: reach }, spots)).toEqual(expected.toSorted());
    }),
    { numRuns: 60 },
  );
});

describe('the middle of a circle', () => {
  it.each([
    ['an outcode', { postcode: 'LL55', km: 5 }],
    ['a postcode', { postcode: 'll55 1ab', km: 5 }],
    ['a postcode beside nulls', { postcode: 'LL55 1AB', latitude: null, longitude: null, km: 5 }],
  ])('is that of %s', (_what, near) => {
    const [latitude, longitude] = outcodes['LL55']!;
    expect(readCircle(near)).toEqual({ latitude, longitude, km: 5 });
  });

  it('may be given by degrees, those of the equator and of Greenwich too', () => {
    expect(readCircle({ latitude: 0, longitude: 0, km: 5 })).toEqual({ latitude: 0, longitude: 0, km: 5 });
  });

  it.each([
    ['no place', { km: 5 }],
    ['an empty postcode', { postcode: '', km: 5 }],
    ['latitude alone', { latitude: 51, km: 5 }],
    ['longitude alone', { longitude: 0, km: 5 }],
    ['a postcode and degrees', { postcode: 'LL55', latitude: 51, longitude: 0, km: 5 }],
    ['a postcode and latitude', { postcode: 'LL55', latitude: 51, km: 5 }],
  ])('cannot be told from %s', (_what, near) => {
    expect(refusalOf(() => readCircle(near))).toEqual({
      code: 'BAD_USER_INPUT',
      message: '"near" needs either "postcode", or "latitude" and "longitude" together.',
    });
  });

  it('that is not known is said by its outcode alone', () => {
    expect(refusalOf(() => readCircle({ postcode: 'LL99 4XY', km: 5 }))).toEqual({
      code: 'BAD_POSTCODE',
      message:
        'Where LL99 lies is not known here. Give "latitude" and "longitude" instead, or a larger town\'s postcode.',
    });
  });
});
