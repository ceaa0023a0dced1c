import { randomBytes } from 'node:crypto';
import type { QueryRunner } from 'typeorm';
import type { Change } from '../../kit/changes/change-record';
import { Migration, type MigrationClass } from '../../kit/database/schema-steps';
import type { Booking } from '../booking';
import { changeOfBooking } from '../feed-entries';
import type { RegionDefinition } from '../region-definition';

const BATCH = 500;

type Row = Pick<Booking, 'id' | 'activityId' | 'memberId' | 'homeRegion'> & {
  readonly bookedAt: Date | string;
};
type Told = Extract<Change, { state: 'updated' }>;

function instantOf(raw: Date | string): Date {
  return raw instanceof Date ? raw : new Date(`${raw.replace(' ', 'T')}Z`);
}

/** Records changes as the feed does, in words that no later release of its tables changes. */
async function record(runner: QueryRunner, changes: readonly Told[]): Promise<void> {
  const size = changes.length;
  await runner.query('UPDATE change_counter SET last = last + ? WHERE id = 1', [size]);
  const [counter] = await runner.manager.query<{ last: number | string }[]>(
    'SELECT last FROM change_counter',
  );
  const last = Number(counter?.last);
  const rows = changes.map(({ id, kind, listedTo, data }, index) => [
    id,
    last - size + index + 1,
    kind,
    JSON.stringify(listedTo),
    JSON.stringify(data),
  ]);
  const places = rows.map(() => '(?, ?, ?, ?, ?)').join(', ');
  const ids = rows.map(() => '?').join(', ');
  await runner.query(
    `DELETE FROM change_record WHERE id IN (${ids})`,
    changes.map(({ id }) => id),
  );
  await runner.query(
    `INSERT INTO change_record (id, number, kind, listedTo, data) VALUES ${places}`,
    rows.flat(),
  );
  const mark = randomBytes(12).toString('base64url');
  await runner.query('INSERT INTO change_mark (number, mark) VALUES (?, ?)', [last, mark]);
}

/** Members who left before the feed had a word for that: it said that they were no more, and forgot whose they were. */
async function tellOfThoseWhoLeft(runner: QueryRunner): Promise<number> {
  const rows = await runner.manager.query<{ id: string; kind: string; joinedAt: Date | string }[]>(
    `SELECT member.id, member.kind, member.joinedAt FROM member
       JOIN change_record ON change_record.id = member.id AND change_record.listedTo IS NULL
       WHERE member.status = 'LEFT' ORDER BY member.id LIMIT ${BATCH}`,
  );
  const changes = rows.map(({ id, kind, joinedAt }): Told => {
    const data = { kind, sortName: '', joinedAt: instantOf(joinedAt).toISOString(), facets: {}, text: '' };
    return { state: 'updated', id, kind: 'MEMBER', listedTo: [], data };
  });
  if (changes.length > 0) await record(runner, changes);
  return changes.length;
}

async function tellOfBookings(runner: QueryRunner, region: BookingWords): Promise<number> {
  const rows = await runner.manager.query<Row[]>(
    `SELECT booking.id, booking.activityId, booking.memberId, booking.homeRegion, booking.bookedAt FROM booking
       LEFT JOIN change_record ON change_record.id = booking.id
       WHERE change_record.id IS NULL ORDER BY booking.bookedAt, booking.id LIMIT ${BATCH}`,
  );
  const changes = rows.map((row) => changeOfBooking(region, { ...row, bookedAt: instantOf(row.bookedAt) }));
  if (changes.length > 0) await record(runner, changes as Told[]);
  return changes.length;
}

type BookingWords = Pick<RegionDefinition, 'policy' | 'row'>;

/** Tells the directory of bookings that were made before it was told of any, each listed to whom the region says. */
export function bookingEntries(region: BookingWords): MigrationClass {
  return class BookingEntries1795309200014 extends Migration {
    async up(runner: QueryRunner): Promise<void> {
      while ((await tellOfBookings(runner, region)) === BATCH);
      while ((await tellOfThoseWhoLeft(runner)) === BATCH);
    }
  };
}
