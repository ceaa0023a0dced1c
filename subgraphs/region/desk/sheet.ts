import type { EntityManager } from 'typeorm';
import type { Problem } from '../../../schema/contract/problem';
import type { Change } from '../../kit/changes/change-record';
import type { RegionDefinition } from '../region-definition';
import type { CellProblem, Cells } from './cells';
import type { Column } from './columns';
import type { SheetKind } from './external-id';
import type { KnownNetworks } from './known-networks';

/** What rows are read and checked with. */
export interface Desk {
  readonly region: RegionDefinition;
  readonly networks: KnownNetworks;
  readonly now: Date;
}

/** A desk in a transaction. */
export interface DeskWork extends Desk {
  readonly manager: EntityManager;
}

/** A row that is to be stored: what it says, and what there is of it. */
export interface Brought<Row, Stored> {
  readonly externalId: string;
  readonly row: Row;
  /** Null for what is new. */
  readonly stored: Stored | null;
}

/** What came of storing a row. */
export interface Kept {
  /** Id of the member or the activity. */
  readonly id: string;
  readonly outcome: 'made' | 'changed' | 'same';
}

/** One kind of sheet: members, or activities. */
export interface Sheet<Row, Stored> {
  readonly kind: SheetKind;
  /** In the plural, for whoever counts them. */
  readonly noun: string;
  readonly columns: readonly Column[];
  /** Reads a row, and checks all that can be told by it alone; problems stand in the cells. */
  read(desk: Desk, cells: Cells): Row;
  /** What there is with these ids; with `isLocked`, nobody else changes it before the transaction ends. */
  find(
    work: DeskWork,
    ids: readonly string[],
    options: { isLocked: boolean },
  ): Promise<ReadonlyMap<string, Stored>>;
  /** Why a row cannot be brought to what there is, where it is new or another than the last time. */
  refuse(desk: Desk, brought: Brought<Row, Stored>): readonly CellProblem[];
  /** Why nothing at all can be brought any more to what was once; null where something can. */
  closed(stored: Stored | null): CellProblem | null;
  /** Stores rows that nothing is wrong with, in the order given; changes are recorded by the caller. */
  store(work: DeskWork, rows: readonly Brought<Row, Stored>[]): Promise<{ kept: Kept[]; changes: Change[] }>;
}

/** Any sheet: which rows and things go together is its own matter. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnySheet = Sheet<any, any>;

/** Tells the problems of an input as those of the cells that it came from; a cell that could not be read is not judged again. */
export function tellProblems(
  cells: Cells,
  problems: readonly Problem[],
  columnOf: (path: readonly string[]) => string,
): void {
  const unread = new Set(cells.problems.map(({ column }) => column));
  for (const { code, message, path } of problems) {
    const column = columnOf(path);
    if (!unread.has(column)) cells.problems.push({ column, code, message });
  }
}
