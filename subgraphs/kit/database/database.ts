import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/** The database of one subgraph. Whoever opens it closes it. */
export interface Database {
  /** Sees what is committed, never what a transaction under way has done. */
  readonly read: EntityManager;
  /** Runs `work` in one transaction: all of it is stored, or nothing is. Every statement goes through its manager. */
  write<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** Calls `listener` after each transaction of this process that was committed, until the answer is called. */
  onCommit(listener: () => void): () => void;
  /** True when this opening created the tables: nothing is in them yet. */
  readonly isNew: boolean;
  close(): Promise<void>;
}

/** How many values one statement carries: below SQLite's limit of bound parameters, and kind to MariaDB's packets. */
const MAX_BOUND_VALUES = 20_000;

/** Stores rows in as few statements as the engine takes; a row whose key is there already is replaced. */
export async function storeRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
): Promise<void> {
  const metadata = manager.dataSource.getMetadata(entity);
  const keys = metadata.primaryColumns.map((column) => column.propertyName);
  const others = metadata.columns.map((column) => column.propertyName).filter((name) => !keys.includes(name));
  const perStatement = Math.max(1, Math.floor(MAX_BOUND_VALUES / metadata.columns.length));
  for (let at = 0; at < rows.length; at += perStatement) {
    const insert = manager
      .createQueryBuilder()
      .insert()
      .into(entity)
      .values(rows.slice(at, at + perStatement))
      .updateEntity(false);
    await (others.length > 0 ? insert.orUpdate(others, keys) : insert.orIgnore()).execute();
  }
}
