/** Who asks, as a subgraph knows them. Until identity exists, everyone is anonymous. */
export interface Viewer {
  readonly roles: readonly ViewerRole[];
  /** Who the person is to whoever vouches for them; absent for an anonymous one. */
  readonly subject?: string;
  /** Id of the member that the person is, where they are one. */
  readonly memberId?: string;
  /** The region that the member belongs to. */
  readonly homeRegion?: string;
  /** Regions that the person coordinates. A coordinator's power ends at the region's border. */
  readonly coordinates: readonly string[];
}
export type ViewerRole = 'member' | 'coordinator' | 'analyst' | 'operator';

export const anonymous: Viewer = Object.freeze({ roles: [], coordinates: [] });

/**
 * Tokens that a viewer holds. A row may be found by whoever holds one of the tokens that its region lists it to:
 * `public`, `members`, `region:<slug>` (its coordinators), `member:<id>`.
 */
export function tokensOf(viewer: Viewer): string[] {
  return [
    'public',
    ...(viewer.memberId ? ['members', `member:${viewer.memberId}`] : []),
    ...viewer.coordinates.flatMap((slug) => ['members', `region:${slug}`]),
  ].filter((token, index, all) => all.indexOf(token) === index);
}
