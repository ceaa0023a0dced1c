import type { MutationName } from '../../schema/contract/mutations';
import { ConsentPurpose } from '../../schema/contract/member-enums';
import { accessFeatureFacts } from '../../schema/reference/access-features';
import { regions } from '../../schema/regions';
import { IdempotencyKey } from '../../subgraphs/kit/idempotency';
import { storeRows } from '../../subgraphs/kit/database/database';
import type { Booking } from '../../subgraphs/region/booking';
import { Consent } from '../../subgraphs/region/consent';
import { engine } from '../support/databases';
import { mutation, placesOf, type Mutated } from '../support/mutate';
import { activityOf, bookingOf, memberOf, networkOf, store } from './region-rows';
import { anotherRegion, NOW, RegionScene, viewersOf } from './region-scene';

// How many SQL statements each mutation takes where it has the most to do, and that it takes no more where there are
// more rows to do it with (but for one who leaves, by the activity). What every region does, one shows.

const { slug } = regions[0]!;
const before = new Date(NOW.getTime() - 1);
const after = new Date(NOW.getTime() + 1);
let scene: RegionScene;

beforeAll(async () => {
  const storeNetworks: Parameters<typeof RegionScene.start>[1] = (db, { region }) => {
    const networks = numbered(FEW_AND_MANY[1], 'n').map((id) => networkOf(region, { id }));
    return db.write((manager) => storeRows(manager, region.types.Network, networks));
  };
  // Offers that are over are to be ended by the mutations alone.
  scene = await RegionScene.start(slug, storeNetworks, { OFFER_CHECK_MILLIS: '3600000' });
});
afterAll(() => scene.stop());

const FEW_AND_MANY = [2, 8] as const;

function numbered(size: number, name: string): string[] {
  return Array.from({ length: size }, (_, index) => `${name}${index}`);
}

const consents = Object.keys(ConsentPurpose);
const needsOf = (size: number): string[] => accessFeatureFacts.slice(0, size).map(({ slug: need }) => need);
const titles = ['en', 'cy'].map((language) => ({ language, text: 'Meeting' }));

/** The input of the longest path of each mutation; `size` says of how many rows. */
const longest: Readonly<Record<MutationName, (size: number) => object>> = {
  joinNetwork: (size) => ({
    region: slug,
    kind: 'GROUP',
    displayName: 'Everybody',
    email: 'all@example.org',
    phone: '01228 000000',
    postcode: 'CA1 1AA',
    groupSize: 7,
    contactName: 'Somebody',
    networks: numbered(size, 'n'),
    consents,
    wordingVersion: '1',
  }),
  updateMember: (size) => ({
    id: 'self',
    displayName: 'Other',
    email: 'other@example.org',
    visibility: 'NETWORK',
    networks: numbered(size, 'n'),
  }),
  leaveNetwork: () => ({ id: 'self' }),
  recordRole: () => ({
    id: 'self',
    level: 'STRATEGIC',
    title: 'Leader',
    focus: ['DESIGN', 'ACCESS', 'IMPROVEMENT'],
    from: '2026-01-01',
    to: '2026-02-01',
  }),
  requestMove: () => ({ id: 'self', to: anotherRegion(slug) }),
  setAccessRequirements: (size) => ({
    id: 'self',
    requirements: needsOf(size).map((kind) => ({ kind, detail: 'So', shareWithHosts: true })),
  }),
  exportMember: () => ({ id: 'self' }),
  eraseMember: () => ({ id: 'self' }),
  giveConsent: () => ({ id: 'self', purpose: 'CONTACT', wordingVersion: 'new' }),
  withdrawConsent: () => ({ id: 'self', purpose: 'MEMBERSHIP', wordingVersion: '1' }),
  createActivity: (size) => ({
    region: slug,
    network: 'n0',
    kind: 'MEETING',
    mode: 'IN_PERSON',
    title: titles,
    summary: titles,
    startsAt: '2026-12-01T18:00:00Z',
    endsAt: '2026-12-01T19:00:00Z',
    place: { name: 'Hub', postcode: 'CA1 1AA' },
    capacity: 5,
    accessFeatures: needsOf(size).map((kind) => ({ kind })),
    languages: ['en', 'cy'],
  }),
  updateActivity: (size) => ({
    id: 'full',
    title: titles,
    summary: titles,
    capacity: size + 1,
    accessFeatures: needsOf(size).map((kind) => ({ kind })),
  }),
  publishActivity: () => ({ id: 'draft' }),
  cancelActivity: () => ({ id: 'full' }),
  bookPlace: (size) => ({ activity: 'full', member: 'self', needs: needsOf(size), language: 'cy' }),
  cancelBooking: () => ({ activity: 'waiting0', id: 'waiting0 own' }),
  acceptOffer: () => ({ activity: 'offered', id: 'offered own' }),
  recordAttendance: (size) => ({
    activity: 'begun',
    rows: numbered(size, 'm').map((member, index) => ({ member, attended: index % 2 === 0 })),
  }),
};

