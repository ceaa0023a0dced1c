import { tokensOf, type Viewer } from '../../schema/viewer';
import type { Activity } from './activity';
import type { Member } from './member';

/**
 * Who may find and see what in one region: pure functions, a region's own word. `listedTo` functions answer tokens
 * (`public`, `members`, `region:<slug>`, `member:<id>`); whoever holds one may find the row, anywhere in the graph.
 */
export interface RegionPolicy {
  memberListedTo(member: Member, region: string): string[];
  activityListedTo(activity: Activity, region: string): string[];
  /** Whether someone sees exact figures and the bookings of the region's activities. */
  maySeeBookings(viewer: Viewer, region: string): boolean;
}

const visibilityTokens = { PUBLIC: ['public'], NETWORK: ['members'], PRIVATE: [] } as const;

/** What holds in a region that says nothing else (design, section 7). */
export const defaultPolicy: RegionPolicy = {
  memberListedTo: ({ id, visibility, status }, region) => {
    const own = [`region:${region}`, `member:${id}`];
    return status === 'ACTIVE' ? [...visibilityTokens[visibility], ...own] : own;
  },
  activityListedTo: ({ status }, region) => (status === 'DRAFT' ? [`region:${region}`] : ['public']),
  maySeeBookings: (viewer, region) => viewer.coordinates.includes(region),
};

/** Whether a viewer holds one of the tokens that a row is listed to. */
export function maySee(viewer: Viewer, listedTo: readonly string[]): boolean {
  const tokens = tokensOf(viewer);
  return listedTo.some((token) => tokens.includes(token));
}
