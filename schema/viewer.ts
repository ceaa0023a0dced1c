/** A member as its own region knows it, and no more of it than the host of an activity may be told. */
export interface Booker {
  readonly id: string;
  readonly homeRegion: string;
  /** Null without a live consent to SHARE_WITH_HOSTS. */
  readonly name: string | null;
  /** What the member needs and the host is not to see: slugs. */
  readonly hiddenNeeds: readonly string[];
}

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
  /** The member of another region that the request is about: the directory's word, never the caller's. */
  readonly booker?: Booker;
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

/**
 * Whose idempotency keys a viewer's are, so that no name of one kind is taken for one of another. People who cannot be
 * told apart share theirs.
 */
export function keyHolder({ subject, memberId, coordinates }: Viewer): string {
  if (subject !== undefined) return `subject ${subject}`;
  if (memberId !== undefined) return `member ${memberId}`;
  return `coordinator of ${coordinates.toSorted().join(' ')}`;
}
