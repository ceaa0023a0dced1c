import libsql from 'libsql';
import { DataSource } from 'typeorm';
import type { DatabaseContents } from './database';

/** Every migration of the first level has a number up to this one. */
const FIRST_LEVEL = 1_795_219_200_999;

interface ColumnRow {
  readonly name: string;
}

// Tables of the search are the engine's; those of migrations are what is missing.
const TABLES = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
   AND name NOT LIKE 'search_text_fts%' AND name NOT IN ('migrations', 'database_being_made') ORDER BY name`;

/** Every column of every table, in words; the order of columns does not matter. */
async function describeTables(source: DataSource): Promise<string> {
  const tables = await source.query<ColumnRow[]>(TABLES);
  const described = tables.map(async ({ name }) => {
    const columns = await source.query<ColumnRow[]>(
      `SELECT name, type, "notnull", pk FROM pragma_table_info('${name.replaceAll("'", "''")}') ORDER BY name`,
    );
    return `${name}: ${JSON.stringify(columns)}`;
  });
  return (await Promise.all(described)).join('\n');
}

/**
 * The migrations that a file amounts to which has just the tables of the first level: early releases made those without
 * migrations. Null for any other file.
 */
export async function findLevelOfBefore(
  source: DataSource,
  { migrations }: Pick<DatabaseContents, 'migrations'>,
): Promise<readonly string[] | null> {
  const first = migrations.filter(({ name }) => Number(name.slice(-13)) <= FIRST_LEVEL);
  const model = new DataSource({
    type: 'better-sqlite3',
    driver: libsql,
    database: ':memory:',
    migrations: [...first],
  });
  await model.initialize();
  try {
    await model.runMigrations({ transaction: 'each' });
    const isSame = (await describeTables(model)) === (await describeTables(source));
    return isSame ? first.map(({ name }) => name) : null;
  } finally {
    await model.destroy();
  }
}
