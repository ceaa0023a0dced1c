import { Column, Index, PrimaryColumn } from 'typeorm';
import type { MemberFilter } from '../../schema/contract/filters';
import type { MemberKind, MemberOrder } from '../../schema/contract/member-enums';
import { BadInput } from '../kit/errors';
import { columnIn, facetAny, textMatches } from '../kit/list/conditions';
import { ROW, type ListQuery, type Order } from '../kit/list/list-query';
import { endBeforeStart } from './messages';
import { checkRegions } from './region-filter';
import { rowsInScope, scopeColumns, type ListScope } from './scope';

/** The columns by which members are listed, in a region and in the directory alike. */
@Index('member_by_joined', ['joinedAt', 'id'])
@Index('member_by_name', ['sortName', 'id'])
export abstract class ListedMember {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'varchar', length: 10 })
  kind!: MemberKind;

  /** As `sortName()` makes it; empty where the name is not for the asker's eyes. */
  @Column({ type: 'varchar', length: 200 })
  sortName!: string;

  @Column({ type: 'datetime', precision: 3 })
  joinedAt!: Date;
}

const orders: Readonly<Record<MemberOrder, Order>> = {
  JOINED_NEWEST_FIRST: {
    name: 'JOINED_NEWEST_FIRST',
    column: 'joinedAt',
    direction: 'DESC',
    type: 'instant',
  },
  JOINED_OLDEST_FIRST: { name: 'JOINED_OLDEST_FIRST', column: 'joinedAt', direction: 'ASC', type: 'instant' },
  NAME: { name: 'NAME', column: 'sortName', direction: 'ASC', type: 'text' },
};

/** The list of members. Throws BadInput and UNKNOWN_REGION. */
export function memberList(
  scope: ListScope,
  filter: MemberFilter | null | undefined,
  orderBy: MemberOrder = 'JOINED_NEWEST_FIRST',
): ListQuery {
  const { regions, kinds, levels, networks, joinedFrom, joinedTo, text } = filter ?? {};
  if (joinedFrom && joinedTo && joinedTo <= joinedFrom) {
    throw new BadInput(endBeforeStart('joinedTo', 'joinedFrom', { from: joinedFrom, to: joinedTo }));
  }
  checkRegions(filter?.regions);
  return {
    name: 'members',
    filter,
    order: orders[orderBy],
    columns: scopeColumns(scope),
    parent: scope.parentFacet ? { by: 'facet', name: scope.parentFacet } : undefined,
    rows: (manager) => {
      const query = rowsInScope(manager, scope, regions);
      columnIn(query, 'kind', kinds);
      facetAny(query, 'level', levels);
      facetAny(query, 'network', networks);
      if (joinedFrom) query.andWhere(`${ROW}.joinedAt >= :joinedFrom`, { joinedFrom: new Date(joinedFrom) });
      if (joinedTo) query.andWhere(`${ROW}.joinedAt < :joinedTo`, { joinedTo: new Date(joinedTo) });
      textMatches(query, text);
      return query;
    },
  };
}
