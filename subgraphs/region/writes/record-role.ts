import { v7 } from 'uuid';
import type { RecordRoleInput } from '../../../schema/contract/member-inputs';
import { problem, type Problem } from '../../../schema/contract/problem';
import { storeRows } from '../../kit/database/database';
import { LeadershipRole } from '../leadership-role';
import * as messages from '../messages';
import { storeMember } from '../region-store';
import * as roleMessages from '../role-messages';
import { isOrganisation } from '../vocabulary';
import { isText } from './check-member';
import { memberWrite } from './member-write';

const MAX_TITLE = 200;
const MAX_MOTIVATION = 500;

function checkOrganisation({ level, organisation }: RecordRoleInput): Problem[] {
  if (organisation == null)
    return level === 'ORGANISATIONAL'
      ? [problem('INVALID', roleMessages.organisationMissing(), 'organisation')]
      : [];
  return isOrganisation(organisation)
    ? []
    : [problem('NOT_FOUND', roleMessages.organisationUnknown(), 'organisation')];
}

function checkFocus({ level, focus }: RecordRoleInput): Problem[] {
  if (level === 'STRATEGIC')
    return focus.length === 0 ? [problem('INVALID', roleMessages.focusMissing(), 'focus')] : [];
  return focus.length > 0 ? [problem('INVALID', roleMessages.focusOfOther(), 'focus')] : [];
}

function checkSpan({ from, to }: RecordRoleInput): Problem[] {
  return to != null && to < from ? [problem('INVALID', roleMessages.roleEndsEarly(), 'to')] : [];
}

function checkMotivations({ motivations }: RecordRoleInput): Problem[] {
  return motivations.flatMap((text, index) =>
    isText(text, MAX_MOTIVATION)
      ? []
      : [problem('INVALID', roleMessages.motivationWrong(MAX_MOTIVATION), 'motivations', String(index))],
  );
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
    motivations: input.motivations.length > 0 ? input.motivations.map((text) => text.trim()) : null,
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
    ...checkMotivations(input),
  ],
  store: async ({ manager, region, input, thing: member }) => {
    await storeRows(manager, LeadershipRole, [roleOf(input)]);
    return { id: member.id, changes: await storeMember({ manager, region }, member) };
  },
});
