import {
  Table,
  TableColumn,
  TableIndex,
  type MigrationInterface,
  type QueryRunner,
  type TableColumnOptions,
} from 'typeorm';

// Steps of migrations. On a server each of them is final at once, whatever becomes of the rest (its data definition is
// in no transaction), so each looks at what is there first: a migration that was cut off is run again from its start.

/** One step up from the level before, on both engines. Its class's name ends with milliseconds since 1970: the order. */
export abstract class Migration implements MigrationInterface {
  abstract up(runner: QueryRunner): Promise<void>;

  async down(): Promise<void> {
    throw new Error('Migrations run forward only: to go back, restore a backup.');
  }
}

export type MigrationClass = new () => Migration;

/** Migrations of several rooms in the order in which they run. */
export function inOrder(migrations: readonly MigrationClass[]): MigrationClass[] {
  const numberOf = ({ name }: MigrationClass): number => Number(name.slice(-13));
  return migrations.toSorted((one, other) => numberOf(one) - numberOf(other));
}

/** A column but for its name. */
export type Column = Omit<TableColumnOptions, 'name'>;

/** The types that both engines have; each is what an entity's column of the same type becomes. */
export const text = (length: number): Column => ({ type: 'varchar', length: String(length) });
export const longText = (): Column => ({ type: 'text' });
export const json = (): Column => ({ type: 'text' });
export const integer = (): Column => ({ type: 'integer' });
export const bigInteger = (): Column => ({ type: 'bigint' });
export const real = (): Column => ({ type: 'double precision' });
export const yesNo = (): Column => ({ type: 'boolean' });
/** UTC, to the millisecond. */
export const instant = (): Column => ({ type: 'datetime', precision: 3 });

export const key = (column: Column): Column => ({ ...column, isPrimary: true });
export const orNull = (column: Column): Column => ({ ...column, isNullable: true });
/** A number that the engine gives out. */
export const countedKey = (): Column => ({
  ...key(integer()),
  isGenerated: true,
  generationStrategy: 'increment',
});

/** An index by its columns. */
export type Index = readonly string[] | { readonly unique: readonly string[] };

function indexOf(name: string, index: Index): TableIndex {
  return 'unique' in index
    ? new TableIndex({ name, columnNames: [...index.unique], isUnique: true })
    : new TableIndex({ name, columnNames: [...index] });
}

/** A table with its columns and indexes by their names. */
export interface NewTable {
  readonly columns: Readonly<Record<string, Column>>;
  readonly indexes?: Readonly<Record<string, Index>>;
}

/** Makes those of the tables that are not there. */
export async function createTables(
  runner: QueryRunner,
  tables: Readonly<Record<string, NewTable>>,
): Promise<void> {
  for (const [name, { columns, indexes = {} }] of Object.entries(tables)) {
    const table = new Table({
      name,
      columns: Object.entries(columns).map(([column, options]) => ({ name: column, ...options })),
      indices: Object.entries(indexes).map(([index, by]) => indexOf(index, by)),
    });
    await runner.createTable(table, true);
  }
}

/** Adds those of the columns that are not there. A table may hold rows: a column is null for them, or has a default. */
export async function addColumns(
  runner: QueryRunner,
  table: string,
  columns: Readonly<Record<string, Column>>,
): Promise<void> {
  for (const [name, options] of Object.entries(columns)) {
    if (!(await runner.hasColumn(table, name)))
      await runner.addColumn(table, new TableColumn({ name, ...options }));
  }
}

/** Lets a column hold null, where it does not yet. */
export async function allowNull(runner: QueryRunner, table: string, name: string): Promise<void> {
  const column = (await runner.getTable(table))?.findColumnByName(name);
  if (!column || column.isNullable) return;
  const nullable = column.clone();
  nullable.isNullable = true;
  await runner.changeColumn(table, column, nullable);
}

/** Adds those of the indexes that are not there. */
export async function addIndexes(
  runner: QueryRunner,
  table: string,
  indexes: Readonly<Record<string, Index>>,
): Promise<void> {
  for (const [name, by] of Object.entries(indexes)) {
    const there = await runner.getTable(table);
    if (!there?.indices.some((index) => index.name === name))
      await runner.createIndex(table, indexOf(name, by));
  }
}

/** Drops those of the indexes that are there. */
export async function dropIndexes(
  runner: QueryRunner,
  table: string,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const there = await runner.getTable(table);
    if (there?.indices.some((index) => index.name === name)) await runner.dropIndex(table, name);
  }
}

/** Drops those of the columns that are there. */
export async function dropColumns(
  runner: QueryRunner,
  table: string,
  names: readonly string[],
): Promise<void> {
  for (const name of names) if (await runner.hasColumn(table, name)) await runner.dropColumn(table, name);
}

/** Drops those of the tables that are there. */
export async function dropTables(runner: QueryRunner, names: readonly string[]): Promise<void> {
  for (const name of names) await runner.dropTable(name, true);
}
