import { In } from 'typeorm';
import type { RecordAttendanceInput } from '../../../schema/contract/booking-inputs';
import { problem, type Problem } from '../../../schema/contract/problem';
import type { Activity } from '../activity';
import type { Booking } from '../booking';
import { noPlaceHeld, notBookable, notStarted } from '../booking-messages';
import { isCancelled, saidTwice } from '../messages';
import { activityNamed } from './booking-subjects';
import type { WriteOf, Writing } from './write';

type ByMember = ReadonlyMap<string, Booking>;

/** Whoever had a place when it began: came, did not come, or nobody has said yet. */
const hadPlace = ['BOOKED', 'ATTENDED', 'NO_SHOW'] as const;

async function findBooked(
  { manager, region }: Writing,
  { activity, rows }: RecordAttendanceInput,
): Promise<ByMember> {
  const memberId = In(rows.map(({ member }) => member));
  const where = { activityId: activity, memberId, status: In([...hadPlace]) };
  const bookings = await manager.findBy(region.types.Booking, where);
  return new Map(bookings.map((booking) => [booking.memberId, booking]));
}

function checkTime({ status, startsAt }: Activity, now: Date): Problem[] {
  if (status === 'CANCELLED') return [problem('CLOSED', isCancelled(), 'activity')];
  if (status === 'DRAFT') return [problem('CLOSED', notBookable(), 'activity')];
  return startsAt > now ? [problem('INVALID', notStarted(), 'activity')] : [];
}

function checkRows({ rows }: RecordAttendanceInput, booked: ByMember): Problem[] {
  const members = rows.map(({ member }) => member);
  return members.flatMap((member, index) => {
    const path = ['rows', String(index), 'member'];
    if (!booked.has(member)) return [problem('NOT_FOUND', noPlaceHeld(), ...path)];
    return members.indexOf(member) < index ? [problem('INVALID', saidTwice(), ...path)] : [];
  });
}

async function mark(
  { manager, region }: Pick<Writing, 'manager' | 'region'>,
  { bookings, attended }: { bookings: readonly Booking[]; attended: boolean },
): Promise<void> {
  if (bookings.length === 0) return;
  const status = attended ? 'ATTENDED' : 'NO_SHOW';
  await manager.update(region.types.Booking, { id: In(bookings.map(({ id }) => id)) }, { status });
}

/** Records who came, and corrects what was recorded before. Nobody loses or gains a place by it. */
export const recordAttendance: WriteOf<'recordAttendance', Activity, ByMember> = {
  about: activityNamed,
  read: (writing, input) => findBooked(writing, input),
  check: ({ thing: activity, input, known, now }) => {
    const problems = checkTime(activity, now);
    return problems.length > 0 ? problems : checkRows(input, known);
  },
  store: async ({ input: { activity: id, rows }, known, ...writing }) => {
    for (const attended of [true, false]) {
      const those = rows.filter((row) => row.attended === attended);
      const bookings = those.map(({ member }) => known.get(member) as Booking);
      await mark(writing, { bookings, attended });
    }
    return { id, changes: [] };
  },
};
