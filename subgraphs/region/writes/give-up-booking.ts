import type { Change } from '../../kit/changes/change-record';
import { lockOne } from '../../kit/database/lock';
import type { Activity } from '../activity';
import { takesBookings } from '../availability';
import type { Booking } from '../booking';
import { closeGap, settle, tallyOf, tellOfPlaces, type AtWork } from '../waiting-list';
import { findLiveBooking } from './booking-subjects';

/** Gives up a live booking of an activity that is locked, and offers what is freed to whoever waits first. */
export async function giveUp(work: AtWork, activity: Activity, booking: Booking): Promise<Change[]> {
  const { manager, region } = work;
  const given = { status: 'CANCELLED', position: null, offerExpiresAt: null } as const;
  await manager.update(region.types.Booking, { id: booking.id }, given);
  if (booking.position !== null) await closeGap(work, activity.id, { behind: booking.position, steps: 1 });
  const tally = await settle(work, activity, await tallyOf(work, activity.id));
  return tellOfPlaces(work, activity, tally);
}

async function giveUpOne(
  work: AtWork,
  { activityId, memberId }: Pick<Booking, 'activityId' | 'memberId'>,
): Promise<Change[]> {
  const activity = await lockOne(work.manager, work.region.types.Activity, activityId);
  // What has begun is history.
  if (!activity || !takesBookings(activity, work.now)) return [];
  const booking = await findLiveBooking(work, { activityId, memberId });
  return booking ? giveUp(work, activity, booking) : [];
}

/** Gives up those of these live bookings that are still to come. Activities are locked in one order. */
export async function giveUpAll(work: AtWork, live: readonly Booking[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const booking of live.toSorted((one, other) => (one.activityId < other.activityId ? -1 : 1)))
    changes.push(...(await giveUpOne(work, booking)));
  return changes;
}
