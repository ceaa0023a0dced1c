import type { UpdateMemberInput } from '../../../schema/contract/member-inputs';
import { findWholePostcode } from '../../catalogue/postcode';
import { sortName } from '../../kit/list/sort-name';
import type { Member } from '../member';
import { standingOf } from '../member-standing';
import { storeMember } from '../region-store';
import { checkNetworks, checkPerson, checkSize } from './check-member';
import { findNetworks } from './known-networks';
import { memberWrite } from './member-write';
import { restampBookings } from './settle-bookings';

/** The new value where one was given, null included; else the old one. */
function unlessLeftOut<T>(given: T | undefined, old: T): T {
  return given === undefined ? old : given;
}

function columnsOf(input: UpdateMemberInput, member: Member): Partial<Member> {
  const displayName = input.displayName?.trim() ?? member.displayName;
  const { postcode } = input;
  return {
    displayName,
    sortName: sortName(displayName),
    email: input.email ?? member.email,
    phone: unlessLeftOut(input.phone, member.phone),
    postcode: unlessLeftOut(postcode && findWholePostcode(postcode), member.postcode),
    preferredLanguage: input.preferredLanguage ?? member.preferredLanguage,
    visibility: input.visibility ?? member.visibility,
    groupSize: unlessLeftOut(input.groupSize, member.groupSize),
    networkIds: input.networks ? [...new Set(input.networks)] : member.networkIds,
  };
}

/** Changes what a member told of itself. */
export const updateMember = memberWrite<'updateMember', ReadonlySet<string>>({
  read: (writing, { networks }) => findNetworks(writing, networks ?? []),
  check: ({ input, thing: { kind }, known }) => [
    ...checkPerson(input),
    ...checkSize(kind, input.groupSize),
    ...checkNetworks(input.networks ?? [], known),
  ],
  store: async ({ manager, region, input, thing: member }) => {
    const { displayName } = member;
    Object.assign(member, columnsOf(input, member));
    if (member.displayName !== displayName)
      await restampBookings({ manager, region }, member.id, await standingOf(manager, member));
    return { id: member.id, changes: await storeMember({ manager, region }, member) };
  },
});
