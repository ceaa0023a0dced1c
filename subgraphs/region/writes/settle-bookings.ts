import { In, IsNull, Not } from 'typeorm';
import { ChangeRecord, type Change } from '../../kit/changes/change-record';
import { groupBy } from '../../kit/loaders';
import { isLive } from '../availability';
import type { Booking } from '../booking';
import type { Member } from '../member';
import { standingOf, type MemberStanding } from '../member-standing';
import { tellOfMember } from '../region-store';
import type { AtWork } from '../waiting-list';
import { giveUpAll } from './give-up-booking';

/** What stays of a booking whose member is gone. */
export const withoutPerson = { memberName: null, needSlugs: [], hiddenNeedSlugs: [], language: null };

type Needs = Pick<Booking, 'needSlugs' | 'hiddenNeedSlugs'>;

/** The needs of a booking by what the member shares today; none that it has taken back. */
function needsBy({ keptNeeds, needsForgottenAt }: MemberStanding, booking: Booking): Needs {
  if (needsForgottenAt !== null && booking.bookedAt <= new Date(needsForgottenAt))
    return { needSlugs: [], hiddenNeedSlugs: [] };
  const needs = [...booking.needSlugs, ...(booking.hiddenNeedSlugs ?? [])];
  const isKept = (need: string): boolean => keptNeeds?.includes(need) ?? true;
  return { needSlugs: needs.filter((need) => !isKept(need)), hiddenNeedSlugs: needs.filter(isKept) };
}

function textOf({ needSlugs, hiddenNeedSlugs }: Needs): string {
  return JSON.stringify([needSlugs, hiddenNeedSlugs ?? []]);
}

/** Makes name and needs on all bookings that a member has in this region what the member's own region says. */
export async function restampBookings(
  { manager, region }: Pick<AtWork, 'manager' | 'region'>,
  memberId: string,
  standing: MemberStanding,
): Promise<void> {
  const { Booking } = region.types;
  const bookings = await manager.findBy(Booking, { memberId });
  const { name: memberName } = standing;
  if (bookings.some((booking) => booking.memberName !== memberName))
    await manager.update(Booking, { memberId }, { memberName });
  const stamped = bookings.map((booking) => ({ booking, needs: needsBy(standing, booking) }));
  const changed = stamped.filter(({ booking, needs }) => textOf(needs) !== textOf(booking));
  // Most bookings of a member say the same needs: one statement for those.
  for (const same of groupBy(changed, ({ needs }) => textOf(needs)).values()) {
    const id = In(same.map(({ booking }) => booking.id));
    await manager.update(Booking, { id }, { ...same[0]?.needs });
  }
}

/** Restamps the bookings of those of many members of this region who have some here. */
export async function restampBookingsOf(
  work: Pick<AtWork, 'manager' | 'region'>,
  members: readonly Member[],
): Promise<void> {
  if (members.length === 0) return;
  const memberId = In(members.map(({ id }) => id));
  const booked = await work.manager.find(work.region.types.Booking, {
    where: { memberId },
    select: { memberId: true },
  });
  const bookers = new Set(booked.map((booking) => booking.memberId));
  for (const member of members)
    if (bookers.has(member.id))
      await restampBookings(work, member.id, await standingOf(work.manager, member));
}

/** Restamps the bookings of a member of this region, and answers the change by which the other regions come to ask. */
export async function standAnew(work: Pick<AtWork, 'manager' | 'region'>, member: Member): Promise<Change[]> {
  await restampBookings(work, member.id, await standingOf(work.manager, member));
  return tellOfMember(work, member);
}

/**
 * Gives up what one who is gone has booked and is still to come, and takes the person out of the rest, which nobody
 * finds by the member any more. What is booked meanwhile is left: the directory hears of it, and has it settled, too.
 */
export async function endBookings(work: AtWork, memberId: string): Promise<Change[]> {
  const { manager, region } = work;
  const bookings = await manager.findBy(region.types.Booking, { memberId });
  if (bookings.length === 0) return [];
  const freed = await giveUpAll(
    work,
    bookings.filter(({ status }) => isLive.includes(status)),
  );
  const id = In(bookings.map((booking) => booking.id));
  await manager.update(region.types.Booking, { id }, withoutPerson);
  const told = await manager.findBy(ChangeRecord, { id, listedTo: Not(IsNull()) });
  return [...freed, ...told.map((record) => ({ state: 'deleted', id: record.id, kind: 'BOOKING' }) as const)];
}
