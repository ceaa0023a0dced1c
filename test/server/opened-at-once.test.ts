import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangeCounter, ChangeRecord } from '../../subgraphs/kit/changes/change-record';
import type { Database } from '../../subgraphs/kit/database/database';
import { migrateDatabase } from '../../subgraphs/kit/database/open-database';
import { getProgram } from '../../subgraphs/programs';
import { addressOf, connectAsAdmin, dropDatabasesOf, makeDatabasesOf } from '../support/databases';
import { waitUntil } from '../support/wait-until';

// Two processes of one subgraph that start together on an empty database: both find no facts in it.

const folder = mkdtempSync(join(tmpdir(), 'citizenship-at-once-'));
let env: Record<string, string>;

beforeAll(async () => {
  env = await makeDatabasesOf(folder);
});
afterAll(async () => {
  await dropDatabasesOf(folder);
  rmSync(folder, { recursive: true, force: true });
});

/** What the feed says of the facts. */
async function feedOf({ read }: Database): Promise<object> {
  const { last } = await read.findOneByOrFail(ChangeCounter, { id: 1 });
  const rows = await read.find(ChangeRecord, { order: { number: 'ASC' } });
  return { last, numbers: rows.map(({ number }) => number), ids: new Set(rows.map(({ id }) => id)).size };
}

test.each([
  ['wales', "change_counter (id, epoch, last) VALUES (1, 'first', 0)"],
  ['library', "loaded_reference (id, hash) VALUES (1, 'first')"],
])('%s has its facts once', async (slug, firstRow) => {
  const program = await getProgram(slug);
  const address = addressOf(join(folder, `${slug}.db`));
  await migrateDatabase(address, program.contents);
  const admin = await connectAsAdmin('database' in address ? address.database : undefined);
  // Whoever begins to store facts waits for this row: until both do, neither gets on.
  await admin.query('START TRANSACTION');
  await admin.query(`INSERT INTO ${firstRow}`);
  const opening = Promise.all([program.open(env), program.open(env)]);
  const [table] = firstRow.split(' ');
  await waitUntil('both wait', async () => {
    const [waiting] = await admin.query(
      'SELECT id FROM information_schema.processlist WHERE info LIKE ? AND id <> CONNECTION_ID()',
      [`INSERT%\`${table}\`%`],
    );
    return (waiting as unknown[]).length === 2;
  });
  await admin.query('ROLLBACK');
  await admin.end();
  const [one, other] = await opening;
  const feed = (await feedOf(one)) as { last: number; numbers: number[]; ids: number };
  const { length } = feed.numbers;
  expect(feed).toEqual({ last: length, numbers: feed.numbers.map((_, index) => index + 1), ids: length });
  expect([length > 0, await feedOf(other)]).toEqual([true, feed]);
  await Promise.all([one.close(), other.close()]);
});
