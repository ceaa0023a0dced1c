import { z } from 'zod';

/** How many changes one answer of the feed holds at most. */
export const MAX_FEED_PAGE = 1000;

/** For how many seconds an answer of the feed may be held back while there is nothing to say. */
export const MAX_FEED_WAIT_SECONDS = 25;

/** What a list and a search need to know of a row, whatever the row is. */
const indexed = {
  /** Values that filters ask for, by name: `{ theme: ['peer-support'], language: ['cy'] }`. */
  facets: z.record(z.string(), z.array(z.string().max(100)).max(500)),
  /** Words that a search may find the row by; empty for a row that is not listed to members at least. */
  text: z.string().max(20_000),
};

const instant = z.iso.datetime();

/** A member as the UK-wide lists know one: no contact data, no access needs. */
export const memberEntry = z.object({
  ...indexed,
  kind: z.string(),
  sortName: z.string(),
  joinedAt: instant,
});

/** An activity as the UK-wide lists know one. */
export const activityEntry = z.object({
  ...indexed,
  kind: z.string(),
  audience: z.string(),
  mode: z.string(),
  status: z.string(),
  startsAt: instant,
  publishedAt: instant.nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  hasPlaces: z.boolean(),
});

/** A network as the UK-wide lists know one. */
export const networkEntry = z.object({ ...indexed, sortName: z.string(), cohort: z.string().nullable() });

/** A booking as its member's list knows one: whose it is and of what, and nothing of how it stands. */
export const bookingEntry = z.object({
  memberId: z.string().min(1).max(100),
  activityId: z.string().min(1).max(100),
  bookedAt: instant,
});

/** A thing of the library as the search knows it. */
export const libraryEntry = z.object(indexed);

/** What a row of each kind says of itself. */
export const entryByKind = {
  MEMBER: memberEntry,
  ACTIVITY: activityEntry,
  NETWORK: networkEntry,
  BOOKING: bookingEntry,
  PUBLICATION: libraryEntry,
  THEME: libraryEntry,
  ORGANISATION: libraryEntry,
} as const;
export type EntryKind = keyof typeof entryByKind;
export type Entry<K extends EntryKind> = z.infer<(typeof entryByKind)[K]>;

/** One change, as its owner says it. */
export const feedItem = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('updated'),
    kind: z.enum(Object.keys(entryByKind) as [EntryKind, ...EntryKind[]]),
    id: z.string().min(1).max(100),
    /** The number of the row's last change. */
    modified: z.int().positive(),
    /** Tokens of those who may find the row: `public`, `members`, `region:<slug>`, `member:<id>`. */
    listedTo: z.array(z.string().max(120)).max(20),
    data: z.unknown(),
  }),
  z.object({
    state: z.literal('deleted'),
    kind: z.string().max(30),
    id: z.string().min(1).max(100),
    modified: z.int().positive(),
  }),
]);
export type FeedItem = z.infer<typeof feedItem>;

const envelope = {
  /** Another epoch means that the numbers start anew: the reader forgets what it has and starts from 0. */
  epoch: z.string().min(1).max(64),
  /** The question that this answers: a page of another one must not be taken for it. */
  after: z.int().nonnegative().optional(),
  /** The number to read on after; a source that leaves it out says it by its last item. */
  next: z.int().nonnegative().optional(),
  /** Names the history that the page was read from; the reader sends it back with its next question. */
  mark: z.string().min(1).max(64).nullable().default(null),
  /** How many changes come after this page. */
  remaining: z.int().nonnegative(),
};

/**
 * One answer of `GET /changes?after=<n>&limit=<m>`: changes with a number above `after`, lowest first. It follows the
 * ordering rules of OpenActive's Realtime Paged Data Exchange 1.0, with a change number in place of a time.
 *
 * The reader also sends `epoch` and `mark` of the page before: a source that does not know that mark in that epoch was
 * restored from an older state, and gives itself a new epoch. With `wait` (seconds), an answer that would be empty is
 * held back until there is a change or the time is over.
 */
export const feedPage = z.object({ ...envelope, items: z.array(feedItem).max(MAX_FEED_PAGE) });
export type FeedPage = z.infer<typeof feedPage>;

/** A page as its reader takes it: one item that nobody understands must not stop those after it. */
export const feedEnvelope = z.object({ ...envelope, items: z.array(z.unknown()).max(MAX_FEED_PAGE) });
export type FeedEnvelope = z.infer<typeof feedEnvelope>;
