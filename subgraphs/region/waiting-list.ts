import { LessThanOrEqual, type EntityManager } from 'typeorm';
import type { Change } from '../kit/changes/change-record';
import type { Activity } from './activity';
import { holdsPlace, placesLeft, takesBookings, type BookingCounts } from './availability';
import type { RegionDefinition } from './region-definition';
import { storeHasPlaces } from './region-store';

/** For how long a freed place is held for whoever it is offered to, where a region says nothing else. */
export const DEFAULT_OFFER_HOURS = 24;
const HOUR_MILLIS = 3_600_000;

// Whoever calls what is below has locked the activity: two at once would count the same place as theirs.

/** A transaction in a region, and its time. */
export interface AtWork {
  readonly manager: EntityManager;
  readonly region: RegionDefinition;
  readonly now: Date;
}

/** The bookings of an activity in numbers. An offer that is over holds nothing any more, though its row may say so still. */
export interface Tally extends BookingCounts {
  /** Offers that are over and have yet to be marked so. */
  readonly due: number;
}

/** Counts the bookings of an activity, in one statement. */
export async function tallyOf({ manager, region, now }: AtWork, activityId: string): Promise<Tally> {
  const isDue = "booking.status = 'OFFERED' AND booking.offerExpiresAt <= :now";
  const row = await manager
    .createQueryBuilder(region.types.Booking, 'booking')
    .select('SUM(CASE WHEN booking.status IN (:...holdsPlace) THEN 1 ELSE 0 END)', 'held')
    .addSelect("SUM(CASE WHEN booking.status = 'WAITLISTED' THEN 1 ELSE 0 END)", 'waiting')
    .addSelect(`SUM(CASE WHEN ${isDue} THEN 1 ELSE 0 END)`, 'due')
    .where('booking.activityId = :activityId', { activityId, holdsPlace, now })
    .getRawOne<Record<keyof Tally, number | string | null>>();
  const due = Number(row?.due ?? 0);
  return { held: Number(row?.held ?? 0) - due, waiting: Number(row?.waiting ?? 0), due };
}

type Bookable = Pick<Activity, 'capacity' | 'status' | 'startsAt'>;

/** How many of those who wait are to be offered a place. Nobody is, once the activity has started. */
export function countOffers(activity: Bookable, tally: Tally, now: Date): number {
  if (!takesBookings(activity, now)) return 0;
  return Math.min(placesLeft(activity, tally) ?? tally.waiting, tally.waiting);
}

/** What there will be once due offers are marked and freed places are offered. */
export function settledTally(activity: Bookable, tally: Tally, now: Date): Tally {
  const offers = countOffers(activity, tally, now);
  return { held: tally.held + offers, waiting: tally.waiting - offers, due: 0 };
}

/** Until when an offer made now is held: never beyond the beginning. */
function offerEnd({ region, now }: AtWork, { startsAt }: Activity): Date {
  const end = now.getTime() + (region.offerHours ?? DEFAULT_OFFER_HOURS) * HOUR_MILLIS;
  return new Date(Math.min(end, startsAt.getTime()));
}

/** Moves those up by `steps` who wait behind a position. */
export async function closeGap(
  { manager, region }: AtWork,
  activityId: string,
  { behind, steps }: { behind: number; steps: number },
): Promise<void> {
  await manager
    .createQueryBuilder()
    .update(region.types.Booking)
    .set({ position: () => `position - ${Math.trunc(steps)}` })
    .where("activityId = :activityId AND status = 'WAITLISTED' AND position > :behind", {
      activityId,
      behind,
    })
    .execute();
}

async function offerToFirst(work: AtWork, activity: Activity, offers: number): Promise<void> {
  const { manager, region } = work;
  await manager.update(
    region.types.Booking,
    { activityId: activity.id, status: 'WAITLISTED', position: LessThanOrEqual(offers) },
    { status: 'OFFERED', position: null, offerExpiresAt: offerEnd(work, activity) },
  );
}

async function markDue({ manager, region, now }: AtWork, activityId: string): Promise<void> {
  await manager.update(
    region.types.Booking,
    { activityId, status: 'OFFERED', offerExpiresAt: LessThanOrEqual(now) },
    { status: 'EXPIRED', offerExpiresAt: null },
  );
}

/**
 * Marks offers that are over and offers free places to those who wait first, who leave the waiting list. Answers what
 * there is afterwards; `tellOfPlaces` is still to be called.
 */
export async function settle(work: AtWork, activity: Activity, tally: Tally): Promise<Tally> {
  const offers = countOffers(activity, tally, work.now);
  if (tally.due > 0) await markDue(work, activity.id);
  if (offers > 0) await offerToFirst(work, activity, offers);
  if (offers > 0 && tally.waiting > offers)
    await closeGap(work, activity.id, { behind: offers, steps: offers });
  return settledTally(activity, tally, work.now);
}

/** Whether places are left, going by bookings alone. */
export function hasPlacesLeft(activity: Pick<Activity, 'capacity'>, counts: BookingCounts): boolean {
  return placesLeft(activity, counts) !== 0;
}

/** Stores whether places are left, and answers what the feed is to be told. */
export function tellOfPlaces(work: AtWork, activity: Activity, counts: BookingCounts): Promise<Change[]> {
  return storeHasPlaces(work, activity, hasPlacesLeft(activity, counts));
}
