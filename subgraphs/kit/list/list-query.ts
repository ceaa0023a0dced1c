import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { encodeCursor, fingerprint, type Position, type SortType } from './cursor';
import { EarlierPlace, LISTING_NOW, placeText } from './earlier-place';
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
  /** Where who reads on meets every row at the place that it had when the reading began (see `EarlierPlace`): who reads. */
  readonly keepsPlaces?: { readonly tokens: readonly string[] };
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

/** Where rows stand: SQL of their sort value, and how a value that it is compared with is written. */
interface Places {
  readonly sort: string;
  readonly name: 'now' | 'then';
  readonly write: (order: Order, sort: string | number) => string | number | Date;
}

function placesNow({ order }: ListQuery): Places {
  return { sort: `${ROW}.${order.column}`, name: 'now', write: sortParameter };
}

const placesThen: Places = {
  sort: 'place.sort',
  name: 'then',
  write: ({ type }, sort) => placeText(type, sort),
};

// `a >= x AND (a > x OR id > y)` and not `(a, id) > (x, y)`: MariaDB does not use an index for the latter.
function beyond(
  query: SelectQueryBuilder<ObjectLiteral>,
  { order, places, position, name, inclusive = false }: Beyond & { order: Order; places: Places },
): void {
  const sign = (order.direction === 'ASC') === (name === 'after') ? '>' : '<';
  const { sort, write } = places;
  const idSign = inclusive ? `${sign}=` : sign;
  const parameter = `${name}_${places.name}`;
  query.andWhere(
    `${sort} ${sign}= :${parameter} AND (${sort} ${sign} :${parameter} OR ${ROW}.id ${idSign} :${name}Id)`,
    { [parameter]: write(order, position.sort), [`${name}Id`]: position.id },
  );
}

/** A query over the rows of a list, with where they stand. */
interface Placed {
  readonly query: SelectQueryBuilder<ObjectLiteral>;
  readonly places: Places;
}

/**
 * The rows as they stood when a listing began: those that have not moved since, and, of those that have, the first
 * place that each of them has left.
 */
function placedRows(manager: EntityManager, list: ListQuery, listing: number | undefined): Placed[] {
  const current = { query: list.rows(manager), places: placesNow(list) };
  if (!list.keepsPlaces || listing === undefined) return [current];
  const since = { placeName: list.order.column, listing };
  const left = (alias: string): string =>
    `${alias}.owner = ${ROW}.id AND ${alias}.name = :placeName AND ${alias}.version > :listing`;
  current.query.andWhere(`NOT EXISTS (SELECT 1 FROM earlier_place place WHERE ${left('place')})`, since);
  const earlier = `SELECT 1 FROM earlier_place earlier WHERE ${left('earlier')} AND earlier.version < place.version`;
  const moved = list.rows(manager).innerJoin(EarlierPlace, 'place', left('place'), since);
  return [current, { query: moved.andWhere(`NOT EXISTS (${earlier})`), places: placesThen }];
}

/** Rows of one query or several: the first of all of them. */
function firstOf(
  manager: EntityManager,
  queries: readonly SelectQueryBuilder<ObjectLiteral>[],
  { columns, direction, limit }: { columns: readonly string[]; direction: 'ASC' | 'DESC'; limit: number },
): Promise<Record<string, unknown>[]> {
  const [only] = queries;
  if (only && queries.length === 1) return only.getRawMany();
  // By name: the order in which a query selects is not the order in which it was told to.
  const names = ['id', 'sort', ...columns].join(', ');
  const parts = queries.map((query) => `SELECT ${names} FROM (${query.getQuery()}) part`);
  const parameters = Object.assign({}, ...queries.map((query) => query.getParameters())) as ObjectLiteral;
  return manager
    .createQueryBuilder()
    .select('page.*')
    .from(`(${parts.join(' UNION ALL ')})`, 'page')
    .setParameters(parameters)
    .orderBy('page.sort', direction)
    .addOrderBy('page.id', direction)
    .limit(limit)
    .getRawMany();
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

/** The listing that a page belongs to: its cursors say so; none for a page that begins one. */
function listingOf({ after, before }: PageRead['between']): number | undefined {
  return after?.listing ?? before?.listing;
}

/** The rows of a page of each parent (of the whole list for null), in the list's order, and one more if there is one. */
export async function readPage(
  manager: EntityManager,
  list: ListQuery,
  { request, between, parents }: PageRead,
): Promise<PageRow[]> {
  const { order } = list;
  const direction = request.fromEnd ? opposite[order.direction] : order.direction;
  const limit = request.size + 1;
  const listing = listingOf(between);
  const queries = placedRows(manager, list, listing).map(({ query, places }) => {
    query.select(`${ROW}.id`, 'id').addSelect(places.sort, 'sort');
    for (const column of list.columns) query.addSelect(`${ROW}.${column}`, column);
    if (list.keepsPlaces && listing === undefined)
      query.addSelect(LISTING_NOW, 'listing').setParameter('placeTokens', list.keepsPlaces.tokens);
    for (const name of ['after', 'before'] as const) {
      const position = between[name];
      if (position) beyond(query, { order, places, position, name });
    }
    // In brackets it is no property to TypeORM, which would select it under the name of the column once more.
    if (parents) withParents(list, query, parents).addSelect(`(${parentOf(list)})`, 'parent');
    return query.orderBy(places.sort, direction).addOrderBy(`${ROW}.id`, direction).limit(limit);
  });
  const columns = [...list.columns, ...(parents ? ['parent'] : [])];
  const [query] = queries;
  const raw =
    query && parents && parents.length > 1
      ? await partitioned(manager, query, { list, direction, limit })
      : await firstOf(manager, queries, { columns, direction, limit });
  return raw.map(({ id, sort, parent, listing: begun, ...rest }) => ({
    id: id as string,
    sort: sortValue(order, sort),
    listing: begun === undefined ? listing : Number(begun),
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
  query.orderBy().limit();
  const parent = parentOf(list);
  const over = `PARTITION BY ${parent} ORDER BY ${ROW}.${list.order.column} ${direction}, ${ROW}.id ${direction}`;
  query.addSelect(`ROW_NUMBER() OVER (${over})`, 'place');
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
  const { direction } = list.order;
  const queries = placedRows(manager, list, side.position.listing).map(({ query, places }) => {
    query.select(`${ROW}.id`, 'id').addSelect(places.sort, 'sort').limit(1);
    if (parent !== null) withParents(list, query, [parent]);
    beyond(query, { order: list.order, places, ...side });
    return query;
  });
  return (await firstOf(manager, queries, { columns: [], direction, limit: 1 })).length > 0;
}
