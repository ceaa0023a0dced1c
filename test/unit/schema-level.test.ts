import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import libsql from 'libsql';
import { Column, Entity } from 'typeorm';
import { projectRoot } from '../../schema/project';
import { services } from '../../schema/services';
import { openDatabase, migrateDatabase } from '../../subgraphs/kit/database/open-database';
import type { Database } from '../../subgraphs/kit/database/database';
import { describeDatabase } from '../../subgraphs/kit/database/address';
import { getProgram } from '../../subgraphs/programs';
import {
  addressOf,
  dropDatabases,
  engine,
  makeDatabases,
  restoreAt,
  selectAt,
  urlOf,
} from '../support/databases';
import { firstLevel, LaterNote, Note, Scrap, secondLevel, Tag } from '../support/levels';
import { rounds } from '../support/rounds';

const folder = mkdtempSync(join(tmpdir(), 'citizenship-level-'));
const files: string[] = [];
let file: string;

beforeEach(() => nextFile());

afterAll(async () => {
  await dropDatabases(...files);
  rmSync(folder, { recursive: true, force: true });
});

async function inDatabase<T>(opening: Promise<Database>, work: (db: Database) => T | Promise<T>): Promise<T> {
  const db = await opening;
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

const open = (contents = firstLevel): Promise<Database> => openDatabase(addressOf(file), contents);

async function failureOf(doing: Promise<unknown>): Promise<string> {
  const outcome = await doing.then(
    () => 'It was done.',
    (error: unknown) => error as Error,
  );
  if (typeof outcome === 'string') return outcome;
  expect(outcome.name).toBe('SetupError');
  return outcome.message.replace(describeDatabase(addressOf(file)), 'database');
}

const notes = [
  { id: 'a', text: 'one', author: 'Anwen', old: 'gone' },
  { id: 'b', text: 'three', author: '', old: null },
];

/** A database of the first level with rows. */
async function makeFirstLevel(): Promise<void> {
  await inDatabase(open(), (db) => db.write((manager) => manager.insert(Note, notes)));
}

async function rowsOfSecondLevel(): Promise<unknown> {
  return inDatabase(open(secondLevel), async ({ read }) => [
    await read.find(LaterNote, { order: { id: 'ASC' } }),
    await read.find(Tag, { order: { id: 'ASC' } }),
  ]);
}

const secondRows = [
  [
    { id: 'a', text: 'one', author: 'Anwen', length: 3 },
    { id: 'b', text: 'three', author: null, length: 5 },
  ],
  [
    { id: 'a', note: 'a' },
    { id: 'b', note: 'b' },
  ],
];

/** Runs a migration in a process that dies before a statement. Answers whether it died. */
async function dieBefore(statement: number, ...ofSubgraph: string[]): Promise<boolean> {
  const program = join(__dirname, '..', 'support', 'migrate-and-die.js');
  const child = fork(program, [urlOf(file), String(statement), ...ofSubgraph], { stdio: 'ignore' });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal === null && code !== 0) throw new Error(`It ended with ${code}.`);
  return signal === 'SIGKILL';
}

async function nextFile(): Promise<void> {
  file = join(folder, `${files.length}.db`);
  files.push(file);
  await makeDatabases(file);
}

describe('an empty database', () => {
  it('is made whole at the first opening, and is new only then', async () => {
    const isNew = [await inDatabase(open(), (db) => db.isNew), await inDatabase(open(), (db) => db.isNew)];
    expect(isNew).toEqual([true, false]);
  });

  it('can be made by a migration, too', async () => {
    const names = secondLevel.migrations.map(({ name }) => name);
    expect(await migrateDatabase(addressOf(file), secondLevel)).toEqual(names);
    expect(await migrateDatabase(addressOf(file), secondLevel)).toEqual([]);
    expect(await rowsOfSecondLevel()).toEqual([[], []]);
  });
});

describe('a database of an older level', () => {
  const refusal =
    'The database is at an older level than this software. Back it up, run "npx citizenship migrate wales" where this was run, and start again.';

  it('is refused with the command that mends it, and is left as it was', async () => {
    await makeFirstLevel();
    expect(await failureOf(open(secondLevel))).toBe(refusal);
    expect(await inDatabase(open(), ({ read }) => read.find(Note, { order: { id: 'ASC' } }))).toEqual(notes);
  });

  it('keeps its rows when it is migrated', async () => {
    await makeFirstLevel();
    expect(await migrateDatabase(addressOf(file), secondLevel)).toEqual(['LaterTables1795219300002']);
    expect(await rowsOfSecondLevel()).toEqual(secondRows);
  });
});

it('a database of a later release is refused, and is left as it was', async () => {
  await inDatabase(open(secondLevel), () => undefined);
  const refusal =
    'The database is of a later release than this software, which does not know its migration LaterTables1795219300002. Install that release, or restore a backup.';
  expect(await failureOf(open())).toBe(refusal);
  expect(await failureOf(migrateDatabase(addressOf(file), firstLevel))).toBe(refusal);
  expect(await rowsOfSecondLevel()).toEqual([[], []]);
});

it('a column without its migration is found out at the start', async () => {
  @Entity('scrap')
  class WithoutMigration extends Scrap {
    @Column({ type: 'integer', nullable: true })
    likes!: number | null;
  }
  const message = await failureOf(open({ ...firstLevel, entities: [Note, WithoutMigration] }));
  expect(message).toMatch(/has had every migration, and yet its tables are not those .*likes/);
});

