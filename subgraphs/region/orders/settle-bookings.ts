import { recordChanges } from '../../kit/changes/change-record';
import { lockOne } from '../../kit/database/lock';
import { endBookings, restampBookings } from '../writes/settle-bookings';
import type { Order } from './order';

/** Makes the bookings that a member of another region has here what that region says of the member. */
export const settleBookings: Order<'settleBookings'> = async ({ db, region, clock }, { id, standing }) => {
  await db.write(async (manager) => {
    const own = await lockOne(manager, region.types.Member, id);
    // Who is a member here by now is this region's to speak of.
    if (own?.status === 'ACTIVE') return;
    const work = { manager, region, now: clock() };
    if (standing.is === 'member') await restampBookings(work, id, standing);
    else await recordChanges(manager, await endBookings(work, id));
  });
  return 'settled';
};
