import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'typeorm';

/** What one request has cost so far. */
export interface Work {
  statements: number;
}

const current = new AsyncLocalStorage<Work>();

/** Runs `body` and counts the SQL statements that it sends, whatever else the process does meanwhile. */
export function countingStatements<T>(work: Work, body: () => T): T {
  return current.run(work, body);
}

/** Runs `body` on nobody's account: what it sends is no part of the request that it comes from. */
export function countingNothing(body: () => void): void {
  current.exit(body);
}

/** Counts; says nothing, since a statement may hold what a person wrote. */
export const statementCounter: Logger = {
  logQuery: () => {
    const work = current.getStore();
    if (work) work.statements += 1;
  },
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};
