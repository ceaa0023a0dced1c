import type { MutationName } from '../../../schema/contract/mutations';
import { problem, type Problem } from '../../../schema/contract/problem';
import type { Member } from '../member';
import { movesNow, notAMemberNow } from '../messages';
import { memberById } from './subjects';
import type { WriteOf } from './write';

type OfMember<Name extends MutationName, Known> = WriteOf<Name, Member, Known>;

/** Why nobody touches a member who is under way to another region: what has been packed would not follow. Else null. */
export function refusalUnderWay({ status, movedTo }: Member): Problem | null {
  return status === 'ACTIVE' && movedTo !== null ? problem('CLOSED', movesNow(), 'id') : null;
}

/** Why nobody changes this member, whoever may; null for a member of today. */
function refusalOf(member: Member): Problem | null {
  return member.status === 'ACTIVE' ? refusalUnderWay(member) : problem('CLOSED', notAMemberNow(), 'id');
}

/** A write on a member of today: whoever has left or moved is changed no more. */
export function memberWrite<Name extends MutationName, Known>({
  read,
  check,
  store,
}: Omit<OfMember<Name, Known>, 'about'>): OfMember<Name, Known> {
  return {
    about: memberById as OfMember<Name, Known>['about'],
    read,
    check: (deed) => {
      const refusal = refusalOf(deed.thing);
      return refusal ? [refusal] : check(deed);
    },
    store,
  };
}
