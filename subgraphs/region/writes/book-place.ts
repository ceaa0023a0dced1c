import { v7 } from 'uuid';
import { bookerOf } from '../../../schema/booker';
import type { BookPlaceInput } from '../../../schema/contract/booking-inputs';
import { problem, type Problem } from '../../../schema/contract/problem';
import type { Booker } from '../../../schema/viewer';
import { notThere } from '../../catalogue/messages';
import { AccessRequirement } from '../access-requirement';
import { availabilityOf, takesBookings } from '../availability';
import type { Booking } from '../booking';
import { findLiveConsents } from '../consent';
import { allTaken, alreadyBooked, notBookable } from '../booking-messages';
import { accessKindUnknown, notAMemberNow, saidTwice } from '../messages';
import { storeBookings } from '../region-store';
import { settle, settledTally, tallyOf, tellOfPlaces, type Tally } from '../waiting-list';
import { isAccessFeature } from '../vocabulary';
import { findLiveBooking, placeAtActivity, type Place } from './booking-subjects';
import { checkLanguage } from './check-member';
import type { Deed, WriteOf, Writing } from './write';

interface KnownOfPlace {
  /** Null for a member whom nobody vouches for. */
  readonly booker: Booker | null;
  readonly live: Booking | null;
  readonly tally: Tally;
}
type BookingDeed = Deed<BookPlaceInput, Place, KnownOfPlace>;

/** What this region knows of its own member, as far as a host may know it. */
async function readBooker(
  { manager, region }: Writing,
  { needs }: BookPlaceInput,
  { member, booker }: Place,
): Promise<Booker | null> {
  if (!member) return booker;
  const { id, displayName } = member;
  const consents = (await findLiveConsents(manager, id)).map(({ purpose }) => purpose);
  const kept = needs.length > 0 ? await manager.findBy(AccessRequirement, { memberId: id }) : [];
  const requirements = kept.map(({ kindSlug: kind, shareWithHosts }) => ({ kind, shareWithHosts }));
  return bookerOf({ id, homeRegion: region.row.slug, displayName, consents, requirements }, needs);
}

function checkMember({ thing: { member }, known: { booker, live } }: BookingDeed): Problem[] {
  if (!booker) return [problem('NOT_FOUND', notThere(), 'member')];
  if (member && member.status !== 'ACTIVE') return [problem('CLOSED', notAMemberNow(), 'member')];
  return live ? [problem('ALREADY_BOOKED', alreadyBooked(), 'member')] : [];
}

function checkRoom({ thing: { activity }, known: { tally, live }, now }: BookingDeed): Problem[] {
  const availability = availabilityOf(activity, settledTally(activity, tally, now), now);
  if (availability === 'CLOSED') return [problem('CLOSED', notBookable(), 'activity')];
  return availability === 'FULL' && !live ? [problem('FULL', allTaken(), 'activity')] : [];
}

function checkNeeds({ needs }: BookPlaceInput): Problem[] {
  return needs.flatMap((slug, index) => {
    const path = ['needs', String(index)];
    if (!isAccessFeature(slug)) return [problem('NOT_FOUND', accessKindUnknown(), ...path)];
    return needs.indexOf(slug) < index ? [problem('INVALID', saidTwice(), ...path)] : [];
  });
}

function bookingFor({ region, input, thing, known, now }: BookingDeed, position: number | null): Booking {
  const { id: memberId, homeRegion, name, hiddenNeeds } = known.booker as Booker;
  return Object.assign(new region.types.Booking(), {
    id: v7(),
    activityId: thing.activity.id,
    memberId,
    memberName: name,
    homeRegion,
    status: position === null ? 'BOOKED' : 'WAITLISTED',
    position,
    offerExpiresAt: null,
    bookedAt: now,
    needSlugs: input.needs.filter((need) => !hiddenNeeds.includes(need)),
    hiddenNeedSlugs: hiddenNeeds,
    language: input.language ?? null,
  } satisfies Partial<Booking>);
}

/** Books a place, or the last place of the waiting list. Free places are offered to those who wait already first. */
export const bookPlace: WriteOf<'bookPlace', Place, KnownOfPlace> = {
  about: placeAtActivity,
  read: async (writing, input, place) => ({
    booker: await readBooker(writing, input, place),
    live: await findLiveBooking(writing, { activityId: input.activity, memberId: input.member }),
    tally: await tallyOf(writing, input.activity),
  }),
  check: (deed) => [
    ...checkRoom(deed),
    ...(takesBookings(deed.thing.activity, deed.now) ? checkMember(deed) : []),
    ...checkNeeds(deed.input),
    ...(deed.input.language == null ? [] : checkLanguage(deed.input.language, 'language')),
  ],
  store: async (deed) => {
    const { activity } = deed.thing;
    const tally = await settle(deed, activity, deed.known.tally);
    const isFree = availabilityOf(activity, tally, deed.now) !== 'WAITING_LIST';
    const booking = bookingFor(deed, isFree ? null : tally.waiting + 1);
    const booked = await storeBookings(deed, [booking]);
    const held = tally.held + (isFree ? 1 : 0);
    const places = await tellOfPlaces(deed, activity, { ...tally, held });
    return { id: booking.id, changes: [...booked, ...places] };
  },
};
