import { recordChanges, startCounting, type Change } from '../../subgraphs/kit/changes/change-record';
import type { Database } from '../../subgraphs/kit/database/database';
import { getProgram } from '../../subgraphs/programs';
import { readActivitiesPage } from '../../subgraphs/region/public/activities-page';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { TemporaryFolder } from '../unit/temporary-folder';
import { explain } from './explain';

// What is recorded here is for a region's coordinators alone, so that a page has nothing to stop at and reads to the end.

const ACTIVITIES = 300;
const MEMBERS = 3000;
const folder = new TemporaryFolder();
let db: Database;
let program: RegionProgram;

function changesOf(kind: Change['kind'], count: number): Change[] {
  return Array.from({ length: count }, (_, index) => ({
    state: 'updated' as const,
    id: `${kind}${index}`,
    kind,
    listedTo: ['region:wales'],
    data: {},
  }));
}

beforeAll(async () => {
  program = (await getProgram('wales')) as RegionProgram;
  db = await folder.open(program.contents.entities);
  await db.write(async (manager) => {
    await startCounting(manager);
    await recordChanges(manager, [...changesOf('ACTIVITY', ACTIVITIES), ...changesOf('MEMBER', MEMBERS)]);
  });
  await db.write((manager) => manager.query('ANALYZE TABLE change_record, activity'));
});
afterAll(() => folder.remove());

test.each([
  ['the first page', 0],
  ['a page in between', ACTIVITIES / 2],
  ['the last page, where readers wait while members change,', ACTIVITIES],
])('%s of the public feed passes by members', async (_page, after) => {
  const [first, ...rest] = await explain(db, () =>
    readActivitiesPage(db, program.region, { after, limit: 500 }),
  );
  expect({ table: first?.table, key: first?.key }).toEqual({
    table: 'record',
    key: 'change_record_by_kind',
  });
  expect(Number(first?.rows)).toBeLessThanOrEqual(ACTIVITIES);
  expect([first, ...rest].map((step) => step?.Extra).join()).not.toMatch(/filesort|temporary/i);
});
