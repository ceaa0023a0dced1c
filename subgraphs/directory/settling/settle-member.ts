import { Not } from 'typeorm';
import type { OrderAnswer, OrderInput, OrderName, SettledStanding } from '../../../schema/orders';
import { regions } from '../../../schema/regions';
import type { Database } from '../../kit/database/database';
import { BookingEntry, Entry } from '../entries';
import type { DueStanding } from './due-standing';

/** Gives a region an order. Throws where the region does not say that it carried it out. */
export type Give = <Name extends OrderName>(
  region: string,
  order: Name,
  input: OrderInput<Name>,
) => Promise<OrderAnswer<Name>>;

async function hostsOf(
  db: Database,
  { memberId, owner }: { memberId: string; owner: string },
): Promise<string[]> {
  const rows = await db.read
    .createQueryBuilder(BookingEntry, 'booking')
    .select('DISTINCT booking.region', 'region')
    .where({ memberId, region: Not(owner) })
    .getRawMany<{ region: string }>();
  return rows.map(({ region }) => region);
}

/**
 * Asks the member's region how the member stands, and has every other region that has bookings of it go by that. What
 * is said passes through, and is kept nowhere. Throws where one of them does not answer.
 */
export async function settleMember(
  db: Database,
  { memberId, region }: Pick<DueStanding, 'memberId' | 'region'>,
  give: Give,
): Promise<void> {
  const entry = await db.read.findOneBy(Entry, { id: memberId });
  const owner = entry?.source ?? region;
  const hosts = await hostsOf(db, { memberId, owner });
  // A region that is in the list no more is nobody to ask.
  if (hosts.length === 0 || !regions.some(({ slug }) => slug === owner)) return;
  const said = await give(owner, 'standing', { id: memberId });
  // Who has moved is spoken of by the new region, sooner or later, and is due again then.
  if (said?.is === 'moved' || (said === null && entry !== null)) return;
  const standing: SettledStanding = said ?? { is: 'gone' };
  const settling = hosts.map((host) => give(host, 'settleBookings', { id: memberId, standing }));
  const outcomes = await Promise.allSettled(settling);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
