import type { MutationName } from '../../schema/contract/mutations';
import { tokensOf, type Viewer } from '../../schema/viewer';
import type { Activity } from './activity';
import type { Member } from './member';

/** Whether a viewer may do something to a thing of the region. */
type Rule<Thing> = (viewer: Viewer, thing: Thing, region: string) => boolean;

/** Whose booking it is, or is to be. */
export interface Party {
  readonly memberId: string;
  /** The member's region when booking. */
  readonly homeRegion: string;
}

/** One who is a member, or was one before it was erased. */
interface Known {
  readonly id: string;
}

/** Who may change what: one rule for each mutation; what has no rule does not compile. */
export interface MutationRules extends Record<MutationName, Rule<never>> {
  readonly joinNetwork: Rule<unknown>;
  readonly updateMember: Rule<Member>;
  readonly leaveNetwork: Rule<Member>;
  readonly recordRole: Rule<Member>;
  readonly setAccessRequirements: Rule<Member>;
  readonly giveConsent: Rule<Member>;
  readonly withdrawConsent: Rule<Member>;
  readonly requestMove: Rule<Member>;
  readonly exportMember: Rule<Known>;
  readonly eraseMember: Rule<Known>;
  readonly createActivity: Rule<unknown>;
  readonly updateActivity: Rule<Activity>;
  readonly publishActivity: Rule<Activity>;
  readonly cancelActivity: Rule<Activity>;
  readonly bookPlace: Rule<Party>;
  readonly cancelBooking: Rule<Party>;
  readonly acceptOffer: Rule<Party>;
  readonly recordAttendance: Rule<Activity>;
}

/**
 * Who may find and see what in one region: pure functions, a region's own word. `listedTo` functions answer tokens
 * (`public`, `members`, `region:<slug>`, `member:<id>`); whoever holds one may find the row, anywhere in the graph.
 */
export interface RegionPolicy {
  memberListedTo(member: Member, region: string): string[];
  activityListedTo(activity: Activity, region: string): string[];
  bookingListedTo(booking: Party, region: string): string[];
  /** Whether someone sees exact figures and the bookings of the region's activities. */
  maySeeBookings(viewer: Viewer, region: string): boolean;
  /** Whether someone sees how to reach a member, what it needs and what it consented to. */
  maySeePrivate(viewer: Viewer, member: Member, region: string): boolean;
  /** Whether someone takes in members of other regions who ask to move here. */
  mayAcceptMove(viewer: Viewer, region: string): boolean;
  readonly mayDo: MutationRules;
}

const isCoordinator: Rule<unknown> = (viewer, _thing, region) => viewer.coordinates.includes(region);

const isSelfOrCoordinator: Rule<Known> = (viewer, member, region) =>
  viewer.memberId === member.id || isCoordinator(viewer, member, region);

const isBookerOrCoordinator: Rule<Party> = (viewer, { memberId, homeRegion }, region) =>
  viewer.memberId === memberId ||
  viewer.coordinates.includes(homeRegion) ||
  isCoordinator(viewer, memberId, region);

const visibilityTokens = { PUBLIC: ['public'], NETWORK: ['members'], PRIVATE: [] } as const;

/** What holds in a region that says nothing else (design, section 7). */
export const defaultPolicy: RegionPolicy = {
  memberListedTo: ({ id, visibility, status, movingTo }, region) => {
    const own = [`region:${region}`, `member:${id}`];
    // Whoever is to accept a move must find who asks for it.
    const target = movingTo ? [`region:${movingTo}`] : [];
    return status === 'ACTIVE' ? [...visibilityTokens[visibility], ...own, ...target] : own;
  },
  // What was cancelled before it was published was never for anybody else to see.
  activityListedTo: ({ status, publishedAt }, region) =>
    status === 'DRAFT' || publishedAt === null ? [`region:${region}`] : ['public'],
  bookingListedTo: ({ memberId, homeRegion }, region) => [
    ...new Set([`member:${memberId}`, `region:${region}`, `region:${homeRegion}`]),
  ],
  maySeeBookings: (viewer, region) => viewer.coordinates.includes(region),
  maySeePrivate: isSelfOrCoordinator,
  mayAcceptMove: (viewer, region) => viewer.coordinates.includes(region),
  mayDo: {
    joinNetwork: () => true,
    updateMember: isSelfOrCoordinator,
    leaveNetwork: isSelfOrCoordinator,
    recordRole: isSelfOrCoordinator,
    setAccessRequirements: isSelfOrCoordinator,
    giveConsent: isSelfOrCoordinator,
    withdrawConsent: isSelfOrCoordinator,
    requestMove: isSelfOrCoordinator,
    exportMember: isSelfOrCoordinator,
    eraseMember: isSelfOrCoordinator,
    createActivity: isCoordinator,
    updateActivity: isCoordinator,
    publishActivity: isCoordinator,
    cancelActivity: isCoordinator,
    bookPlace: isBookerOrCoordinator,
    cancelBooking: isBookerOrCoordinator,
    acceptOffer: isBookerOrCoordinator,
    recordAttendance: isCoordinator,
  },
};

/** Whether a viewer holds one of the tokens that a row is listed to. */
export function maySee(viewer: Viewer, listedTo: readonly string[]): boolean {
  const tokens = tokensOf(viewer);
  return listedTo.some((token) => tokens.includes(token));
}
