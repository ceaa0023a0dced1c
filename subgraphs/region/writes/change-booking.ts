import { problem } from '../../../schema/contract/problem';
import { isLive, takesBookings } from '../availability';
import { bookingEnded, notBookable, nothingOffered, offerOver } from '../booking-messages';
import { settle, tallyOf, tellOfPlaces } from '../waiting-list';
import { bookingOfActivity, isOfferOver, type Booked } from './booking-subjects';
import { giveUp } from './give-up-booking';
import type { WriteOf } from './write';

/** Gives up a place, an offer or a place on the waiting list. */
export const cancelBooking: WriteOf<'cancelBooking', Booked, null> = {
  about: bookingOfActivity,
  read: () => Promise.resolve(null),
  check: ({ thing: { activity, booking }, now }) => {
    if (!isLive.includes(booking.status) || isOfferOver(booking, now))
      return [problem('CLOSED', bookingEnded(), 'id')];
    return takesBookings(activity, now) ? [] : [problem('CLOSED', notBookable(), 'activity')];
  },
  store: async ({ thing: { activity, booking }, ...writing }) => ({
    id: booking.id,
    changes: await giveUp(writing, activity, booking),
  }),
};

/** Takes the place that is offered, in time. */
export const acceptOffer: WriteOf<'acceptOffer', Booked, null> = {
  about: bookingOfActivity,
  read: () => Promise.resolve(null),
  check: ({ thing: { activity, booking }, now }) => {
    if (isOfferOver(booking, now)) return [problem('OFFER_EXPIRED', offerOver(), 'id')];
    if (booking.status !== 'OFFERED') return [problem('CLOSED', nothingOffered(), 'id')];
    return takesBookings(activity, now) ? [] : [problem('CLOSED', notBookable(), 'activity')];
  },
  store: async ({ thing: { activity, booking }, ...writing }) => {
    const taken = { status: 'BOOKED', offerExpiresAt: null } as const;
    await writing.manager.update(writing.region.types.Booking, { id: booking.id }, taken);
    const tally = await settle(writing, activity, await tallyOf(writing, activity.id));
    return { id: booking.id, changes: await tellOfPlaces(writing, activity, tally) };
  },
};
