import { z } from 'zod';
import { moveOrders } from './moves';

const id = z.string().min(1).max(100);

const isMember = z.object({
  is: z.literal('member'),
  /** Null without a live consent to SHARE_WITH_HOSTS. */
  name: z.string().nullable(),
  /** What hosts are not to see, by slug; null where that is everything. */
  keptNeeds: z.array(z.string()).nullable(),
  /** When the consent to keep needs was last withdrawn: none that was told until then is to be kept. Null for never. */
  needsForgottenAt: z.iso.datetime().nullable(),
});
/** It was one: nobody is to hold anything of theirs any more but what was done together. */
const isGone = z.object({ is: z.literal('gone') });
/** It is a member of that region today, which is the one to ask. */
const isMoved = z.object({ is: z.literal('moved'), to: id });

/** What a member's own region says of the member to those elsewhere who have a booking of theirs. */
export const standing = z.discriminatedUnion('is', [isMember, isGone, isMoved]);
export type Standing = z.infer<typeof standing>;

/** What a region's receipt of an erasure says. */
export const erasure = z.object({ receipt: id, erasedAt: z.iso.datetime() });

/** What one region holds about a person, in words to read. */
export const heldByRegion = z.record(z.string(), z.unknown());
export type HeldByRegion = z.infer<typeof heldByRegion>;
/** What those who have a booking of somebody go by. */
export const settledStanding = z.discriminatedUnion('is', [isMember, isGone]);
export type SettledStanding = z.infer<typeof settledStanding>;

/**
 * What the directory has a region do for people who are known in several: sent as `POST /orders` with
 * `{ order, input }`, and the directory's signed token bound to that. An order that is given again changes nothing more.
 */
export const orders = {
  /** How a member of the region stands; null where none was ever there. */
  standing: { input: z.object({ id }), answer: standing.nullable() },
  /** All that the region holds about a person, whoever's member that is. */
  exportPerson: { input: z.object({ id }), answer: heldByRegion },
  /** Erases a person whose own region has given this receipt. */
  erasePerson: { input: z.object({ id, receipt: id }), answer: z.object({ erasedAt: z.iso.datetime() }) },
  /** Whether the region has erased a person; null where it has not. */
  findErasure: { input: z.object({ id }), answer: erasure.nullable() },
  /** Makes the bookings that a member of another region has here what that region says of the member. */
  settleBookings: { input: z.object({ id, standing: settledStanding }), answer: z.literal('settled') },
  ...moveOrders,
} as const;

export type OrderName = keyof typeof orders;
export type OrderInput<Name extends OrderName> = z.infer<(typeof orders)[Name]['input']>;
export type OrderAnswer<Name extends OrderName> = z.infer<(typeof orders)[Name]['answer']>;
