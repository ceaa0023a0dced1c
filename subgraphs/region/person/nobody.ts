import { v4 } from 'uuid';
import { LeadershipRole } from '../leadership-role';
import type { Member } from '../member';
import type { RegionDefinition } from '../region-definition';
import { nameless } from '../writes/leave-network';

/** BCP 47: a language that nobody knows. */
const UNDETERMINED = 'und';

/** Ids that nobody has ever seen; those that grow with time would tell when the person was erased. */
export const idOfNobody = v4;

/** The month of an instant, as its first noon: figures are by month, and the instant would name the person. */
function monthOf(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1, 12));
}

/** What stays of an erased member to be counted: that there was one, of which kind, since which month, and whether it had moved on. */
export function nobodyInPlaceOf(
  { types }: RegionDefinition,
  { kind, joinedAt, status, movedTo }: Member,
  id: string,
): Member {
  return Object.assign(new types.Member(), {
    ...nameless,
    ...(status === 'MOVED' && { status, movedTo }),
    id,
    kind,
    joinedAt: monthOf(joinedAt),
    groupSize: null,
    preferredLanguage: UNDETERMINED,
  });
}

function firstOfMonth(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** What stays of a role: its level, its focus and the months, in no words of the person's. */
export function roleOfNobody(
  { level, focus, collaborative, from, to }: LeadershipRole,
  memberId: string,
): LeadershipRole {
  return Object.assign(new LeadershipRole(), {
    id: idOfNobody(),
    memberId,
    level,
    title: '',
    organisationId: null,
    focus,
    collaborative,
    from: firstOfMonth(from),
    to: to === null ? null : firstOfMonth(to),
    motivations: null,
  } satisfies Partial<LeadershipRole>);
}
