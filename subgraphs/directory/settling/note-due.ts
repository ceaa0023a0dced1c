import { In, Not, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import { storeRows } from '../../kit/database/database';
import { BookingEntry, Entry } from '../entries';
import { DueStanding } from './due-standing';

/** Ids of those whom a page speaks of. */
export interface HeardOf {
  /** Members of the source, and those that are no more. */
  readonly members: readonly string[];
  /** Those who have booked in the region of the source. */
  readonly bookers: readonly string[];
}

async function haveBookedElsewhere(
  manager: EntityManager,
  source: string,
  members: readonly string[],
): Promise<string[]> {
  if (members.length === 0) return [];
  const rows = await manager
    .createQueryBuilder(BookingEntry, 'booking')
    .select('DISTINCT booking.memberId', 'id')
    .where({ memberId: In(members), region: Not(source) })
    .getRawMany<{ id: string }>();
  return rows.map(({ id }) => id);
}

/**
 * Notes of whom other regions are to hear anew: members of `source` who have bookings elsewhere, and members of other
 * regions who have booked in `source`, since they may have left while they did. Belongs in the transaction that applies
 * the page: no change is taken in and then forgotten. One whom no region has spoken of yet is noted when one does.
 */
export async function noteDue(
  manager: EntityManager,
  source: string,
  { members, bookers }: HeardOf,
): Promise<void> {
  const own = await haveBookedElsewhere(manager, source, members);
  const others =
    bookers.length > 0 ? await manager.findBy(Entry, { id: In(bookers), source: Not(source) }) : [];
  const due = new Map([
    ...own.map((id): [string, string] => [id, source]),
    ...others.map((entry): [string, string] => [entry.id, entry.source]),
  ]);
  const rows = [...due].map(([memberId, region]) => ({ memberId, region, version: v7(), notBefore: 0 }));
  await storeRows(manager, DueStanding, rows);
}
