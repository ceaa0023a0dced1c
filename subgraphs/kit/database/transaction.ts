import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolConnection } from 'mysql2';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { isLostConnection, isLostToAnother, OutcomeUnknown } from './failures';

/** A transaction that lost to another is tried again as long as it began no longer ago than this. */
const RETRY_MILLIS = 2000;
const MAX_TRIES = 8;

async function commit(runner: QueryRunner): Promise<void> {
  try {
    await runner.commitTransaction();
  } catch (error) {
    throw isLostConnection(error) ? new OutcomeUnknown({ cause: error }) : error;
  }
}

/** A connection whose transaction cannot be rolled back is not given to anyone else. */
async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    if (runner.isTransactionActive) await runner.query('ROLLBACK');
  } catch {
    const connection = (await runner.connect()) as PoolConnection;
    connection.destroy();
  }
}

async function runOnce<T>(source: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  const runner = source.createQueryRunner();
  await runner.connect();
  try {
    await runner.startTransaction();
    const result = await work(runner.manager);
    await commit(runner);
    return result;
  } catch (error) {
    await rollBack(runner);
    throw error;
  } finally {
    await runner.release();
  }
}

/**
 * Runs `work` in one transaction on a server, and again where it lost a lock to another one: after a pause that no two
 * share. Throws OutcomeUnknown where the connection was lost during the commit.
 */
export async function runTransaction<T>(
  source: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  for (let tries = 1; ; tries += 1) {
    try {
      return await runOnce(source, work);
    } catch (error) {
      const isOver = tries >= MAX_TRIES || performance.now() - startedAt > RETRY_MILLIS;
      if (isOver || !isLostToAnother(error)) throw error;
    }
    await sleep(Math.random() * 20 * 2 ** tries);
  }
}
