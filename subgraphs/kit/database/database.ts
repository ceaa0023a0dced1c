import type { DataSourceOptions, EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { MigrationClass } from './schema-steps';

/** The database of one subgraph. Whoever opens it closes it. */
export interface Database {
  /** Sees what is committed, never what a transaction under way has done. */
  readonly read: EntityManager;
  /**
   * Runs `work` in one transaction: all of it is stored, or nothing is. Every statement goes through its manager. On a
   * server, `work` is run again from its start when another transaction took a lock from it: it must not change
   * anything but what its manager stores, and not keep what an earlier run has read. Throws OutcomeUnknown when the
   * connection is lost during the commit: then, and then only, it may be stored although this throws.
   */
  write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** Calls `listener` after each transaction of this process that was committed, until the answer is called. */
  onCommit(listener: () => void): () => void;
  /** True when this opening created the tables: nothing is in them yet. */
  readonly isNew: boolean;
  /** What whoever runs the database should set otherwise, in words. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** What a subgraph keeps in its database. */
export interface DatabaseContents {
  /** Of the subgraph: names it in what a person is told to type. */
  readonly slug: string;
  readonly entities: NonNullable<DataSourceOptions['entities']>;
  /** Every step from nothing to the tables of the entities. */
  readonly migrations: readonly MigrationClass[];
}

/** How many values one statement carries: below SQLite's limit of bound parameters, and kind to MariaDB's packets. */
const MAX_BOUND_VALUES = 20_000;
/** As much as a prepared statement of the embedded engine may be worth keeping. */
const MAX_PREPARED_VALUES = 1000;
/** Up to so many rows are stored by one statement, on either engine. */
const FEW_ROWS = 32;

/**
 * How many rows the next statement stores. A statement of the embedded engine is prepared for its number of rows, kept,
 * and freed late, when JavaScript collects its garbage: 100,000 rows in batches of any size took 720 MB (measured). So
 * many rows are stored by statements of few sizes, which come again.
 */
function rowsAtOnce(left: number, columns: number, isEmbedded: boolean): number {
  if (!isEmbedded) return Math.max(1, Math.floor(MAX_BOUND_VALUES / columns));
  const most = Math.max(FEW_ROWS, Math.floor(MAX_PREPARED_VALUES / columns));
  return left <= FEW_ROWS ? left : 2 ** Math.floor(Math.log2(Math.min(left, most)));
}

/** Stores rows in as few statements as the engine takes; a row whose key is there already is replaced. */
export async function storeRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
): Promise<void> {
  const metadata = manager.dataSource.getMetadata(entity);
  const keys = metadata.primaryColumns.map((column) => column.propertyName);
  const others = metadata.columns.map((column) => column.propertyName).filter((name) => !keys.includes(name));
  const isEmbedded = manager.dataSource.options.type === 'better-sqlite3';
  for (let at = 0; at < rows.length;) {
    const size = rowsAtOnce(rows.length - at, metadata.columns.length, isEmbedded);
    const insert = manager
      .createQueryBuilder()
      .insert()
      .into(entity)
      .values(rows.slice(at, at + size))
      .updateEntity(false);
    await (others.length > 0 ? insert.orUpdate(others, keys) : insert.orIgnore()).execute();
    at += size;
  }
}
