import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { isFailedDisk, OutcomeUnknown } from './failures';

/**
 * A disk that is full has the engine roll back by itself, and refuse to do so again. TypeORM then took the transaction
 * for one that goes on: the next one began within it, was acknowledged, and was never committed.
 */
async function leave(runner: QueryRunner): Promise<void> {
  try {
    await runner.rollbackTransaction();
  } catch {
    Object.assign(runner, { isTransactionActive: false, transactionDepth: 0 });
  }
}

async function commit(runner: QueryRunner): Promise<void> {
  try {
    await runner.commitTransaction();
  } catch (error) {
    // What was written and may not be on the disk is there, or is not, when the file is opened again.
    throw isFailedDisk(error) ? new OutcomeUnknown({ cause: error }) : error;
  }
}

/** Runs `work` in one transaction on the embedded engine's writing connection, which nobody else uses meanwhile. */
export async function runEmbeddedTransaction<T>(
  source: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    const result = await work(runner.manager);
    await commit(runner);
    return result;
  } catch (error) {
    await leave(runner);
    throw error;
  } finally {
    await runner.release();
  }
}
