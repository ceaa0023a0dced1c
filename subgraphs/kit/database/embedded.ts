import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import libsql from 'libsql';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { SetupError } from '../errors';
import type { Database } from './database';
import { embeddedFullText } from './full-text';
import { Mutex } from './mutex';
import { statementCounter } from './statements';

type Entities = NonNullable<DataSourceOptions['entities']>;

// The driver has one connection each: an insert acknowledged on it while another request's transaction was open
// vanished when that rolled back. So one connection writes, behind a mutex, and another only reads.
function connect(file: string, entities: Entities, pragmas: readonly string[]): Promise<DataSource> {
  return new DataSource({
    type: 'better-sqlite3',
    driver: libsql,
    database: file,
    entities,
    logger: statementCounter,
    prepareDatabase: (connection: { exec(sql: string): void }) => {
      for (const pragma of pragmas) connection.exec(`PRAGMA ${pragma}`);
    },
  }).initialize();
}

async function openFile(file: string, entities: Entities): Promise<DataSource> {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return await connect(file, entities, [
      'busy_timeout = 10000',
      'journal_mode = WAL',
      'synchronous = FULL',
    ]);
  } catch (error) {
    const { message } = error as Error;
    const remedy = message.includes('not a database')
      ? 'Move that file away'
      : 'Make the folder writable, or set DATA_DIR';
    throw new SetupError(`Cannot open the database ${file}: ${message}. ${remedy}.`);
  }
}

/** Creates the tables of a new file; refuses a file whose tables are not the ones that this code knows. */
async function prepareTables(writer: DataSource, file: string): Promise<boolean> {
  const tables = await writer.query<unknown[]>("SELECT name FROM sqlite_master WHERE type = 'table'");
  const isNew = tables.length === 0;
  if (isNew) await writer.synchronize();
  const { upQueries } = await writer.driver.createSchemaBuilder().log();
  if (upQueries.length > 0) {
    throw new SetupError(
      `The database ${file} was made by another version of this software. Move it away, and start again to have a new one.`,
    );
  }
  // Not only for a new file: a process may have died between making the tables and making these.
  for (const sql of embeddedFullText.createStatements) await writer.query(sql);
  return isNew;
}

/** Opens one database file (libsql), and creates it with its tables where it is missing. */
export async function openEmbedded(file: string, entities: Entities): Promise<Database> {
  const writer = await openFile(file, entities);
  const isNew = await prepareTables(writer, file).catch(async (error: unknown) => {
    await writer.destroy();
    throw error;
  });
  const reader = await connect(file, entities, ['busy_timeout = 10000', 'query_only = ON']);
  const turn = new Mutex();
  const listeners = new Set<() => void>();
  return {
    isNew,
    read: reader.manager,
    write: async (work) => {
      const result = await turn.run(() => writer.transaction(work));
      for (const listener of listeners) listener();
      return result;
    },
    onCommit: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      await turn.run(() => writer.destroy());
      await reader.destroy();
    },
  };
}
