import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { encodeCursor, fingerprint, type Position, type SortType } from './cursor';
import { Facet } from './indexed-row';
import type { PageRequest } from './page-arguments';

/** The alias of the listed table in every condition. */
export const ROW = 'listed';

/** How a list is ordered: by one column, then by id in the same direction. */
export interface Order {
  readonly name: string;
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
  /** `instant` is an SQL date and time; in a cursor it is milliseconds since 1970. */
  readonly type: SortType;
}

/** One list that can be read page by page. */
export interface ListQuery {
  /** Names the list in its cursors. */
  readonly name: string;
  /** The filter, as the caller gave it: it marks the cursors. */
  readonly filter: unknown;
  readonly order: Order;
  /** The rows that the viewer may see and the filter lets through, as a query over the alias `listed`. */
  rows(manager: EntityManager): SelectQueryBuilder<ObjectLiteral>;
  /** Further columns that a page's row carries. */
  readonly columns: readonly string[];
  /** Where a row says which parent it hangs from, when the list hangs from one: a facet such as `theme`, or a column. */
  readonly parent?: { readonly by: 'facet' | 'column'; readonly name: string };
}

/** A row of a page: who it is and where it stands. */
export interface PageRow extends Position {
  readonly parent: string | null;
  readonly columns: Readonly<Record<string, string>>;
}

const opposite = { ASC: 'DESC', DESC: 'ASC' } as const;

function sortParameter({ type }: Order, sort: string | number): string | number | Date {
  return type === 'instant' ? new Date(Number(sort)) : sort;
}

function sortValue({ type }: Order, raw: unknown): string | number {
  if (type !== 'instant') return raw as string | number;
  return raw instanceof Date ? raw.getTime() : Date.parse(`${String(raw).replace(' ', 'T')}Z`);
}

/** One side of a position in a list; `inclusive` counts a row that stands at the position itself. */
export interface Beyond {
  readonly position: Position;
  readonly name: 'after' | 'before';
  readonly inclusive?: boolean;
}

// `a >= x AND (a > x OR id > y)` and not `(a, id) > (x, y)`: MariaDB does not use an index for the latter.
function beyond(
  query: SelectQueryBuilder<ObjectLiteral>,
  { order, position, name, inclusive = false }: Beyond & { order: Order },
): void {
  const sign = (order.direction === 'ASC') === (name === 'after') ? '>' : '<';
  const column = `${ROW}.${order.column}`;
  const idSign = inclusive ? `${sign}=` : sign;
  query.andWhere(
    `${column} ${sign}= :${name}Sort AND (${column} ${sign} :${name}Sort OR ${ROW}.id ${idSign} :${name}Id)`,
    { [`${name}Sort`]: sortParameter(order, position.sort), [`${name}Id`]: position.id },
  );
}

/** The mark of a list's cursors: a cursor of one parent is not one of another. */
export function markOf(list: ListQuery, parent: string | null): string {
  return fingerprint(list.name, list.filter, parent);
}

/** The cursor of a row of a list. */
export function cursorOf(list: ListQuery, row: PageRow): string {
  return encodeCursor(list.order.name, markOf(list, row.parent), row);
}

/** SQL for the parent that a row hangs from. */
function parentOf({ parent }: ListQuery): string {
  return parent?.by === 'column' ? `${ROW}.${parent.name}` : 'parent.value';
}

function withParents(
  list: ListQuery,
  query: SelectQueryBuilder<ObjectLiteral>,
  parents: readonly string[],
): SelectQueryBuilder<ObjectLiteral> {
  if (list.parent?.by === 'facet') {
    const join = `parent.owner = ${ROW}.id AND parent.name = :parentFacet`;
    query.innerJoin(Facet, 'parent', join, { parentFacet: list.parent.name });
  }
  return query.andWhere(`${parentOf(list)} IN (:...parents)`, { parents });
}

/** Which rows of a list to read. */
export interface PageRead {
  readonly request: PageRequest;
  /** Where the cursors of the request stand. */
  readonly between: { readonly after?: Position; readonly before?: Position };
  /** The parents whose rows to read; null for a list that hangs from none. */
  readonly parents: readonly string[] | null;
}

/** The rows of a page of each parent (of the whole list for null), in the list's order, and one more if there is one. */
export async function readPage(
  manager: EntityManager,
  list: ListQuery,
  { request, between, parents }: PageRead,
): Promise<PageRow[]> {
  const { order } = list;
  const query = list.rows(manager).select(`${ROW}.id`, 'id').addSelect(`${ROW}.${order.column}`, 'sort');
  for (const column of list.columns) query.addSelect(`${ROW}.${column}`, column);
  for (const name of ['after', 'before'] as const) {
    const position = between[name];
    if (position) beyond(query, { order, position, name });
  }
  const direction = request.fromEnd ? opposite[order.direction] : order.direction;
  const limit = request.size + 1;
  const raw = parents
    ? await partitioned(manager, withParents(list, query, parents), { list, direction, limit })
    : await query
        .orderBy(`${ROW}.${order.column}`, direction)
        .addOrderBy(`${ROW}.id`, direction)
        .limit(limit)
        .getRawMany<Record<string, unknown>>();
  return raw.map(({ id, sort, parent, ...rest }) => ({
    id: id as string,
    sort: sortValue(order, sort),
    parent: (parent as string | undefined) ?? null,
    columns: Object.fromEntries(list.columns.map((column) => [column, rest[column] as string])),
  }));
}

/** The first rows of each parent in one statement, however many parents there are. */
function partitioned(
  manager: EntityManager,
  query: SelectQueryBuilder<ObjectLiteral>,
  { list, direction, limit }: { list: ListQuery; direction: 'ASC' | 'DESC'; limit: number },
): Promise<Record<string, unknown>[]> {
  const parent = parentOf(list);
  const over = `PARTITION BY ${parent} ORDER BY ${ROW}.${list.order.column} ${direction}, ${ROW}.id ${direction}`;
  query.addSelect(parent, 'parent').addSelect(`ROW_NUMBER() OVER (${over})`, 'place');
  return manager
    .createQueryBuilder()
    .select('page.*')
    .from(`(${query.getQuery()})`, 'page')
    .where('page.place <= :limit', { ...query.getParameters(), limit })
    .orderBy('page.parent')
    .addOrderBy('page.place')
    .getRawMany();
}

/** How many rows the list has for each parent (for the whole list under null). */
export async function countRows(
  manager: EntityManager,
  list: ListQuery,
  parents: readonly string[] | null,
): Promise<Map<string | null, number>> {
  const query = list.rows(manager).select('COUNT(*)', 'count');
  if (parents) withParents(list, query, parents).addSelect(parentOf(list), 'parent').groupBy(parentOf(list));
  const raw = await query.getRawMany<{ count: number | string; parent?: string }>();
  return new Map(raw.map(({ count, parent }) => [parent ?? null, Number(count)]));
}

/** Whether the list has a row on one side of a position. */
export async function hasRowBeyond(
  manager: EntityManager,
  list: ListQuery,
  { parent, ...side }: Beyond & { parent: string | null },
): Promise<boolean> {
  const query = list.rows(manager).select('1', 'found').limit(1);
  if (parent !== null) withParents(list, query, [parent]);
  beyond(query, { order: list.order, ...side });
  return (await query.getRawMany()).length > 0;
}
