import type { Entry } from '../../schema/changes';
import type { Change } from '../kit/changes/change-record';
import type { IndexedRow } from '../kit/list/indexed-row';
import type { Activity } from './activity';
import type { Booking } from './booking';
import type { LeadershipRole } from './leadership-role';
import type { Member } from './member';
import type { Network } from './network';
import type { RegionDefinition } from './region-definition';

/** How a row is found: in the region's own lists, and in those that the directory makes from the feed. */
export interface Findable {
  readonly index: IndexedRow;
  readonly change: Change;
}

function words(...texts: readonly (string | null | undefined)[]): string {
  return texts.filter(Boolean).join(' \n');
}

/** Whether anyone but the row's own people may find it: only then do its name and words go into the feed. */
function mayBeNamed(listedTo: readonly string[]): boolean {
  return listedTo.includes('public') || listedTo.includes('members');
}

/** What is another region's by now. */
function gone(id: string, kind: Change['kind']): Findable {
  return {
    index: { id, facets: {}, listedTo: [], text: '' },
    change: { state: 'deleted', id, kind },
  };
}

/** One who has left is in no list, and has no name: the directory is told whose it is to say more, and nothing else. */
function findableByNobody({ id, kind, joinedAt }: Member): Findable {
  const index = { id, facets: {}, listedTo: [], text: '' };
  const data: Entry<'MEMBER'> = {
    kind,
    sortName: '',
    joinedAt: joinedAt.toISOString(),
    facets: {},
    text: '',
  };
  return { index, change: { state: 'updated', id, kind: 'MEMBER', listedTo: [], data } };
}

export function findableMember(
  { policy, row }: RegionDefinition,
  member: Member,
  roles: readonly LeadershipRole[],
): Findable {
  const { id, kind, displayName, sortName, networkIds, joinedAt } = member;
  if (member.status === 'LEFT') return findableByNobody(member);
  // The id is the new region's to speak of.
  if (member.status === 'MOVED') return gone(id, 'MEMBER');
  const listedTo = policy.memberListedTo(member, row.slug);
  const facets = { network: [...networkIds], level: [...new Set(roles.map((role) => role.level))] };
  const named = mayBeNamed(listedTo);
  const data: Entry<'MEMBER'> = {
    kind,
    sortName: named ? sortName : '',
    joinedAt: joinedAt.toISOString(),
    facets,
    text: named ? displayName : '',
  };
  return {
    index: { id, facets, listedTo, text: displayName },
    change: { state: 'updated', id, kind: 'MEMBER', listedTo, data },
  };
}

export function findableActivity({ policy, row }: RegionDefinition, activity: Activity): Findable {
  const { id, kind, audience, mode, status, startsAt, publishedAt, latitude, longitude, hasPlaces } =
    activity;
  const listedTo = policy.activityListedTo(activity, row.slug);
  const facets = {
    theme: [...activity.themeSlugs],
    language: [...activity.languages],
    access: activity.storedAccessFeatures.map((feature) => feature.kind),
    network: activity.networkId === null ? [] : [activity.networkId],
  };
  const text = words(
    ...Object.values(activity.titleByLanguage),
    ...Object.values(activity.summaryByLanguage),
    activity.placeName,
    activity.locality,
  );
  const data: Entry<'ACTIVITY'> = {
    kind,
    audience,
    mode,
    status,
    startsAt: startsAt.toISOString(),
    publishedAt: publishedAt?.toISOString() ?? null,
    latitude,
    longitude,
    hasPlaces,
    facets,
    text: mayBeNamed(listedTo) ? text : '',
  };
  return {
    index: { id, facets, listedTo, text },
    change: { state: 'updated', id, kind: 'ACTIVITY', listedTo, data },
  };
}

export function findableNetwork(network: Network, organisations: readonly string[]): Findable {
  const { id, sortName, cohort, nameByLanguage } = network;
  const facets = { organisation: [...organisations], cohort: cohort === null ? [] : [cohort] };
  const text = words(...Object.values(nameByLanguage));
  const data: Entry<'NETWORK'> = { sortName, cohort, facets, text };
  const listedTo = ['public'];
  return {
    index: { id, facets, listedTo, text },
    change: { state: 'updated', id, kind: 'NETWORK', listedTo, data },
  };
}

/** What the feed says of a booking: once, when it is made, since neither place nor name is for any list. */
export function changeOfBooking(
  { policy, row }: Pick<RegionDefinition, 'policy' | 'row'>,
  booking: Pick<Booking, 'id' | 'activityId' | 'memberId' | 'homeRegion' | 'bookedAt'>,
): Change {
  const { id, memberId, activityId, bookedAt } = booking;
  const data: Entry<'BOOKING'> = { memberId, activityId, bookedAt: bookedAt.toISOString() };
  const listedTo = policy.bookingListedTo(booking, row.slug);
  return { state: 'updated', id, kind: 'BOOKING', listedTo, data };
}
