import type { Database } from '../../subgraphs/kit/database/database';
import { EarlierPlace, PLACE_LIFETIME_MILLIS } from '../../subgraphs/kit/list/earlier-place';
import { indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { entryEntities } from '../../subgraphs/directory/entries';
import { activity, applyTo, gone, member, now, page } from './feed-pages';
import { TemporaryFolder } from './temporary-folder';

const tables = [...entryEntities, ...indexEntities];
const folder = new TemporaryFolder();
let db: Database;

beforeAll(async () => {
  db = await folder.open(tables);
});

beforeEach(async () => {
  await db.write(async (manager) => {
    for (const table of tables) await manager.deleteAll(table);
  });
});

afterAll(() => folder.remove());

describe('the places that a row has left', () => {
  const places = async (): Promise<string[]> =>
    (await db.read.find(EarlierPlace, { order: { version: 'ASC' } })).map(
      ({ owner, name, sort }) => `${owner} ${name} ${sort}`,
    );

  it('are remembered in their order, and only where it moves', async () => {
    await applyTo(db, page([member('m1', 1, 'anwen'), activity('a1', 2)]));
    await applyTo(db, page([member('m1', 3, 'anwen'), activity('a1', 4)]));
    expect(await places()).toEqual([]);
    await applyTo(db, page([member('m1', 5, 'bethan')]));
    await applyTo(db, page([member('m1', 6, 'carys')]));
    const moved = activity('a1', 7) as { data: object };
    await applyTo(db, page([{ ...moved, data: { ...moved.data, startsAt: '2027-01-01T00:00:00.000Z' } }]));
    expect(await places()).toEqual([
      'm1 sortName anwen',
      'm1 sortName bethan',
      'a1 startsAt 2026-12-01 18:00:00.000',
    ]);
  });

  it.each([
    ['is deleted', gone('m1', 3)],
    ['takes its name back', member('m1', 3, '')],
  ])('are forgotten when it %s', async (_what, change) => {
    await applyTo(db, page([member('m1', 1, 'anwen'), member('m2', 2, 'anwen')]));
    await applyTo(db, page([member('m1', 3, 'bethan'), member('m2', 4, 'bethan')]));
    expect(await places()).toEqual(['m1 sortName anwen', 'm2 sortName anwen']);
    await applyTo(db, page([{ ...change, modified: 5 }]));
    expect(await places()).toEqual(['m2 sortName anwen']);
  });

  it('are forgotten after their time, and their versions are never given out again', async () => {
    await applyTo(db, page([member('m1', 1, 'anwen')]));
    await applyTo(db, page([member('m1', 2, 'bethan')]));
    const [first] = await db.read.find(EarlierPlace);
    await applyTo(db, page([member('m1', 3, 'carys')]));
    const later = new Date(now.getTime() + PLACE_LIFETIME_MILLIS + 2);
    await applyTo(db, page([activity('a1', 4)]), { at: later });
    expect(await places()).toEqual([]);
    await applyTo(db, page([member('m1', 5, 'dilys')]), { at: later });
    const [last] = await db.read.find(EarlierPlace);
    expect(last!.version).toBeGreaterThan(first!.version + 1);
  });
});
