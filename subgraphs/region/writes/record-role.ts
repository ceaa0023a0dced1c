import { v7 } from 'uuid';
import type { RecordRoleInput } from '../../../schema/contract/member-inputs';
import { problem, type Problem } from '../../../schema/contract/problem';
import { storeRows } from '../../kit/database/database';
import { LeadershipRole } from '../leadership-role';
import * as messages from '../messages';
import { storeMember } from '../region-store';
import { isOrganisation } from '../vocabulary';
import { isText } from './check-member';
import { memberWrite } from './member-write';

const MAX_TITLE = 200;

function checkOrganisation({ level, organisation }: RecordRoleInput): Problem[] {
  if (organisation == null)
    return level === 'ORGANISATIONAL'
      ? [problem('INVALID', messages.organisationMissing(), 'organisation')]
      : [];
  return isOrganisation(organisation)
    ? []
    : [problem('NOT_FOUND', messages.organisationUnknown(), 'organisation')];
}

function checkFocus({ level, focus }: RecordRoleInput): Problem[] {
  if (level === 'STRATEGIC')
    return focus.length === 0 ? [problem('INVALID', messages.focusMissing(), 'focus')] : [];
  return focus.length > 0 ? [problem('INVALID', messages.focusOfOther(), 'focus')] : [];
}

function checkSpan({ from, to }: RecordRoleInput): Problem[] {
  return to != null && to < from ? [problem('INVALID', messages.roleEndsEarly(), 'to')] : [];
}

function roleOf(input: RecordRoleInput): LeadershipRole {
  return Object.assign(new LeadershipRole(), {
    id: v7(),
    memberId: input.id,
    level: input.level,
    title: input.title.trim(),
    organisationId: input.organisation ?? null,
    focus: [...new Set(input.focus)],
    collaborative: input.collaborative,
    from: input.from,
    to: input.to ?? null,
  } satisfies Partial<LeadershipRole>);
}

/** Records what a member leads or has led. */
export const recordRole = memberWrite<'recordRole', null>({
  read: () => Promise.resolve(null),
  check: ({ input }) => [
    ...(isText(input.title, MAX_TITLE) ? [] : [problem('INVALID', messages.nameMissing(MAX_TITLE), 'title')]),
    ...checkOrganisation(input),
    ...checkFocus(input),
    ...checkSpan(input),
  ],
  store: async ({ manager, region, input, thing: member }) => {
    await storeRows(manager, LeadershipRole, [roleOf(input)]);
    return { id: member.id, changes: await storeMember({ manager, region }, member) };
  },
});
