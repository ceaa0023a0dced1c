import type { Change } from '../../kit/changes/change-record';
import { AccessRequirement } from '../access-requirement';
import { hideSheetRow } from '../desk/forget-sheet-row';
import { withdrawConsents } from '../consent';
import { LeadershipRole } from '../leadership-role';
import type { Member } from '../member';
import { storeMember } from '../region-store';
import { memberWrite } from './member-write';
import { endBookings } from './settle-bookings';
import type { Writing } from './write';

/** What stays of somebody who left: that somebody was a member, and what was led and attended; no name, no contact. */
export const nameless = {
  status: 'LEFT',
  displayName: '',
  sortName: '',
  visibility: 'PRIVATE',
  networkIds: [],
  email: null,
  phone: null,
  postcode: null,
  contactName: null,
  movingTo: null,
} as const satisfies Partial<Member>;

/**
 * Ends a membership: history stays without the name, every consent ends, and places that are still to come are given
 * up. The feed tells whose the member was, and nothing more: others who know of one who left ask there, for ever.
 */
export async function endMembership(
  { manager, region, now }: Pick<Writing, 'manager' | 'region' | 'now'>,
  member: Member,
): Promise<Change[]> {
  const { id: memberId } = member;
  await withdrawConsents(manager, { memberId, now });
  await manager.delete(AccessRequirement, { memberId });
  await manager.update(LeadershipRole, { memberId }, { motivations: null });
  await hideSheetRow({ manager, region }, memberId);
  const ended = await endBookings({ manager, region, now }, memberId);
  Object.assign(member, nameless);
  return [...ended, ...(await storeMember({ manager, region }, member))];
}

/** Ends a membership when the member asks for it. */
export const leaveNetwork = memberWrite<'leaveNetwork', null>({
  read: () => Promise.resolve(null),
  check: () => [],
  store: async ({ thing: member, ...writing }) => ({
    id: member.id,
    changes: await endMembership(writing, member),
  }),
});
