import { v7 } from 'uuid';
import type { ConsentPurpose } from '../../../schema/contract/member-enums';
import type { ConsentInput } from '../../../schema/contract/member-inputs';
import type { Change } from '../../kit/changes/change-record';
import { storeRows } from '../../kit/database/database';
import { AccessRequirement } from '../access-requirement';
import { Consent, findLiveConsents, withdrawConsents } from '../consent';
import type { Member } from '../member';
import { checkLanguage, checkWording } from './check-member';
import { endMembership } from './leave-network';
import { memberWrite } from './member-write';
import { standAnew } from './settle-bookings';
import type { Writing } from './write';

function isSame(consent: Consent, { purpose, wordingVersion, language }: ConsentInput): boolean {
  return (
    consent.purpose === purpose &&
    consent.wordingVersion === wordingVersion.trim() &&
    consent.language === language
  );
}

function checkConsent({ wordingVersion, language }: ConsentInput) {
  return [...checkWording(wordingVersion), ...checkLanguage(language, 'language')];
}

/** Adds a consent; one to the same wording that is live already stands for it. */
export const giveConsent = memberWrite<'giveConsent', readonly Consent[]>({
  read: ({ manager }, { id }) => findLiveConsents(manager, id),
  check: ({ input }) => checkConsent(input),
  store: async ({ manager, region, input, thing, known, now }) => {
    const { id: memberId, purpose, language } = input;
    const wordingVersion = input.wordingVersion.trim();
    const consent = {
      id: v7(),
      memberId,
      purpose,
      wordingVersion,
      language,
      givenAt: now,
      withdrawnAt: null,
    };
    if (known.some((live) => isSame(live, input))) return { id: memberId, changes: [] };
    await storeRows(manager, Consent, [consent]);
    const isForHosts = purpose === 'SHARE_WITH_HOSTS';
    return { id: memberId, changes: isForHosts ? await standAnew({ manager, region }, thing) : [] };
  },
});

/** Ends what may be kept or shared no longer once a consent is withdrawn. Answers what others are to be told. */
async function endWhatItAllowed(
  { manager, region }: Writing,
  member: Member,
  purpose: ConsentPurpose,
): Promise<Change[]> {
  const { id: memberId } = member;
  if (purpose === 'ACCESS_REQUIREMENTS') await manager.delete(AccessRequirement, { memberId });
  else if (purpose === 'SHARE_WITH_HOSTS')
    await manager.update(AccessRequirement, { memberId }, { shareWithHosts: false });
  else return [];
  return standAnew({ manager, region }, member);
}

/** Withdraws every consent to a purpose, and ends what it allowed. Nobody is a member without consenting to that. */
export const withdrawConsent = memberWrite<'withdrawConsent', null>({
  read: () => Promise.resolve(null),
  check: ({ input }) => checkConsent(input),
  store: async ({ input, thing: member, ...writing }) => {
    const { id, purpose } = input;
    if (purpose === 'MEMBERSHIP') return { id, changes: await endMembership(writing, member) };
    await withdrawConsents(writing.manager, { memberId: id, purpose, now: writing.now });
    return { id, changes: await endWhatItAllowed(writing, member, purpose) };
  },
});