/**
 * The bookings of an activity where all offers are over and twice as many wait: whatever is done there first marks
 * those, offers their places to others, and moves the rest up. The one of its own stands in the middle.
 */
function busy(activityId: string, size: number, own: Partial<Booking> | null = null): Booking[] {
  const { region } = scene.program;
  const due = numbered(size, `${activityId} due`).map((id) =>
    bookingOf(region, { id, activityId, memberId: id, status: 'OFFERED', offerExpiresAt: before }),
  );
  const waiting = numbered(2 * size, `${activityId} waiting`).map((id, index) => {
    const position = index + 1 + (own?.position && index >= size ? 1 : 0);
    return bookingOf(region, { id, activityId, memberId: id, status: 'WAITLISTED', position });
  });
  const mine = own && bookingOf(region, { id: `${activityId} own`, activityId, memberId: 'self', ...own });
  return [...due, ...waiting, ...(mine ? [mine] : [])];
}

const keyOfSelf = { hash: 'h', inputHash: 'h', resultId: 'self', change: null, createdAt: NOW };

/** Puts all rows back, with `size` of each kind that there may be many of. */
async function prepare(size: number): Promise<void> {
  const { db, program } = scene;
  const { region } = program;
  const capacity = size;
  const waits = { status: 'WAITLISTED', position: size + 1 } as const;
  const offered = { status: 'OFFERED', offerExpiresAt: after } as const;
  const waitedFor = numbered(size, 'waiting');
  await db.write((manager) => manager.deleteAll(region.types.Booking));
  await store(db, region, {
    members: [memberOf(region, { id: 'self', email: 'self@example.org' })],
    activities: [
      // Said to have places, so that the write has to say that there are none.
      ...['full', 'offered', ...waitedFor].map((id) => activityOf(region, { id, capacity, hasPlaces: true })),
      activityOf(region, { id: 'draft', status: 'DRAFT', publishedAt: null }),
      activityOf(region, { id: 'begun', startsAt: before }),
    ],
    bookings: [
      ...busy('full', size),
      ...busy('offered', size, offered),
      ...waitedFor.flatMap((id) => busy(id, size, waits)),
      ...numbered(size, 'm').map((memberId) =>
        bookingOf(region, { id: `begun ${memberId}`, activityId: 'begun', memberId }),
      ),
    ],
  });
  const given = { memberId: 'self', wordingVersion: '1', language: 'en', givenAt: NOW, withdrawnAt: null };
  await db.write(async (manager) => {
    await manager.deleteAll(Consent);
    const rows = consents.map((purpose) => ({ ...given, id: purpose, purpose: purpose as ConsentPurpose }));
    await storeRows(manager, Consent, rows);
    await storeRows(manager, IdempotencyKey, [keyOfSelf]);
  });
}

async function count(name: MutationName, size: number): Promise<number> {
  await prepare(size);
  scene.log.clear();
  const input = { ...longest[name](size), idempotencyKey: `longest ${name} ${size}` };
  const { data, errors } = await scene.ask(mutation(name, input), viewersOf(slug).coordinator);
  expect({ errors, problems: placesOf(data[name] as Mutated) }).toEqual({ errors: undefined, problems: [] });
  return scene.log.operations().reduce((sum, { statements }) => sum + (statements ?? 0), 0);
}

/** With a key: how many, and how many more on a server, where one statement stores the words that a search finds. */
const expected: Readonly<Record<MutationName, readonly [statements: number, onServer?: number]>> = {
  joinNetwork: [16, 1],
  updateMember: [24, 1],
  // Nine for each activity that the member has booked: each is locked, and its place goes to somebody else.
  leaveNetwork: [32],
  recordRole: [20, 1],
  requestMove: [18, 1],
  setAccessRequirements: [19],
  exportMember: [20],
  eraseMember: [41],
  giveConsent: [9],
  withdrawConsent: [32],
  createActivity: [15, 1],
  updateActivity: [22, 1],
  publishActivity: [18, 1],
  cancelActivity: [19, 1],
  bookPlace: [21],
  cancelBooking: [19],
  acceptOffer: [18],
  recordAttendance: [10],
};
const OF_EACH_ACTIVITY = 9;
const leaving: readonly MutationName[] = ['leaveNetwork', 'withdrawConsent', 'eraseMember'];

test.each(Object.entries(expected))(
  '%s takes %j statements, with few rows and with many',
  async (key, numbers) => {
    const name = key as MutationName;
    const [statements, onServer = 0] = numbers;
    const right = FEW_AND_MANY.map(
      (size) =>
        statements +
        (engine === 'mariadb' ? onServer : 0) +
        (leaving.includes(name) ? size * OF_EACH_ACTIVITY : 0),
    );
    const [few, many] = FEW_AND_MANY;
    expect([await count(name, few), await count(name, many)]).toEqual(right);
  },
);
