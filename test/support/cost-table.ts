import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFolder } from '../../schema/project';

/** What one example operation costs. */
export interface CostRow {
  readonly operation: string;
  readonly subgraphCalls: number;
  readonly statements: number;
}

/** The committed table of `schema/examples/README.md`. */
export function readCostTable(): CostRow[] {
  const text = readFileSync(join(schemaFolder, 'examples', 'README.md'), 'utf8');
  const rows = [...text.matchAll(/^\| \[?([a-z-]+)\]?(?:\([^)]*\))? *\| *(\d+) *\| *(\d+) *\|/gm)];
  return rows.map(([, operation = '', calls, statements]) => ({
    operation,
    subgraphCalls: Number(calls),
    statements: Number(statements),
  }));
}
