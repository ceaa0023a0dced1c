import type { Availability } from '../../schema/contract/activity-enums';
import type { Activity } from './activity';
import type { RegionContext } from './region-context';

/** How many bookings of an activity hold a place, and how many wait. */
export interface BookingCounts {
  readonly held: number;
  readonly waiting: number;
}

const none: BookingCounts = { held: 0, waiting: 0 };

/** An offer holds its place until it is taken or expires. */
export const holdsPlace: readonly string[] = ['BOOKED', 'OFFERED', 'ATTENDED', 'NO_SHOW'];

/** A booking that may still come to something: a place held or waited for. */
export const isLive: readonly string[] = ['BOOKED', 'WAITLISTED', 'OFFERED'];

/** Bookings of an activity, counted together for all activities that the request asks for. */
export async function countBookings(context: RegionContext, activityId: string): Promise<BookingCounts> {
  const loader = context.loaders.of(countBookings, async (ids) => {
    const rows = await context.db.read
      .createQueryBuilder(context.region.types.Booking, 'booking')
      .select('booking.activityId', 'id')
      .addSelect('SUM(CASE WHEN booking.status IN (:...holdsPlace) THEN 1 ELSE 0 END)', 'held')
      .addSelect("SUM(CASE WHEN booking.status = 'WAITLISTED' THEN 1 ELSE 0 END)", 'waiting')
      .where('booking.activityId IN (:...ids)', { ids, holdsPlace })
      .groupBy('booking.activityId')
      .getRawMany<{ id: string; held: number | string; waiting: number | string }>();
    return new Map(
      rows.map(({ id, held, waiting }) => [id, { held: Number(held), waiting: Number(waiting) }]),
    );
  });
  return (await loader.load(activityId)) ?? none;
}

/** Places that are left; null when there is no limit. */
export function placesLeft({ capacity }: Pick<Activity, 'capacity'>, { held }: BookingCounts): number | null {
  return capacity === null ? null : Math.max(0, capacity - held);
}

/** Whether an activity can be booked at all, full or not. */
export function takesBookings(
  { status, startsAt }: Pick<Activity, 'status' | 'startsAt'>,
  now: Date,
): boolean {
  return status === 'PUBLISHED' && startsAt > now;
}

/** Whether one can still get a place. "Few" is three or fewer, or at most a tenth. */
export function availabilityOf(
  activity: Pick<Activity, 'capacity' | 'waitlistLimit' | 'status' | 'startsAt'>,
  counts: BookingCounts,
  now: Date,
): Availability {
  if (!takesBookings(activity, now)) return 'CLOSED';
  const left = placesLeft(activity, counts);
  if (left === null) return 'OPEN';
  if (left > 0) return left <= Math.max(3, (activity.capacity ?? 0) / 10) ? 'FEW_LEFT' : 'OPEN';
  const { waitlistLimit } = activity;
  return waitlistLimit === null || counts.waiting < waitlistLimit ? 'WAITING_LIST' : 'FULL';
}
