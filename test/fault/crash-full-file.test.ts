import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Database } from '../../subgraphs/kit/database/database';
import { isUnavailable } from '../../subgraphs/kit/database/failures';
import { TemporaryFolder } from '../unit/temporary-folder';

@Entity('note')
class Note {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'text' })
  text!: string;
}

const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open([Note]);
});
afterAll(() => folder.remove());

/** Lets the file have so many pages, as a disk does that is full, or has room again. */
async function limit(pages: number): Promise<void> {
  await db.write((manager) => manager.query(`PRAGMA max_page_count = ${pages}`));
}

const store = (id: string, size = 10): Promise<unknown> =>
  db.write((manager) => manager.insert(Note, { id, text: 'x'.repeat(size) }));

const failureOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

test('what is acknowledged after the file could not grow is stored, also when another write gives up', async () => {
  await store('before');
  await limit(10);
  for (const time of [1, 2, 3]) {
    expect(isUnavailable(await failureOf(store(`too much ${time}`, 100_000)))).toBe(true);
    expect(await db.read.countBy(Note, { id: 'before' })).toBe(1);
  }
  await limit(1_000_000);
  const givingUp = db.write(async (manager) => {
    await manager.insert(Note, { id: 'given up', text: '' });
    throw new Error('gives up');
  });
  expect(await failureOf(givingUp)).toMatchObject({ message: 'gives up' });
  await store('after', 100_000);
  expect((await db.read.find(Note, { order: { id: 'ASC' } })).map(({ id }) => id)).toEqual([
    'after',
    'before',
  ]);
});
