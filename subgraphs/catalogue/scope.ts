import type { EntityManager, EntityTarget, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { columnIn, listedTo } from '../kit/list/conditions';
import { ROW } from '../kit/list/list-query';

/**
 * Over which rows a list runs. The same lists run in a region, over its own rows, and in the directory, over what all
 * regions have told it: one meaning of a filter, so that a question has the same answer in both.
 */
export interface ListScope {
  readonly entity: EntityTarget<ObjectLiteral>;
  /** The region that all rows are of; null where each row says it in its column `region`. */
  readonly ownRegion: string | null;
  /** Tokens of who asks: only rows listed to one of them exist for this list. */
  readonly tokens: readonly string[];
  readonly now: Date;
  /** The facet that holds the parent, where the list hangs from one. */
  readonly parentFacet?: string;
}

/** Where a list begins: the rows that the asker may find, of the regions asked for. */
export function rowsInScope(
  manager: EntityManager,
  scope: ListScope,
  regions: readonly string[] | null | undefined,
): SelectQueryBuilder<ObjectLiteral> {
  const query = manager.createQueryBuilder().from(scope.entity, ROW);
  listedTo(query, scope.tokens);
  if (scope.ownRegion === null) columnIn(query, 'region', regions);
  else if (regions && !regions.includes(scope.ownRegion)) query.andWhere('1 = 0');
  return query;
}

/** Columns that the rows of a page carry beside their place. */
export function scopeColumns(scope: ListScope): readonly string[] {
  return scope.ownRegion === null ? ['region'] : [];
}
