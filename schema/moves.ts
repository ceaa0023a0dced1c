import { z } from 'zod';
import {
  ConsentPurpose,
  LeadershipFocus,
  LeadershipLevel,
  MemberKind,
  Visibility,
} from './contract/member-enums';

const id = z.string().min(1).max(100);
const instant = z.iso.datetime();
const slug = z.string().min(1).max(100);

function oneOf<Word extends string>(words: Readonly<Record<Word, Word>>) {
  return z.enum(Object.keys(words) as [Word, ...Word[]]);
}

const consent = z.object({
  id,
  purpose: oneOf(ConsentPurpose),
  wordingVersion: z.string(),
  language: z.string(),
  givenAt: instant,
  withdrawnAt: instant.nullable(),
});

const requirement = z.object({
  kindSlug: slug,
  detail: z.string().nullable(),
  shareWithHosts: z.boolean(),
  reviewDue: z.string(),
});

const role = z.object({
  id,
  level: oneOf(LeadershipLevel),
  title: z.string(),
  organisationId: z.string().nullable(),
  focus: z.array(oneOf(LeadershipFocus)),
  collaborative: z.boolean(),
  from: z.string(),
  to: z.string().nullable(),
  /** A region of an earlier release knows of none. */
  motivations: z.array(z.string()).nullable().default(null),
});

const look = z.object({ id, at: instant, by: z.string(), what: z.array(z.string()) });

/**
 * All that a member takes along to another region. Networks and bookings stay: they are the region's that they were
 * made in.
 */
export const luggage = z.object({
  kind: oneOf(MemberKind),
  displayName: z.string(),
  visibility: oneOf(Visibility),
  joinedAt: instant,
  groupSize: z.int().nullable(),
  preferredLanguage: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  postcode: z.string().nullable(),
  contactName: z.string().nullable(),
  /** Every consent that was ever given, those withdrawn, too. */
  consents: z.array(consent),
  /** None without a live consent to keep them. */
  requirements: z.array(requirement),
  roles: z.array(role),
  /** Who looked at its private data within the last year, so that it can ask its new region. */
  accessLog: z.array(look).default([]),
});
export type Luggage = z.infer<typeof luggage>;

const departure = z.discriminatedUnion('is', [
  /** From now on nobody changes the member there, until it has gone. */
  z.object({ is: z.literal('leaving'), member: luggage }),
  z.object({ is: z.literal('gone') }),
  /** It does not, or no longer, ask to move there. */
  z.object({ is: z.literal('staying') }),
]);

/**
 * What the directory has two regions do for a member who moves from one to the other, in this order. The old region
 * has the member until the new one has it, too, and drops it last.
 */
export const moveOrders = {
  /** Where a member of the region asks to move, as far as the viewer may know of it; null where it does not. */
  movingTo: { input: z.object({ id }), answer: slug.nullable() },
  /** Whether the viewer may take members into the region. */
  mayAccept: { input: z.object({ id }), answer: z.boolean() },
  /** Holds the member as it is, for good: the move is decided. */
  depart: { input: z.object({ id, to: slug }), answer: departure },
  /** Makes it a member, once for each `move`; answers the place in the feed. */
  arrive: { input: z.object({ id, move: id, member: luggage }), answer: z.object({ change: z.string() }) },
  /** Drops all that was held of the member but where it went. */
  release: { input: z.object({ id, to: slug }), answer: z.null() },
} as const;
