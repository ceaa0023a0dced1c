import type { EntityManager } from 'typeorm';
import { recordChanges, type Change } from '../../kit/changes/change-record';
import type { Database } from '../../kit/database/database';
import { seededFaker } from '../../kit/demo/seeded-faker';
import type { Progress, SeedOptions, SeedResult } from '../../kit/program';
import { holdsPlace } from '../availability';
import type { RegionDefinition } from '../region-definition';
import { storeActivities, storeBookings, storeMembers } from '../region-store';
import { makeActivity } from './make-activities';
import { makeBookings } from './make-bookings';
import { makeMember } from './make-members';
import { demoShare } from './shares';

const BATCH = 500;

/** Calls `store` for batches of `total` rows, made one after another. */
async function inBatches<Row>(
  total: number,
  make: (index: number) => Row,
  store: (rows: Row[]) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < total; from += BATCH) {
    const length = Math.min(BATCH, total - from);
    await store(Array.from({ length }, (_, offset) => make(from + offset)));
  }
}

function seedWith(region: RegionDefinition, { size, now, onProgress }: SeedOptions) {
  const share = demoShare(size, region.row.slug);
  const total = share.groups + share.people + share.activities;
  let done = 0;
  const tell: Progress = () => onProgress?.(done, total);
  return async (manager: EntityManager): Promise<SeedResult> => {
    const transaction = { manager, region, areNew: true };
    const networks = await manager.find(region.types.Network, { order: { id: 'ASC' } });
    const networkIds = networks.map(({ id }) => id);
    const faker = seededFaker(`members of ${region.row.slug}`);
    let bookings = 0;
    const store = async (changes: Change[]): Promise<void> => {
      await recordChanges(manager, changes);
      done += changes.length;
      tell(done, total);
    };
    await inBatches(
      share.groups + share.people,
      (index) => makeMember(region, faker, { index, groups: share.groups, now, networkIds }),
      async (rows) => store(await storeMembers(transaction, rows)),
    );
    const activityFaker = seededFaker(`activities of ${region.row.slug}`);
    await inBatches(
      share.activities,
      (index) => {
        const activity = makeActivity(region, activityFaker, { index, now, networkIds });
        const its = makeBookings(region, activityFaker, { activity, size, now });
        const held = its.filter(({ status }) => holdsPlace.includes(status)).length;
        activity.hasPlaces = activity.capacity === null || held < activity.capacity;
        return { activity, its };
      },
      async (rows) => {
        const all = rows.flatMap(({ its }) => its);
        await recordChanges(manager, await storeBookings(transaction, all));
        bookings += all.length;
        await store(
          await storeActivities(
            transaction,
            rows.map(({ activity }) => activity),
          ),
        );
      },
    );
    return { members: share.groups + share.people, activities: share.activities, bookings };
  };
}

/** Fills a region that has no members yet with made-up ones, all in one transaction: all of it, or nothing. */
export async function seedRegion(
  db: Database,
  region: RegionDefinition,
  options: SeedOptions,
): Promise<SeedResult> {
  if ((await db.read.count(region.types.Member)) > 0) return 'has rows already';
  return db.write(seedWith(region, options));
}
