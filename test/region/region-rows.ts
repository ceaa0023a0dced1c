import { recordChanges } from '../../subgraphs/kit/changes/change-record';
import type { Database } from '../../subgraphs/kit/database/database';
import { sortName } from '../../subgraphs/kit/list/sort-name';
import type { Activity } from '../../subgraphs/region/activity';
import type { Booking } from '../../subgraphs/region/booking';
import { Coordination } from '../../subgraphs/region/coordination';
import { LeadershipRole } from '../../subgraphs/region/leadership-role';
import type { Member } from '../../subgraphs/region/member';
import type { Network } from '../../subgraphs/region/network';
import type { RegionDefinition } from '../../subgraphs/region/region-definition';
import { storeActivities, storeBookings, storeMembers } from '../../subgraphs/region/region-store';

// Rows of any region, plain but for what a test says of them.

type Given<Row> = Partial<Row> & { id: string };

export function memberOf({ types }: RegionDefinition, given: Given<Member>): Member {
  const displayName = given.displayName ?? `Member ${given.id}`;
  return Object.assign(new types.Member(), {
    kind: 'PERSON',
    displayName,
    sortName: sortName(displayName),
    visibility: 'PUBLIC',
    status: 'ACTIVE',
    joinedAt: new Date('2026-01-01T00:00:00Z'),
    groupSize: null,
    networkIds: [],
    preferredLanguage: 'en',
    email: null,
    phone: null,
    postcode: null,
    contactName: null,
    movingTo: null,
    movedTo: null,
    ...given,
  } satisfies Member);
}

export function activityOf({ types, demoPlaces }: RegionDefinition, given: Given<Activity>): Activity {
  const startsAt = given.startsAt ?? new Date('2026-12-01T18:00:00Z');
  return Object.assign(new types.Activity(), {
    kind: 'MEETING',
    audience: 'BOTH',
    mode: 'IN_PERSON',
    status: 'PUBLISHED',
    titleByLanguage: { en: `Meeting ${given.id}`, cy: `Cyfarfod ${given.id}` },
    summaryByLanguage: {},
    startsAt,
    endsAt: new Date(startsAt.getTime() + 3_600_000),
    timeZone: 'Europe/London',
    placeName: null,
    locality: null,
    outcode: null,
    placeGss: null,
    latitude: null,
    longitude: null,
    capacity: null,
    waitlistLimit: null,
    hasPlaces: true,
    storedAccessFeatures: [],
    languages: ['en'],
    themeSlugs: [],
    networkId: null,
    createdAt: new Date('2026-10-01T00:00:00Z'),
    publishedAt: new Date('2026-10-01T00:00:00Z'),
    ...demoPlaces[0]?.own,
    ...given,
  } satisfies Activity);
}

export function bookingOf(
  { types, row }: RegionDefinition,
  given: Given<Booking> & Pick<Booking, 'activityId' | 'memberId'>,
): Booking {
  return Object.assign(new types.Booking(), {
    memberName: null,
    homeRegion: row.slug,
    status: 'BOOKED',
    position: null,
    offerExpiresAt: null,
    bookedAt: new Date('2026-11-01T00:00:00Z'),
    needSlugs: [],
    hiddenNeedSlugs: [],
    language: null,
    ...given,
  } satisfies Booking);
}

export function roleOf(given: Given<LeadershipRole> & Pick<LeadershipRole, 'memberId'>): LeadershipRole {
  return Object.assign(new LeadershipRole(), {
    level: 'INDIVIDUAL',
    title: 'Citizen leader',
    organisationId: null,
    focus: [],
    collaborative: false,
    from: '2026-01-01',
    to: null,
    ...given,
  } satisfies Partial<LeadershipRole>);
}

export function networkOf({ types }: RegionDefinition, given: Given<Network>): Network {
  return Object.assign(new types.Network(), {
    nameByLanguage: { en: `Network ${given.id}` },
    sortName: `network ${given.id}`,
    cohort: null,
    leaderTitle: null,
    status: 'ACTIVE',
    ...given,
  } satisfies Network);
}

export function coordinationOf(
  networkId: string,
  organisationId: string,
  role: Coordination['role'],
): Coordination {
  return Object.assign(new Coordination(), {
    networkId,
    organisationId,
    role,
    from: null,
    to: null,
    areaCodes: null,
    regionAssumed: false,
  } satisfies Partial<Coordination>);
}

interface Rows {
  readonly members?: readonly Member[];
  readonly activities?: readonly Activity[];
  readonly bookings?: readonly Booking[];
}

/** Stores rows as the region's own software does. */
export function store(db: Database, region: RegionDefinition, rows: Rows): Promise<void> {
  const { members = [], activities = [], bookings = [] } = rows;
  return db.write(async (manager) => {
    const transaction = { manager, region };
    const ofBookings = await storeBookings(transaction, bookings);
    const ofMembers = await storeMembers(
      transaction,
      members.map((member) => ({ member, roles: [] })),
    );
    const ofActivities = await storeActivities(transaction, activities);
    await recordChanges(manager, [...ofMembers, ...ofActivities, ...ofBookings]);
  });
}
