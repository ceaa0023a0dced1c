import { Column, Index, PrimaryColumn } from 'typeorm';
import type { NetworkFilter } from '../../schema/contract/filters';
import { columnIn, textMatches } from '../kit/list/conditions';
import type { ListQuery } from '../kit/list/list-query';
import { checkRegions } from './region-filter';
import { rowsInScope, scopeColumns, type ListScope } from './scope';

/** The columns by which networks are listed, in a region and in the directory alike. */
@Index('network_by_name', ['sortName', 'id'])
export abstract class ListedNetwork {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'varchar', length: 200 })
  sortName!: string;

  /** Id of the cohort; null where it is not known. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  cohort!: string | null;
}

/** The list of networks by name. Throws UNKNOWN_REGION. */
export function networkList(scope: ListScope, filter: NetworkFilter | null | undefined): ListQuery {
  checkRegions(filter?.regions);
  return {
    name: 'networks',
    filter,
    order: { name: 'NAME', column: 'sortName', direction: 'ASC', type: 'text' },
    columns: scopeColumns(scope),
    parent: scope.parentFacet ? { by: 'facet', name: scope.parentFacet } : undefined,
    rows: (manager) => {
      const query = rowsInScope(manager, scope, filter?.regions);
      if (filter?.cohort) columnIn(query, 'cohort', [filter.cohort]);
      textMatches(query, filter?.text);
      return query;
    },
  };
}
