import type { Change } from '../../kit/changes/change-record';
import { storeRows } from '../../kit/database/database';
import { forgetKeysOf } from '../../kit/idempotency';
import { removeFromIndex } from '../../kit/list/indexed-row';
import { AccessLogEntry } from '../access-log-entry';
import { AccessRequirement } from '../access-requirement';
import { Consent } from '../consent';
import { eraseSheetRow } from '../desk/forget-sheet-row';
import { LeadershipRole } from '../leadership-role';
import type { Member } from '../member';
import type { AtWork } from '../waiting-list';
import { endBookings } from '../writes/settle-bookings';
import { Erasure } from './erasure';
import { idOfNobody, nobodyInPlaceOf, roleOfNobody } from './nobody';

/** Who is to be erased, by whose decision. */
export interface Erasing {
  /** The person's id. */
  readonly id: string;
  /** The person's row, locked; null where the person was never a member here. */
  readonly member: Member | null;
  /** Id of the receipt that the person's own region gives. */
  readonly receipt: string;
}

/** Bookings stay with their status and their time, under an id that stands for nobody. */
async function eraseBookings({ manager, region }: AtWork, id: string, nobody: string): Promise<string[]> {
  const { Booking } = region.types;
  const bookings = await manager.find(Booking, { where: { memberId: id }, select: { id: true } });
  if (bookings.length > 0) await manager.update(Booking, { memberId: id }, { memberId: nobody });
  return bookings.map((booking) => booking.id);
}

async function eraseMemberRow({ manager, region }: AtWork, member: Member, nobody: string): Promise<void> {
  const { id } = member;
  const roles = await manager.findBy(LeadershipRole, { memberId: id });
  await manager.delete(region.types.Member, { id });
  await manager.delete(LeadershipRole, { memberId: id });
  await storeRows(manager, region.types.Member, [nobodyInPlaceOf(region, member, nobody)]);
  await storeRows(
    manager,
    LeadershipRole,
    roles.map((role) => roleOfNobody(role, nobody)),
  );
}

/**
 * Erases all that this region holds about a person, its member or another's: places that are still to come are given
 * up, and what figures count stays under an id that nobody can lead back. Of the row that is counted neither index nor
 * feed hear: a number beside that of the tombstone would lead back. Where nothing was held, nothing is noted either.
 */
export async function erasePerson(work: AtWork, { id, member, receipt }: Erasing): Promise<Change[]> {
  const { manager, now } = work;
  const nobody = idOfNobody();
  const ended = await endBookings(work, id);
  const bookings = await eraseBookings(work, id, nobody);
  for (const entity of [Consent, AccessRequirement, AccessLogEntry])
    await manager.delete(entity, { memberId: id });
  await forgetKeysOf(manager, [id, ...bookings]);
  if (!member && bookings.length === 0) return ended;
  await storeRows(manager, Erasure, [{ memberId: id, receipt, erasedAt: now }]);
  if (!member) return ended;
  await eraseMemberRow(work, member, nobody);
  await eraseSheetRow(work, id);
  await removeFromIndex(manager, [id]);
  return [...ended, { state: 'deleted', id, kind: 'MEMBER' }];
}
