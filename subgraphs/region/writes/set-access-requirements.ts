import type { SetAccessRequirementsInput } from '../../../schema/contract/member-inputs';
import type { ConsentPurpose } from '../../../schema/contract/member-enums';
import { problem, type Problem } from '../../../schema/contract/problem';
import { storeRows } from '../../kit/database/database';
import { AccessRequirement } from '../access-requirement';
import { findLiveConsents } from '../consent';
import {
  accessKindUnknown,
  consentToNeedsMissing,
  consentToShareMissing,
  detailTooLong,
  saidTwice,
} from '../messages';
import { isAccessFeature } from '../vocabulary';
import { memberWrite } from './member-write';
import { standAnew } from './settle-bookings';

const MAX_DETAIL = 500;

type Requirements = SetAccessRequirementsInput['requirements'];

function checkRequirement(requirements: Requirements, index: number): Problem[] {
  const { kind, detail } = requirements[index] as Requirements[number];
  const path = ['requirements', String(index)];
  const isRepeated = requirements.findIndex((other) => other.kind === kind) < index;
  const problems: Problem[] = [];
  if (!isAccessFeature(kind)) problems.push(problem('NOT_FOUND', accessKindUnknown(), ...path, 'kind'));
  else if (isRepeated) problems.push(problem('INVALID', saidTwice(), ...path, 'kind'));
  if ((detail?.trim().length ?? 0) > MAX_DETAIL)
    problems.push(problem('INVALID', detailTooLong(MAX_DETAIL), ...path, 'detail'));
  return problems;
}

/** To remove needs is never refused; to keep them and to share them takes a consent each. */
function checkConsented(requirements: Requirements, live: ReadonlySet<ConsentPurpose>): Problem[] {
  const shared = requirements.findIndex(({ shareWithHosts }) => shareWithHosts);
  const problems: Problem[] = [];
  if (requirements.length > 0 && !live.has('ACCESS_REQUIREMENTS'))
    problems.push(problem('CONSENT_REQUIRED', consentToNeedsMissing(), 'requirements'));
  if (shared >= 0 && !live.has('SHARE_WITH_HOSTS')) {
    const path = ['requirements', String(shared), 'shareWithHosts'];
    problems.push(problem('CONSENT_REQUIRED', consentToShareMissing(), ...path));
  }
  return problems;
}

/** A year from then, as a day. */
function reviewAfter(now: Date): string {
  const due = new Date(now);
  due.setUTCFullYear(due.getUTCFullYear() + 1);
  return due.toISOString().slice(0, 10);
}

/** Puts the access requirements of a member in place of those before. */
export const setAccessRequirements = memberWrite<'setAccessRequirements', ReadonlySet<ConsentPurpose>>({
  read: async ({ manager }, { id }) =>
    new Set((await findLiveConsents(manager, id)).map(({ purpose }) => purpose)),
  check: ({ input: { requirements }, known }) => [
    ...checkConsented(requirements, known),
    ...requirements.flatMap((_, index) => checkRequirement(requirements, index)),
  ],
  store: async ({ manager, region, thing: member, input: { id: memberId, requirements }, now }) => {
    const reviewDue = reviewAfter(now);
    const rows = requirements.map(({ kind: kindSlug, detail, shareWithHosts }) =>
      Object.assign(new AccessRequirement(), {
        memberId,
        kindSlug,
        detail: detail?.trim() || null,
        shareWithHosts,
        reviewDue,
      }),
    );
    await manager.delete(AccessRequirement, { memberId });
    await storeRows(manager, AccessRequirement, rows);
    return { id: memberId, changes: await standAnew({ manager, region }, member) };
  },
});
