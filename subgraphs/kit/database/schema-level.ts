import { Table, type DataSource, type TableColumnOptions } from 'typeorm';
import { SetupError } from '../errors';
import type { DatabaseContents } from './database';
import { bigInteger, countedKey } from './schema-steps';

// The level of a database is the set of migrations that it has had. A server takes one that has had just those that it
// knows, makes an empty one whole, and leaves every other as it is: an older one waits for "citizenship migrate", so
// that whoever runs it chooses when, with a backup.

/** A database whose level is looked at. */
export interface Levelled {
  /** A connection that may write. */
  readonly source: DataSource;
  /** Names the database in what a person is told. */
  readonly name: string;
  readonly slug: DatabaseContents['slug'];
  /** Names of the migrations that tables of before migrations amount to; null where the tables are of something else. */
  readonly findLevelOfBefore: () => Promise<readonly string[] | null>;
}

/** What came of it. */
export interface Prepared {
  /** True when all tables were made now. */
  readonly isNew: boolean;
  /** Names of the migrations that ran now. */
  readonly ran: readonly string[];
}

/** TypeORM's own, with a row for each migration that has run. */
const MIGRATIONS = 'migrations';
/** There from the first table to the last: a database that has it was cut off while it was made. */
const BEING_MADE = 'database_being_made';

async function tablesOf(source: DataSource): Promise<string[]> {
  const rows = await source.query<{ name: string }[]>(
    source.options.type === 'better-sqlite3'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
      : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
  );
  return rows.map(({ name }) => name);
}

async function mark(source: DataSource, isBeingMade: boolean): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    const columns = [{ name: 'id', type: 'integer', isPrimary: true }];
    if (isBeingMade) await runner.createTable(new Table({ name: BEING_MADE, columns }), true);
    else await runner.dropTable(BEING_MADE);
  } finally {
    await runner.release();
  }
}

async function runMigrations(source: DataSource): Promise<string[]> {
  const ran = await source.runMigrations({ transaction: 'each' });
  return ran.map(({ name }) => name);
}

async function make(source: DataSource): Promise<Prepared> {
  await mark(source, true);
  const ran = await runMigrations(source);
  await mark(source, false);
  return { isNew: true, ran };
}

/** Notes migrations as run, in a database that has no table for it yet. */
async function adopt(source: DataSource, names: readonly string[]): Promise<void> {
  await source.transaction(async ({ queryRunner }) => {
    const columns: TableColumnOptions[] = [
      { name: 'id', ...countedKey() },
      { name: 'timestamp', ...bigInteger() },
      { name: 'name', type: 'varchar' },
    ];
    await queryRunner?.createTable(new Table({ name: MIGRATIONS, columns }));
    for (const name of names)
      await queryRunner?.query(`INSERT INTO ${MIGRATIONS} (timestamp, name) VALUES (?, ?)`, [
        Number(name.slice(-13)),
        name,
      ]);
  });
}

/** Names of the migrations that a database has had. */
async function readExecuted(
  { source, name, findLevelOfBefore }: Levelled,
  tables: readonly string[],
): Promise<readonly string[]> {
  if (!tables.includes(MIGRATIONS)) {
    const names = await findLevelOfBefore();
    if (names === null)
      throw new SetupError(
        `The ${name} holds tables that this software did not make. Name an empty one with DATABASE_URL, or move it away.`,
      );
    await adopt(source, names);
    return names;
  }
  const rows = await source.query<{ name: string }[]>(`SELECT name FROM ${MIGRATIONS}`);
  return rows.map((row) => row.name);
}

function checkKnown({ source, name }: Levelled, executed: readonly string[]): void {
  const known = source.migrations.map((migration) => migration.name ?? migration.constructor.name);
  const unknown = executed.find((one) => !known.includes(one));
  if (unknown !== undefined)
    throw new SetupError(
      `The ${name} is of a later release than this software, which does not know its migration ${unknown}. Install that release, or restore a backup.`,
    );
}

/** Brings a database to the level of this software where that may be; throws SetupError and changes nothing else. */
async function reachLevel(levelled: Levelled, mayMigrate: boolean): Promise<Prepared> {
  const { source, name, slug } = levelled;
  const tables = await tablesOf(source);
  if (tables.length === 0 || tables.includes(BEING_MADE)) return make(source);
  const executed = await readExecuted(levelled, tables);
  checkKnown(levelled, executed);
  if (executed.length === source.migrations.length) return { isNew: false, ran: [] };
  if (!mayMigrate)
    throw new SetupError(
      `The ${name} is at an older level than this software. Back it up, run "npx citizenship migrate ${slug}" where this was run, and start again.`,
    );
  return { isNew: false, ran: await runMigrations(source) };
}

/**
 * Makes sure that the tables are those of the entities: makes them in an empty database, and takes the steps from an
 * older level where `mayMigrate`. What was cut off goes on from where it was. Throws SetupError where the database is
 * not what this software knows, and says what to do.
 */
export async function prepareSchema(levelled: Levelled, mayMigrate: boolean): Promise<Prepared> {
  const { source, name } = levelled;
  const prepared = await reachLevel(levelled, mayMigrate);
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  const [first] = upQueries;
  if (first)
    throw new SetupError(
      `The ${name} has had every migration, and yet its tables are not those of this software, which would still do: ${first.query}. Undo what was changed by hand; in a release of your own, write the migration.`,
    );
  return prepared;
}
