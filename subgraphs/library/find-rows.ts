import { In, type FindOptionsOrder, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';
import type { RequestContext } from '../kit/context';
import { groupBy } from '../kit/loaders';
import { Finding } from './finding';

type Entity<Row> = new () => Row;
type TextKey<Row> = keyof Row & string;

/** The row with this value in a unique column, read with the others that the request asks for; null when none has it. */
export function findRow<Row extends ObjectLiteral>(
  context: RequestContext,
  { entity, by }: { entity: Entity<Row>; by: TextKey<Row> },
  value: string,
): Promise<Row | null> {
  const loader = context.loaders.of<Row>(`${entity.name}.${by}`, async (values) => {
    const where = { [by]: In([...values]) } as FindOptionsWhere<Row>;
    const rows = await context.db.read.findBy(entity, where);
    return new Map(rows.map((row) => [row[by] as string, row]));
  });
  return loader.load(value);
}

/** The rows with these values in the order of the values; a value that no row has is left out. */
export async function findRows<Row extends ObjectLiteral>(
  context: RequestContext,
  column: { entity: Entity<Row>; by: TextKey<Row> },
  values: readonly string[],
): Promise<Row[]> {
  const found = await Promise.all(values.map((value) => findRow(context, column, value)));
  return found.filter((row) => row !== null);
}

/** Every row of a table, ordered by a column. For tables that stay small. */
export function findAll<Row extends ObjectLiteral>(
  context: RequestContext,
  entity: Entity<Row>,
  orderBy: TextKey<Row>,
): Promise<Row[]> {
  return context.db.read.find(entity, { order: { [orderBy]: 'ASC' } as FindOptionsOrder<Row> });
}

/** The findings of a publication in their order, read together for all publications; null where none are known. */
export function findFindings(context: RequestContext, publicationId: string): Promise<Finding[] | null> {
  const loader = context.loaders.of(Finding, async (ids) => {
    const rows = await context.db.read.find(Finding, {
      where: { publicationId: In([...ids]) },
      order: { position: 'ASC' },
    });
    return groupBy(rows, (row) => row.publicationId);
  });
  return loader.load(publicationId);
}
