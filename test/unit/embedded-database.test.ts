import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { storeRows, type Database } from '../../subgraphs/kit/database/database';
import { indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { openAt } from '../support/databases';
import { TemporaryFolder } from './temporary-folder';

@Entity('note')
class Note {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'varchar', length: 100 })
  text!: string;
}

const entities = [Note, ...indexEntities];
const folder = new TemporaryFolder();
let db: Database;

beforeEach(async () => {
  db = await folder.open(entities);
});

afterAll(() => folder.remove());

function note(id: string, text = ''): Note {
  return Object.assign(new Note(), { id, text });
}

async function idsIn(database: Database): Promise<string[]> {
  return (await database.read.find(Note, { order: { id: 'ASC' } })).map(({ id }) => id);
}

async function failureOf(opening: Promise<Database>): Promise<{ name: string; message: string }> {
  try {
    await (await opening).close();
  } catch (error) {
    const { name, message } = error as Error;
    return { name, message };
  }
  throw new Error('It was opened.');
}

describe('a transaction', () => {
  it('is seen by no reader until it is committed', async () => {
    const seen = await db.write(async (manager) => {
      await manager.insert(Note, note('a'));
      return { inside: await manager.count(Note), outside: await idsIn(db) };
    });
    expect({ ...seen, afterwards: await idsIn(db) }).toEqual({ inside: 1, outside: [], afterwards: ['a'] });
  });

  it('that fails stores nothing, and its failure reaches the caller', async () => {
    const failing = db.write(async (manager) => {
      await manager.insert(Note, note('a'));
      await manager.insert(Note, note('b'));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await idsIn(db)).toEqual([]);
  });

  it('does not take the work of another with it when it is rolled back', async () => {
    let fail!: (reason: Error) => void;
    const doomed = db.write(async (manager) => {
      await manager.insert(Note, note('doomed'));
      await new Promise((_resolve, reject) => (fail = reject));
    });
    const others = Array.from({ length: 5 }, (_, index) =>
      db.write((manager) => manager.insert(Note, note(`stays ${index}`))),
    );
    // The first one is under way while the others ask.
    await new Promise((resolve) => setTimeout(resolve, 20));
    fail(new Error('rolled back'));
    await expect(doomed).rejects.toThrow('rolled back');
    await Promise.all(others);
    expect(await idsIn(db)).toEqual(['stays 0', 'stays 1', 'stays 2', 'stays 3', 'stays 4']);
  });

  it('does not keep readers waiting', async () => {
    const count = await db.write(async (manager) => {
      await manager.insert(Note, note('a'));
      return Promise.all(Array.from({ length: 20 }, () => db.read.count(Note)));
    });
    expect(count).toEqual(Array.from({ length: 20 }, () => 0));
  });

  it('is the only way to write', async () => {
    await expect(db.read.insert(Note, note('a'))).rejects.toThrow(/readonly|read.?only/i);
    expect(await idsIn(db)).toEqual([]);
  });
});

describe('a file', () => {
  it('keeps its rows, and is new only once', async () => {
    const file = join(folder.path, 'kept.db');
    const first = await openAt(file, entities);
    await first.write((manager) => manager.insert(Note, note('a')));
    await first.close();
    const second = await openAt(file, entities);
    const found = await idsIn(second);
    await second.close();
    expect([first.isNew, second.isNew, found]).toEqual([true, false, ['a']]);
  });

  it('is made with the folders above it', async () => {
    const opened = await openAt(join(folder.path, 'far', 'below', 'new.db'), entities);
    await opened.close();
    expect(opened.isNew).toBe(true);
  });

  it.each([
    ['is no database', (file: string) => writeFileSync(file, 'Dear diary, '.repeat(500))],
    ['is a folder', (file: string) => mkdirSync(file)],
  ])('that %s is refused in one line', async (what, make) => {
    const file = join(folder.path, `${what}.db`);
    make(file);
    const { name, message } = await failureOf(openAt(file, entities));
    expect({ name, lines: message.split('\n').length, message }).toEqual({
      name: 'SetupError',
      lines: 1,
      message: expect.stringContaining(`Cannot open the database ${file}: `),
    });
  });

  it('in a folder that cannot be made is refused in one line', async () => {
    const inTheWay = join(folder.path, 'in-the-way');
    writeFileSync(inTheWay, '');
    const file = join(inTheWay, 'new.db');
    const { name, message } = await failureOf(openAt(file, entities));
    expect({ name, message }).toEqual({
      name: 'SetupError',
      message: expect.stringMatching(
        /^Cannot open the database .*new\.db: .*\. Make the folder writable, or set DATA_DIR\.$/,
      ),
    });
  });

  it('holds what was acknowledged even if nobody closes it', async () => {
    const file = join(folder.path, 'left-open.db');
    const left = await openAt(file, entities);
    await left.write((manager) => manager.insert(Note, note('a')));
    const copy = join(folder.path, 'copy.db');
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    await left.close();
    const opened = await openAt(copy, entities);
    const found = await idsIn(opened);
    await opened.close();
    expect(found).toEqual(['a']);
  });
});

describe('rows', () => {
  it('are stored in the place of those with the same key, more than one statement can carry', async () => {
    const many = Array.from({ length: 25_000 }, (_, index) => note(`n${index}`, 'before'));
    await db.write((manager) => storeRows(manager, Note, many));
    await db.write((manager) => storeRows(manager, Note, [note('n0', 'after'), note('n24999', 'after')]));
    const changed = await db.read.find(Note, { where: { text: 'after' }, order: { id: 'ASC' } });
    expect([await db.read.count(Note), changed]).toEqual([
      25_000,
      [note('n0', 'after'), note('n24999', 'after')],
    ]);
  });

  it('may be none', async () => {
    await db.write((manager) => storeRows(manager, Note, []));
    expect(await idsIn(db)).toEqual([]);
  });
});
