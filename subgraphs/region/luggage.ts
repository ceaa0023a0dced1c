import type { EntityManager } from 'typeorm';
import type { Luggage } from '../../schema/moves';
import { storeRows } from '../kit/database/database';
import type { Change } from '../kit/changes/change-record';
import { sortName } from '../kit/list/sort-name';
import { AccessLogEntry, latestLooks } from './access-log-entry';
import { AccessRequirement } from './access-requirement';
import { Consent } from './consent';
import { LeadershipRole } from './leadership-role';
import type { Member } from './member';
import { storeMembers, type RegionTransaction } from './region-store';

/** What a member takes along to another region: what it told, and of its needs what it consents to today. */
export async function packMember(manager: EntityManager, member: Member, now: Date): Promise<Luggage> {
  const { id: memberId, kind, displayName, visibility, groupSize, preferredLanguage } = member;
  const { joinedAt, email, phone, postcode, contactName } = member;
  const consents = await manager.find(Consent, { where: { memberId }, order: { id: 'ASC' } });
  const mayKeepNeeds = consents.some(
    ({ purpose, withdrawnAt }) => purpose === 'ACCESS_REQUIREMENTS' && withdrawnAt === null,
  );
  const requirements = mayKeepNeeds ? await manager.findBy(AccessRequirement, { memberId }) : [];
  const roles = await manager.findBy(LeadershipRole, { memberId });
  const looks = await latestLooks(manager, memberId, now);
  return {
    ...{ kind, displayName, visibility, groupSize, preferredLanguage, email, phone, postcode, contactName },
    joinedAt: joinedAt.toISOString(),
    consents: consents.map(({ memberId: _, givenAt, withdrawnAt, ...consent }) => ({
      ...consent,
      givenAt: givenAt.toISOString(),
      withdrawnAt: withdrawnAt?.toISOString() ?? null,
    })),
    requirements: requirements.map(({ kindSlug, detail, shareWithHosts, reviewDue }) => ({
      ...{ kindSlug, detail, shareWithHosts, reviewDue },
    })),
    roles: roles.map(({ id, level, title, organisationId, focus, collaborative, from, to, motivations }) => ({
      ...{ id, level, title, organisationId, focus, collaborative, from, to },
      motivations: motivations && [...motivations],
    })),
    accessLog: looks.map(({ id, at, by, what }) => ({ id, at: at.toISOString(), by, what: [...what] })),
  };
}

/** Stores a member of today with all that it has brought along, in place of what was left of it here. */
export async function unpackMember(
  transaction: RegionTransaction,
  memberId: string,
  { consents, requirements, roles, accessLog, joinedAt, ...told }: Luggage,
): Promise<Change[]> {
  const { manager, region } = transaction;
  const member = Object.assign(new region.types.Member(), {
    ...told,
    id: memberId,
    sortName: sortName(told.displayName),
    joinedAt: new Date(joinedAt),
    status: 'ACTIVE',
    networkIds: [],
    movingTo: null,
    movedTo: null,
  } satisfies Partial<Member>);
  const given = consents.map(({ givenAt, withdrawnAt, ...consent }) => ({
    ...consent,
    memberId,
    givenAt: new Date(givenAt),
    withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt),
  }));
  const needs = requirements.map((need) => Object.assign(new AccessRequirement(), need, { memberId }));
  await storeRows(manager, Consent, given);
  await storeRows(manager, AccessRequirement, needs);
  const looks = accessLog.map(({ at, ...look }) => ({ ...look, memberId, at: new Date(at) }));
  await storeRows(manager, AccessLogEntry, looks);
  const led = roles.map((role) => Object.assign(new LeadershipRole(), role, { memberId }));
  return storeMembers(transaction, [{ member, roles: led }]);
}
