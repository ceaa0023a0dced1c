import { In } from 'typeorm';
import type { Booker } from '../../../schema/viewer';
import { lockOne } from '../../kit/database/lock';
import type { Activity } from '../activity';
import { isLive } from '../availability';
import type { Booking } from '../booking';
import type { Member } from '../member';
import type { Party } from '../policy';
import type { AtWork } from '../waiting-list';
import type { Subject, Writing } from './write';

/** An activity, locked, and who is to take part. */
export interface Place extends Party {
  readonly activity: Activity;
  /** A member of this region, locked; null for one of another, and for one whom nobody knows. */
  readonly member: Member | null;
  /** A member of another region, as that region knows it. */
  readonly booker: Booker | null;
}

/** An activity, locked, and one of its bookings. */
export interface Booked extends Party {
  readonly activity: Activity;
  readonly booking: Booking;
}

/** The member who is to take part: one of this region, or one for whom the directory vouches. */
async function findParty(
  { manager, region, viewer }: Writing,
  memberId: string,
): Promise<Omit<Place, 'activity'>> {
  if (viewer.booker?.id === memberId) {
    const { booker } = viewer;
    return { memberId, homeRegion: booker.homeRegion, member: null, booker };
  }
  const member = await lockOne(manager, region.types.Member, memberId);
  return { memberId, homeRegion: region.row.slug, member, booker: null };
}

/**
 * The activity that the input names, and the member. Locks are taken in this order everywhere: members, activities,
 * the feed's counter. Whoever leaves has locked the member before its activities.
 */
export const placeAtActivity: Subject<{ activity: string; member: string }, Place> = {
  lock: async (writing, input) => {
    const party = await findParty(writing, input.member);
    const activity = await lockOne(writing.manager, writing.region.types.Activity, input.activity);
    return activity && { activity, ...party };
  },
  listedTo: ({ policy, row }, { activity }) => policy.activityListedTo(activity, row.slug),
};

/** The booking that the input names, with its activity, which is locked before the booking is read. */
export const bookingOfActivity: Subject<{ activity: string; id: string }, Booked> = {
  named: 'id',
  lock: async ({ manager, region }, { activity: activityId, id }) => {
    const activity = await lockOne(manager, region.types.Activity, activityId);
    const booking = activity && (await manager.findOneBy(region.types.Booking, { id, activityId }));
    if (!booking) return null;
    return { activity, booking, memberId: booking.memberId, homeRegion: booking.homeRegion };
  },
  listedTo: ({ policy, row }, booked) => policy.bookingListedTo(booked, row.slug),
};

/** The activity that a field `activity` of the input names. */
export const activityNamed: Subject<{ activity: string }, Activity> = {
  lock: ({ manager, region }, { activity }) => lockOne(manager, region.types.Activity, activity),
  listedTo: ({ policy, row }, activity) => policy.activityListedTo(activity, row.slug),
};

/** Whether an offer is over by now, marked or not. */
export function isOfferOver({ status, offerExpiresAt }: Booking, now: Date): boolean {
  return status === 'EXPIRED' || (status === 'OFFERED' && offerExpiresAt !== null && offerExpiresAt <= now);
}

/** The live booking that a member has of an activity: there is one at most. */
export async function findLiveBooking(
  { manager, region, now }: AtWork,
  { activityId, memberId }: { activityId: string; memberId: string },
): Promise<Booking | null> {
  const where = { activityId, memberId, status: In([...isLive]) };
  const booking = await manager.findOneBy(region.types.Booking, where);
  return booking && !isOfferOver(booking, now) ? booking : null;
}
