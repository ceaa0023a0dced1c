import { Column, Index, PrimaryColumn } from 'typeorm';
import type {
  ActivityKind,
  ActivityOrder,
  ActivityStatus,
  AttendanceMode,
  Audience,
} from '../../schema/contract/activity-enums';
import type { ActivityFilter } from '../../schema/contract/filters';
import { BadInput } from '../kit/errors';
import { columnIn, facetAll, facetAny, textMatches } from '../kit/list/conditions';
import { ROW, type ListQuery, type Order } from '../kit/list/list-query';
import { endBeforeStart } from './messages';
import { readCircle, withinCircle } from './near';
import { checkRegions } from './region-filter';
import { rowsInScope, scopeColumns, type ListScope } from './scope';

/** The columns by which activities are listed, in a region and in the directory alike. */
@Index('activity_by_start', ['startsAt', 'id'])
@Index('activity_by_publication', ['publishedAt', 'id'])
export abstract class ListedActivity {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'varchar', length: 30 })
  kind!: ActivityKind;

  @Column({ type: 'varchar', length: 20 })
  audience!: Audience;

  @Column({ type: 'varchar', length: 20 })
  mode!: AttendanceMode;

  @Column({ type: 'varchar', length: 20 })
  status!: ActivityStatus;

  @Column({ type: 'datetime', precision: 3 })
  startsAt!: Date;

  /** Null until it is published. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  publishedAt!: Date | null;

  /** WGS 84 degrees of the place; null where it is only online. */
  @Column({ type: 'double precision', nullable: true })
  latitude!: number | null;

  @Column({ type: 'double precision', nullable: true })
  longitude!: number | null;

  /** Whether places are left, going by bookings alone. */
  @Column({ type: 'boolean' })
  hasPlaces!: boolean;
}

const orders: Readonly<Record<ActivityOrder, Order>> = {
  STARTS_SOONEST_FIRST: {
    name: 'STARTS_SOONEST_FIRST',
    column: 'startsAt',
    direction: 'ASC',
    type: 'instant',
  },
  STARTS_LATEST_FIRST: {
    name: 'STARTS_LATEST_FIRST',
    column: 'startsAt',
    direction: 'DESC',
    type: 'instant',
  },
  PUBLISHED_NEWEST_FIRST: {
    name: 'PUBLISHED_NEWEST_FIRST',
    column: 'publishedAt',
    direction: 'DESC',
    type: 'instant',
  },
};

/** The list of activities. What was never published is not in the order PUBLISHED_NEWEST_FIRST. Throws BadInput, UNKNOWN_REGION and BAD_POSTCODE. */
export function activityList(
  scope: ListScope,
  filter: ActivityFilter | null | undefined,
  orderBy: ActivityOrder = 'STARTS_SOONEST_FIRST',
): ListQuery {
  const { from, to } = filter ?? {};
  if (from && to && to <= from) {
    const span = { from: from.toISOString(), to: to.toISOString() };
    throw new BadInput(endBeforeStart('to', 'from', span));
  }
  const circle = filter?.near ? readCircle(filter.near) : null;
  checkRegions(filter?.regions);
  return {
    name: 'activities',
    filter,
    order: orders[orderBy],
    columns: scopeColumns(scope),
    parent: scope.parentFacet ? { by: 'facet', name: scope.parentFacet } : undefined,
    rows: (manager) => {
      const query = rowsInScope(manager, scope, filter?.regions);
      columnIn(query, 'kind', filter?.kinds);
      columnIn(query, 'audience', filter?.audiences);
      columnIn(query, 'mode', filter?.modes);
      columnIn(query, 'status', filter?.statuses ?? ['PUBLISHED', 'CANCELLED']);
      facetAny(query, 'theme', filter?.themes);
      facetAny(query, 'network', filter?.networks);
      facetAny(query, 'language', filter?.languages);
      facetAll(query, 'access', filter?.accessFeatures);
      if (from) query.andWhere(`${ROW}.startsAt >= :from`, { from });
      if (to) query.andWhere(`${ROW}.startsAt < :to`, { to });
      if (circle) withinCircle(query, circle);
      if (filter?.available != null) placesAre(query, filter.available, scope.now);
      if (orderBy === 'PUBLISHED_NEWEST_FIRST') query.andWhere(`${ROW}.publishedAt IS NOT NULL`);
      textMatches(query, filter?.text);
      return query;
    },
  };
}

function placesAre(query: ReturnType<ListQuery['rows']>, available: boolean, now: Date): void {
  const condition = `${ROW}.hasPlaces = :yes AND ${ROW}.status = 'PUBLISHED' AND ${ROW}.startsAt > :now`;
  query.andWhere(available ? condition : `NOT (${condition})`, { yes: true, now });
}
