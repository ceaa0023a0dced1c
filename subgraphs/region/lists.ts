import { activityList } from '../catalogue/activity-list';
import type {
  ActivityListArguments,
  MemberListArguments,
  NetworkListArguments,
} from '../catalogue/list-arguments';
import { memberList } from '../catalogue/member-list';
import { networkList } from '../catalogue/network-list';
import { ROW, type ListQuery } from '../kit/list/list-query';
import { readPageRequest, type PageArguments } from '../kit/list/page-arguments';
import type { Connection } from '../kit/list/connection';
import type { PageSource } from '../kit/list/page';
import { AccessLogEntry, logBegin } from './access-log-entry';
import {
  AccessLogConnection,
  ActivityConnection,
  BookingConnection,
  MemberConnection,
  NetworkConnection,
} from './connections';
import {
  findActivity,
  findById,
  findMember,
  findNetwork,
  scopeOf,
  type RegionContext,
} from './region-context';

/** The network that a list hangs from; the whole region's list without one. */
interface Parent {
  readonly network?: string;
}

type Finder = (context: RegionContext, id: string) => Promise<unknown>;

function source(
  context: RegionContext,
  {
    list,
    pageArguments,
    parent,
    find,
  }: {
    list: ListQuery;
    pageArguments: PageArguments;
    parent?: string;
    find: Finder;
  },
): PageSource {
  return {
    list,
    context,
    request: readPageRequest(pageArguments),
    parent: parent ?? null,
    toNode: (row) => find(context, row.id),
    regionOf: () => context.region.row.slug,
  };
}

/** Members of the region, or of one of its networks. */
export function listMembers(
  context: RegionContext,
  pageArguments: Partial<MemberListArguments>,
  { network }: Parent = {},
): Connection {
  const scope = scopeOf(context, 'Member', network && 'network');
  const list = memberList(scope, pageArguments.filter, pageArguments.orderBy);
  return new MemberConnection(source(context, { list, pageArguments, parent: network, find: findMember }));
}

/** Activities of the region, or of one of its networks. */
export function listActivities(
  context: RegionContext,
  pageArguments: Partial<ActivityListArguments>,
  { network }: Parent = {},
): Connection {
  const scope = scopeOf(context, 'Activity', network && 'network');
  const list = activityList(scope, pageArguments.filter, pageArguments.orderBy);
  return new ActivityConnection(
    source(context, { list, pageArguments, parent: network, find: findActivity }),
  );
}

/** Networks of the region by name. */
export function listNetworks(context: RegionContext, pageArguments: NetworkListArguments): Connection {
  const list = networkList(scopeOf(context, 'Network'), pageArguments.filter);
  return new NetworkConnection(source(context, { list, pageArguments, find: findNetwork }));
}

/** Bookings of one activity, first booked first. Whether the viewer may see them is for the caller to ask. */
export function listBookings(
  context: RegionContext,
  activityId: string,
  pageArguments: PageArguments,
): Connection {
  const { Booking } = context.region.types;
  const list: ListQuery = {
    name: 'bookings',
    filter: null,
    order: { name: 'BOOKED_FIRST', column: 'bookedAt', direction: 'ASC', type: 'instant' },
    columns: [],
    parent: { by: 'column', name: 'activityId' },
    rows: (manager) => manager.createQueryBuilder().from(Booking, ROW),
  };
  const find: Finder = (inner, id) => findById(inner, Booking, id);
  return new BookingConnection(source(context, { list, pageArguments, parent: activityId, find }));
}

/** Looks at one member's private data, latest first. Whether the viewer may see them is for the caller to ask. */
export function listLooks(
  context: RegionContext,
  memberId: string,
  pageArguments: PageArguments,
): Connection {
  const list: ListQuery = {
    name: 'access log',
    filter: null,
    order: { name: 'LATEST_FIRST', column: 'at', direction: 'DESC', type: 'instant' },
    columns: [],
    parent: { by: 'column', name: 'memberId' },
    rows: (manager) =>
      manager
        .createQueryBuilder()
        .from(AccessLogEntry, ROW)
        .where(`${ROW}.at >= :logBegin`, { logBegin: logBegin(context.clock()) }),
  };
  const find: Finder = (inner, id) => findById(inner, AccessLogEntry, id);
  return new AccessLogConnection(source(context, { list, pageArguments, parent: memberId, find }));
}
