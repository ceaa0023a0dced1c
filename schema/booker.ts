import type { Booker } from './viewer';

/** What a member's own region knows that matters for a booking. */
export interface MemberAtHome {
  readonly id: string;
  readonly homeRegion: string;
  readonly displayName: string;
  /** Purposes that the member consents to today. */
  readonly consents: readonly string[];
  readonly requirements: readonly { readonly kind: string; readonly shareWithHosts: boolean }[];
}

/**
 * What the host of an activity may be told of a member who books with these needs: nothing without a live consent to
 * SHARE_WITH_HOSTS, and with it nothing that the member keeps to itself.
 */
export function bookerOf(
  { id, homeRegion, displayName, consents, requirements }: MemberAtHome,
  needs: readonly string[],
): Booker {
  const isShared = consents.includes('SHARE_WITH_HOSTS');
  const kept = requirements.filter(({ shareWithHosts }) => !shareWithHosts).map(({ kind }) => kind);
  return {
    id,
    homeRegion,
    name: isShared ? displayName : null,
    hiddenNeeds: needs.filter((need) => !isShared || kept.includes(need)),
  };
}
