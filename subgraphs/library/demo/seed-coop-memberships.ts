import { regions } from '../../../schema/regions';
import { storeRows, type Database } from '../../kit/database/database';
import { demoId } from '../../kit/demo/demo-id';
import { seededFaker } from '../../kit/demo/seeded-faker';
import type { SeedOptions, SeedResult } from '../../kit/program';
import { CoopMembership } from '../coop-membership';

/** One made-up member in so many holds a membership of the cooperative. */
const EVERY = 20;
const AT_MOST_A_REGION = 12;

/** The cooperative was registered on the day before. */
const FIRST_DAY = '2020-10-27T00:00:00Z';

function membershipsOf(slug: string, { size, now }: SeedOptions): CoopMembership[] {
  const faker = seededFaker(`cooperative of ${slug}`);
  const members = Math.floor(size.members / regions.length);
  const holders = Math.min(AT_MOST_A_REGION, Math.ceil(members / EVERY));
  return Array.from({ length: holders }, (_, number) => {
    const memberId = demoId(slug, 'member', number * EVERY);
    return {
      id: demoId(memberId, 'coop-membership'),
      memberId,
      organisationId: null,
      since: faker.date.between({ from: FIRST_DAY, to: now }).toISOString().slice(0, 10),
      status: 'ACTIVE',
    };
  });
}

/** Gives some of the regions' made-up members a membership of the cooperative. */
export async function seedCoopMemberships(db: Database, options: SeedOptions): Promise<SeedResult> {
  if ((await db.read.count(CoopMembership)) > 0) return 'has rows already';
  const rows = regions.flatMap(({ slug }) => membershipsOf(slug, options));
  await db.write((manager) => storeRows(manager, CoopMembership, rows));
  options.onProgress?.(rows.length, rows.length);
  return { coopMemberships: rows.length };
}
