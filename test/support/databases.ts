import { createHash } from 'node:crypto';
import { join } from 'node:path';
import libsql from 'libsql';
import { createConnection, type Connection } from 'mysql2/promise';
import { Table, type QueryRunner } from 'typeorm';
import { services } from '../../schema/services';
import { readDatabaseAddress, type DatabaseAddress } from '../../subgraphs/kit/database/address';
import type { Database, DatabaseContents } from '../../subgraphs/kit/database/database';
import { SEARCHED } from '../../subgraphs/kit/database/full-text';
import { fullTextOf } from '../../subgraphs/kit/database/full-text-of';
import { openDatabase } from '../../subgraphs/kit/database/open-database';
import { Migration } from '../../subgraphs/kit/database/schema-steps';

// Where the tests have their databases: in files, or on the server that was started for them. Everything goes by the
// path of a file; on the server, a database stands for it.

/** What the tests of this file run on. */
export const engine = (globalThis as { testEngine?: 'mariadb' }).testEngine ?? 'embedded';

function nameOf(file: string): string {
  return `t_${createHash('sha256').update(file).digest('hex').slice(0, 24)}`;
}

function port(): number {
  return Number(process.env['TEST_MARIADB_PORT']);
}

/** A connection to the server as its administrator. */
export function connectAsAdmin(database?: string): Promise<Connection> {
  return createConnection({ host: '127.0.0.1', port: port(), user: 'root', database });
}

async function administer(...statements: string[]): Promise<void> {
  const connection = await connectAsAdmin();
  try {
    for (const sql of statements) await connection.query(sql);
  } finally {
    await connection.end();
  }
}

/** Where a file's database is, as DATABASE_URL has it. */
export function urlOf(file: string): string {
  const { user, password } = { user: 'partner', password: encodeURIComponent('p@rt/ner:%41?') };
  return engine === 'embedded' ? file : `mysql://${user}:${password}@127.0.0.1:${port()}/${nameOf(file)}`;
}

/** Makes sure that a database can be opened there. */
export async function makeDatabases(...files: string[]): Promise<void> {
  if (engine === 'mariadb')
    await administer(...files.map((file) => `CREATE DATABASE IF NOT EXISTS ${nameOf(file)}`));
}

/** Drops databases, where they do not go with a folder. */
export async function dropDatabases(...files: string[]): Promise<void> {
  if (engine === 'mariadb')
    await administer(...files.map((file) => `DROP DATABASE IF EXISTS ${nameOf(file)}`));
}

function filesOf(folder: string): string[] {
  return services.map(({ slug }) => join(folder, `${slug}.db`));
}

/** The variables by which every subgraph keeps its database in a folder, with the databases made. */
export async function makeDatabasesOf(folder: string): Promise<Record<string, string>> {
  await makeDatabases(...filesOf(folder));
  return variablesOf(folder);
}

/** The variables of a folder whose databases are made. */
export function variablesOf(folder: string): Record<string, string> {
  if (engine === 'embedded') return { DATA_DIR: folder };
  const urls = services.map(({ slug, databaseVariable }) => [
    databaseVariable,
    urlOf(join(folder, `${slug}.db`)),
  ]);
  return { DATA_DIR: folder, ...Object.fromEntries(urls) };
}

/** Rows of the database of a file, read behind the back of whichever process has it open. */
export async function selectAt<Row>(file: string, sql: string): Promise<Row[]> {
  if (engine === 'mariadb') {
    const connection = await connectAsAdmin(nameOf(file));
    const [rows] = await connection.query(sql).finally(() => connection.end());
    return rows as Row[];
  }
  const db = new libsql(file, { readonly: true });
  try {
    return db.prepare(sql).all([]) as Row[];
  } finally {
    db.close();
  }
}

/** Puts what a dump says into the empty database of a file. */
export async function restoreAt(file: string, dump: string): Promise<void> {
  if (engine === 'embedded') {
    const db = new libsql(file);
    db.exec(dump);
    db.close();
    return;
  }
  const options = { host: '127.0.0.1', port: port(), user: 'root', database: nameOf(file) };
  const connection = await createConnection({ ...options, multipleStatements: true, charset: 'utf8mb4' });
  // As a client of the server does: the dump escapes signs in the usual way.
  await connection.query("SET sql_mode = ''");
  await connection.query(dump).finally(() => connection.end());
}

export function dropDatabasesOf(folder: string): Promise<void> {
  return dropDatabases(...filesOf(folder));
}

export function addressOf(file: string): DatabaseAddress {
  return readDatabaseAddress(urlOf(file));
}

/** Makes the tables of whichever entities, as no migration of the product may: it would change when they do. */
class TablesOfEntities1795219200000 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    const { driver, entityMetadatas } = runner.dataSource;
    for (const metadata of entityMetadatas) await runner.createTable(Table.create(metadata, driver), true);
    if (entityMetadatas.some(({ tableName }) => tableName === SEARCHED))
      for (const sql of fullTextOf(runner.dataSource).createStatements) await runner.query(sql);
  }
}

/** The contents of a database that is there for its entities alone. */
export function contentsOf(entities: DatabaseContents['entities']): DatabaseContents {
  return { slug: 'test', entities, migrations: [TablesOfEntities1795219200000] };
}

/** Opens the database of a file with these tables, and makes it where it is missing. */
export async function openAt(file: string, entities: DatabaseContents['entities']): Promise<Database> {
  await makeDatabases(file);
  return openDatabase(addressOf(file), contentsOf(entities));
}
