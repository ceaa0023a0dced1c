import { v7 } from 'uuid';
import type { JoinNetworkInput } from '../../../schema/contract/member-inputs';
import { problem, type Problem } from '../../../schema/contract/problem';
import type { RegionRow } from '../../../schema/regions';
import { findWholePostcode } from '../../catalogue/postcode';
import { storeRows } from '../../kit/database/database';
import { sortName } from '../../kit/list/sort-name';
import { Consent } from '../consent';
import type { Member } from '../member';
import { contactMissing, membershipConsentMissing } from '../messages';
import type { RegionDefinition } from '../region-definition';
import { storeMembers } from '../region-store';
import { checkNetworks, checkPerson, checkSize, checkWording, isText, MAX_NAME } from './check-member';
import { findNetworks } from './known-networks';
import { thisRegion } from './subjects';
import type { WriteOf } from './write';

/** Who joins, as a member. */
export function memberOf(region: RegionDefinition, input: JoinNetworkInput, joinedAt: Date): Member {
  const displayName = input.displayName.trim();
  return Object.assign(new region.types.Member(), {
    id: v7(),
    kind: input.kind,
    displayName,
    sortName: sortName(displayName),
    visibility: input.visibility,
    status: 'ACTIVE',
    joinedAt,
    groupSize: input.groupSize ?? null,
    networkIds: [...new Set(input.networks)],
    preferredLanguage: input.preferredLanguage,
    email: input.email,
    phone: input.phone ?? null,
    postcode: input.postcode == null ? null : findWholePostcode(input.postcode),
    contactName: input.contactName?.trim() ?? null,
    movingTo: null,
    movedTo: null,
  } satisfies Partial<Member>);
}

/** What a new member consents to, from the day of joining. */
export function consentsOf(
  { consents, wordingVersion, preferredLanguage }: JoinNetworkInput,
  member: Pick<Member, 'id' | 'joinedAt'>,
): Consent[] {
  return [...new Set(consents)].map((purpose) => ({
    id: v7(),
    memberId: member.id,
    purpose,
    wordingVersion: wordingVersion.trim(),
    language: preferredLanguage,
    givenAt: member.joinedAt,
    withdrawnAt: null,
  }));
}

function checkContact({ kind, contactName }: JoinNetworkInput): Problem[] {
  return kind === 'GROUP' && !isText(contactName, MAX_NAME)
    ? [problem('INVALID', contactMissing(MAX_NAME), 'contactName')]
    : [];
}

function checkConsents({ consents }: JoinNetworkInput): Problem[] {
  return consents.includes('MEMBERSHIP')
    ? []
    : [problem('CONSENT_REQUIRED', membershipConsentMissing(), 'consents')];
}

/** Everything that is wrong with who is to join; `known` are the region's networks. */
export function checkJoining(input: JoinNetworkInput, known: ReadonlySet<string>): Problem[] {
  return [
    ...checkPerson(input),
    ...checkSize(input.kind, input.groupSize),
    ...checkContact(input),
    ...checkNetworks(input.networks, known),
    ...checkConsents(input),
    ...checkWording(input.wordingVersion),
  ];
}

/** Stores a new member with its consents. */
export const joinNetwork: WriteOf<'joinNetwork', RegionRow, ReadonlySet<string>> = {
  about: thisRegion,
  read: (writing, { networks }) => findNetworks(writing, networks),
  check: ({ input, known }) => checkJoining(input, known),
  store: async ({ manager, region, input, now }) => {
    const member = memberOf(region, input, now);
    await storeRows(manager, Consent, consentsOf(input, member));
    return {
      id: member.id,
      changes: await storeMembers({ manager, region, areNew: true }, [{ member, roles: [] }]),
    };
  },
};
