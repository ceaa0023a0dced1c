import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import libsql from 'libsql';
import { DataSource, type EntityManager, type ObjectLiteral } from 'typeorm';
import { SetupError } from '../errors';
import { describeDatabase, type FileAddress } from './address';
import { findLevelOfBefore } from './before-migrations';
import type { Database, DatabaseContents } from './database';
import { embeddedFullText } from './embedded-full-text';
import { runEmbeddedTransaction } from './embedded-transaction';
import { isBusy } from './failures';
import { SEARCHED } from './full-text';
import { Mutex } from './mutex';
import { prepareSchema, type Prepared } from './schema-level';
import { statementCounter } from './statements';

/** A transaction that lost to another process is tried again as long as it began no longer ago than this. */
const RETRY_MILLIS = 2000;

/**
 * Runs a transaction, and again from its start where another process was quicker: one that has begun by reading is
 * refused at its first write, without any wait, where another has committed meanwhile.
 */
async function runTransaction<T>(
  source: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  for (;;) {
    try {
      return await runEmbeddedTransaction(source, work);
    } catch (error) {
      const isOver = performance.now() - startedAt > RETRY_MILLIS;
      if (isOver || !isBusy(error)) throw error;
    }
    await sleep(Math.random() * 20);
  }
}

/**
 * Has whole numbers bound, where TypeORM would write them into the statement: each would be a statement of its own, which
 * is prepared anew, and whose memory goes only when JavaScript collects its garbage (measured: 300 MB in 200,000 rows).
 */
function bindWholeNumbers({ driver }: DataSource): void {
  const escape = driver.escapeQueryWithParameters.bind(driver);
  driver.escapeQueryWithParameters = (sql, parameters) => {
    const bound = Object.entries(parameters).map(([name, value]: [string, unknown]) => [
      name,
      Number.isSafeInteger(value) ? BigInt(value as number) : value,
    ]);
    return escape(sql, Object.fromEntries(bound) as ObjectLiteral);
  };
}

// The driver has one connection each: an insert acknowledged on it while another request's transaction was open
// vanished when that rolled back. So one connection writes, behind a mutex, and another only reads.
function connect(
  { file }: FileAddress,
  { entities, migrations }: DatabaseContents,
  pragmas: readonly string[],
): Promise<DataSource> {
  const source = new DataSource({
    type: 'better-sqlite3',
    driver: libsql,
    database: file,
    entities,
    migrations: [...migrations],
    logger: statementCounter,
    prepareDatabase: (connection: { exec(sql: string): void }) => {
      for (const pragma of pragmas) connection.exec(`PRAGMA ${pragma}`);
    },
  });
  bindWholeNumbers(source);
  return source.initialize();
}

async function openFile(address: FileAddress, contents: DatabaseContents): Promise<DataSource> {
  try {
    mkdirSync(dirname(address.file), { recursive: true });
    return await connect(address, contents, [
      'busy_timeout = 10000',
      'journal_mode = WAL',
      'synchronous = FULL',
    ]);
  } catch (error) {
    const { message } = error as Error;
    const remedy = message.includes('not a database')
      ? 'Move that file away'
      : 'Make the folder writable, or set DATA_DIR';
    throw new SetupError(`Cannot open the database ${address.file}: ${message}. ${remedy}.`);
  }
}

/** At each opening: the engine drops triggers with a table that a migration makes anew, and a dump has no index. */
async function prepareSearch(source: DataSource): Promise<void> {
  if (!source.entityMetadatas.some(({ tableName }) => tableName === SEARCHED)) return;
  const there = await source.query<unknown[]>("SELECT 1 FROM sqlite_master WHERE name = 'search_text_fts'");
  for (const sql of embeddedFullText.createStatements) await source.query(sql);
  if (there.length === 0)
    await source.query("INSERT INTO search_text_fts(search_text_fts) VALUES ('rebuild')");
}

async function prepareFile(
  source: DataSource,
  {
    address,
    contents,
    mayMigrate,
  }: { address: FileAddress; contents: DatabaseContents; mayMigrate: boolean },
): Promise<Prepared> {
  const level = {
    source,
    name: describeDatabase(address),
    slug: contents.slug,
    findLevelOfBefore: () => findLevelOfBefore(source, contents),
  };
  const prepared = await prepareSchema(level, mayMigrate);
  await prepareSearch(source);
  return prepared;
}

/** Takes a file to the level of this software. Answers the migrations that ran. Throws SetupError. */
export async function migrateEmbedded(
  address: FileAddress,
  contents: DatabaseContents,
): Promise<readonly string[]> {
  const source = await openFile(address, contents);
  try {
    return (await prepareFile(source, { address, contents, mayMigrate: true })).ran;
  } finally {
    await source.destroy();
  }
}

/** Opens one database file (libsql), and creates it with its tables where it is missing. Throws SetupError. */
export async function openEmbedded(address: FileAddress, contents: DatabaseContents): Promise<Database> {
  const writer = await openFile(address, contents);
  const { isNew } = await prepareFile(writer, { address, contents, mayMigrate: false }).catch(
    async (error: unknown) => {
      await writer.destroy();
      throw error;
    },
  );
  const reader = await connect(address, contents, ['busy_timeout = 10000', 'query_only = ON']);
  const turn = new Mutex();
  const listeners = new Set<() => void>();
  return {
    isNew,
    warnings: [],
    read: reader.manager,
    write: async (work) => {
      const result = await turn.run(() => runTransaction(writer, work));
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
