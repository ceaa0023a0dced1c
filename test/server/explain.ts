import type { Database } from '../../subgraphs/kit/database/database';
import { ROW } from '../../subgraphs/kit/list/list-query';

/** How the server goes about one table of a statement. */
export interface Step {
  /** Of the part of the statement that the table stands in, from 1. */
  readonly id: number | string;
  readonly table: string | null;
  readonly key: string | null;
  readonly rows: number | string | null;
  readonly Extra: string;
}

/** How the server carries out the last statement that `work` sends. */
export async function explain(db: Database, work: () => Promise<unknown>): Promise<Step[]> {
  const sent: [sql: string, parameters: unknown[]][] = [];
  const listening = jest
    .spyOn(db.read.dataSource.logger, 'logQuery')
    .mockImplementation(
      (sql, parameters) => void sent.push([sql, (parameters as unknown[] | undefined) ?? []]),
    );
  try {
    await work();
  } finally {
    listening.mockRestore();
  }
  const [sql, parameters] = sent.at(-1)!;
  return db.read.query<Step[]>(`EXPLAIN ${sql}`, parameters);
}

/** That the listed table is read first, along this index, and nothing is sorted. */
export function expectAlong(plan: readonly Step[], index: string): void {
  const [first] = plan;
  expect({ table: first?.table, key: first?.key }).toEqual({ table: ROW, key: index });
  expect(plan.map(({ Extra }) => Extra).join()).not.toMatch(/filesort|temporary/i);
}