describe.each(services.map(({ slug }) => slug))('the migrations of %s', (slug) => {
  it('make the tables of its entities, in the order of their numbers, each with a name of its own', async () => {
    const { contents } = await getProgram(slug);
    await inDatabase(open(contents), async ({ read }) => {
      expect((await read.dataSource.driver.createSchemaBuilder().log()).upQueries).toEqual([]);
    });
    const names = contents.migrations.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(names.toSorted((one, other) => Number(one.slice(-13)) - Number(other.slice(-13))));
  });
});

describe('a migration that is killed', () => {
  it.each([
    ['from an older level', makeFirstLevel, secondRows],
    ['from nothing', () => Promise.resolve(), [[], []]],
  ])(
    '%s, before whichever statement, is finished by running it again',
    async (_what, prepare, rows) => {
      let died = true;
      let statement = 0;
      while (died) {
        statement += rounds(1, 4);
        await nextFile();
        await prepare();
        died = await dieBefore(statement);
        await migrateDatabase(addressOf(file), secondLevel);
        expect(await rowsOfSecondLevel()).toEqual(rows);
      }
      expect(statement).toBeGreaterThan(10);
    },
    300_000,
  );
});

if (engine === 'embedded') {
  describe('a file that early software made, without migrations', () => {
    it('is taken for the first level, and goes on from there', async () => {
      const { contents } = await getProgram('wales');
      await restoreAt(
        file,
        readFileSync(join(projectRoot, 'test', 'support', 'level-1', 'embedded.sql'), 'utf8'),
      );
      const early = new libsql(file);
      early.exec('DROP TABLE IF EXISTS migrations');
      early.close();
      await expect(inDatabase(open(contents), () => null)).rejects.toThrow('npx citizenship migrate wales');
      const names = contents.migrations.map(({ name }) => name);
      const later = names.filter((name) => Number(name.slice(-13)) > 1_795_219_200_999);
      expect(await migrateDatabase(addressOf(file), contents)).toEqual(later);
      const rows = await selectAt<{ name: string }>(file, 'SELECT name FROM migrations');
      expect(rows.map(({ name }) => name).sort()).toEqual(names.toSorted());
    });
  });
}

describe('the dump that is kept of the first level', () => {
  const dump = readFileSync(join(projectRoot, 'test', 'support', 'level-1', `${engine}.sql`), 'utf8');

  /** Migrates it, opens it, and looks for all that stood in it. */
  async function expectKept(): Promise<void> {
    const wales = await getProgram('wales');
    await migrateDatabase(addressOf(file), wales.contents);
    await inDatabase(openDatabase(addressOf(file), wales.contents), () => undefined);
    const select = (sql: string): Promise<object[]> => selectAt(file, sql);
    expect([
      await select('SELECT id, displayName, email, postcode, visibility FROM member ORDER BY id'),
      await select('SELECT id, capacity, simultaneousTranslation FROM activity'),
      await select('SELECT id, activityId, memberId, memberName, status FROM booking'),
      await select("SELECT owner, text FROM search_text WHERE owner LIKE 'm%' ORDER BY owner"),
      await select('SELECT COUNT(*) AS changes FROM change_record'),
      await select("SELECT number, listedTo, data FROM change_record WHERE kind = 'BOOKING'"),
      await select('SELECT last FROM change_counter'),
      await select('SELECT slug FROM region'),
    ]).toEqual([
      [
        {
          id: 'm1',
          displayName: 'Anwen Rees (demo)',
          email: 'anwen@example.org',
          postcode: 'SA1 1AA',
          visibility: 'PUBLIC',
        },
        { id: 'm2', displayName: 'Llŷr Tŷ (demo)', email: null, postcode: null, visibility: 'PRIVATE' },
      ],
      [{ id: 'a1', capacity: 10, simultaneousTranslation: 1 }],
      [{ id: 'b1', activityId: 'a1', memberId: 'm1', memberName: 'Anwen Rees (demo)', status: 'BOOKED' }],
      [
        { owner: 'm1', text: 'anwen rees (demo)' },
        { owner: 'm2', text: 'llyr ty (demo)' },
      ],
      [{ changes: 5 }],
      // The feed had said nothing of bookings.
      [
        {
          number: 5,
          listedTo: '["member:m1","region:wales"]',
          data: '{"memberId":"m1","activityId":"a1","bookedAt":"2026-11-01T00:00:00.000Z"}',
        },
      ],
      [{ last: 5 }],
      [{ slug: 'wales' }],
    ]);
  }

  it('is served after a migration, with all that stood in it', async () => {
    await restoreAt(file, dump);
    await expectKept();
  });

  it('keeps it all, whichever statement of the migrations the process dies before', async () => {
    let died = true;
    let kills = 0;
    for (let statement = 1; died; statement += rounds(5, 12)) {
      await nextFile();
      await restoreAt(file, dump);
      died = await dieBefore(statement, 'wales');
      await expectKept();
      kills += Number(died);
    }
    process.stdout.write(`The migrations of a region died ${kills} times.\n`);
    expect(kills).toBeGreaterThanOrEqual(rounds(8, 3));
  }, 600_000);
});

it('tables that are not of this software are refused, and are left as they were', async () => {
  const db = await open(secondLevel);
  await db.write((manager) => manager.query('DROP TABLE migrations'));
  await db.close();
  expect(await failureOf(open(secondLevel))).toBe(
    'The database holds tables that this software did not make. Name an empty one with DATABASE_URL, or move it away.',
  );
  expect(await selectAt(file, 'SELECT * FROM tag')).toEqual([]);
});
