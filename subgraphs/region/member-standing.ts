import type { EntityManager } from 'typeorm';
import type { Standing } from '../../schema/orders';
import { AccessRequirement } from './access-requirement';
import { Consent } from './consent';
import type { Member } from './member';

/** What hosts may know and keep of a member of today. */
export type MemberStanding = Extract<Standing, { is: 'member' }>;

function lastWithdrawal(consents: readonly Consent[]): string | null {
  const instants = consents.flatMap(({ purpose, withdrawnAt }) =>
    purpose === 'ACCESS_REQUIREMENTS' && withdrawnAt !== null ? [withdrawnAt.toISOString()] : [],
  );
  return instants.toSorted().at(-1) ?? null;
}

/** Says how a member of today stands: one word for the hosts of this region and for those elsewhere. */
export async function standingOf(
  manager: EntityManager,
  { id: memberId, displayName }: Pick<Member, 'id' | 'displayName'>,
): Promise<MemberStanding> {
  const consents = await manager.findBy(Consent, { memberId });
  const kept = await manager.findBy(AccessRequirement, { memberId, shareWithHosts: false });
  const isShared = consents.some(
    ({ purpose, withdrawnAt }) => purpose === 'SHARE_WITH_HOSTS' && withdrawnAt === null,
  );
  return {
    is: 'member',
    name: isShared ? displayName : null,
    keptNeeds: isShared ? kept.map(({ kindSlug }) => kindSlug) : null,
    needsForgottenAt: lastWithdrawal(consents),
  };
}
