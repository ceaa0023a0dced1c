import type { Clock } from '../kit/context';
import type { Database } from '../kit/database/database';
import { lockOne } from '../kit/database/lock';
import { recordChanges } from '../kit/changes/change-record';
import type { Log } from '../kit/log';
import { repeat, type Chore } from '../kit/chore';
import type { RegionDefinition } from './region-definition';
import { settle, tallyOf, tellOfPlaces, type AtWork } from './waiting-list';

/** Activities with an offer that is over and not marked so yet. */
async function findDue(db: Database, { types }: RegionDefinition, now: Date): Promise<string[]> {
  const rows = await db.read
    .createQueryBuilder(types.Booking, 'booking')
    .select('DISTINCT booking.activityId', 'activityId')
    .where("booking.offerExpiresAt <= :now AND booking.status = 'OFFERED'", { now })
    .getRawMany<{ activityId: string }>();
  return rows.map(({ activityId }) => activityId);
}

async function settleOne(work: AtWork, activityId: string): Promise<void> {
  const activity = await lockOne(work.manager, work.region.types.Activity, activityId);
  if (!activity) return;
  const tally = await settle(work, activity, await tallyOf(work, activityId));
  await recordChanges(work.manager, await tellOfPlaces(work, activity, tally));
}

/**
 * Ends offers that are over, and offers their places to the next: each activity in a short transaction of its own, so
 * that nobody who books waits for another activity's.
 */
export async function endOffers(db: Database, region: RegionDefinition, now: Date): Promise<void> {
  for (const activityId of await findDue(db, region, now))
    await db.write((manager) => settleOne({ manager, region, now }, activityId));
}

/** Ends offers as time goes by, until it is stopped. Two processes may do so at once: the activity's lock is between them. */
export function watchOffers(
  region: RegionDefinition,
  { db, clock, log, everyMillis }: { db: Database; clock: Clock; log: Log; everyMillis: number },
): Chore {
  const failure = 'offers that are over could not be ended';
  return repeat(() => endOffers(db, region, clock()), { everyMillis, log, failure });
}
