import { recordChanges } from '../../kit/changes/change-record';
import { lockOne } from '../../kit/database/lock';
import { AccessLogEntry } from '../access-log-entry';
import { AccessRequirement } from '../access-requirement';
import { Consent } from '../consent';
import { forgetSheetRow } from '../desk/forget-sheet-row';
import { LeadershipRole } from '../leadership-role';
import { packMember } from '../luggage';
import type { Member } from '../member';
import { storeMember } from '../region-store';
import { nameless } from '../writes/leave-network';
import type { Order } from './order';

/**
 * Decides that a member who asks to move does so: from here on it can be read and not be changed, and what it takes
 * along stays as it is, however often it is asked for; only who looks at it meanwhile is told to nobody.
 */
export const depart: Order<'depart'> = ({ db, clock, region: { types } }, { id, to }) =>
  db.write(async (manager) => {
    const member = await lockOne(manager, types.Member, id);
    if (member?.status === 'MOVED' && member.movedTo === to) return { is: 'gone' };
    if (member?.status !== 'ACTIVE' || member.movingTo !== to) return { is: 'staying' };
    await manager.update(types.Member, { id }, { movedTo: to });
    return { is: 'leaving', member: await packMember(manager, member, clock()) };
  });

/** What is here of somebody who moved: the id, where they went and when; bookings say which region they were of. */
function leftBehind(to: string, now: Date): Partial<Member> {
  const nothing = { groupSize: null, preferredLanguage: 'en', joinedAt: now };
  return { ...nameless, ...nothing, status: 'MOVED', movedTo: to };
}

/** Drops what is held of a member who has arrived elsewhere, and tells the feed that it is here no more. */
export const release: Order<'release'> = ({ db, region, clock }, { id, to }) =>
  db.write(async (manager) => {
    const member = await lockOne(manager, region.types.Member, id);
    if (member?.status !== 'ACTIVE' || member.movedTo !== to) return null;
    for (const entity of [Consent, AccessRequirement, LeadershipRole, AccessLogEntry])
      await manager.delete(entity, { memberId: id });
    await forgetSheetRow(manager, id);
    Object.assign(member, leftBehind(to, clock()));
    await recordChanges(manager, await storeMember({ manager, region }, member));
    return null;
  });
