import type { EntryKind } from '../../schema/changes';
import { tokensOf } from '../../schema/viewer';
import { activityList } from '../catalogue/activity-list';
import type {
  ActivityListArguments,
  MemberListArguments,
  NetworkListArguments,
} from '../catalogue/list-arguments';
import { memberList } from '../catalogue/member-list';
import { networkList } from '../catalogue/network-list';
import type { ListScope } from '../catalogue/scope';
import type { Connection } from '../kit/list/connection';
import { listedTo } from '../kit/list/conditions';
import { ROW, type ListQuery } from '../kit/list/list-query';
import { readPageRequest, type PageArguments } from '../kit/list/page-arguments';
import type { PageSource } from '../kit/list/page';
import {
  ActivityConnection,
  BookingConnection,
  MemberConnection,
  NetworkConnection,
  SearchConnection,
} from './connections';
import { referenceOf, type DirectoryContext } from './directory-context';
import { ActivityEntry, BookingEntry, MemberEntry, NetworkEntry } from './entries';
import { searchList, type SearchArguments } from './search';

function scopeOf(context: DirectoryContext, entity: ListScope['entity'], parentFacet?: string): ListScope {
  return { entity, ownRegion: null, tokens: tokensOf(context.viewer), now: context.clock(), parentFacet };
}

function source(
  context: DirectoryContext,
  {
    list,
    kind,
    pageArguments,
    parent,
  }: {
    list: ListQuery;
    kind: EntryKind;
    pageArguments: PageArguments;
    parent?: string;
  },
): PageSource {
  return {
    list: { ...list, ...(list.name !== 'search' && { keepsPlaces: { tokens: tokensOf(context.viewer) } }) },
    context,
    request: readPageRequest(pageArguments),
    parent: parent ?? null,
    toNode: ({ id, columns }) => referenceOf({ id, kind, source: columns['region'] ?? '' }),
    regionOf: ({ columns }) => columns['region'] ?? null,
  };
}

/** Members of the whole UK. */
export function listMembers(context: DirectoryContext, pageArguments: MemberListArguments): Connection {
  const list = memberList(scopeOf(context, MemberEntry), pageArguments.filter, pageArguments.orderBy);
  return new MemberConnection(source(context, { list, kind: 'MEMBER', pageArguments }));
}

/** Activities of the whole UK, or those about one theme. */
export function listActivities(
  context: DirectoryContext,
  pageArguments: Partial<ActivityListArguments>,
  { theme }: { readonly theme?: string } = {},
): Connection {
  const scope = scopeOf(context, ActivityEntry, theme && 'theme');
  const list = activityList(scope, pageArguments.filter, pageArguments.orderBy);
  return new ActivityConnection(source(context, { list, kind: 'ACTIVITY', pageArguments, parent: theme }));
}

/** Networks of the whole UK by name. */
export function listNetworks(context: DirectoryContext, pageArguments: NetworkListArguments): Connection {
  const list = networkList(scopeOf(context, NetworkEntry), pageArguments.filter);
  return new NetworkConnection(source(context, { list, kind: 'NETWORK', pageArguments }));
}

/** Bookings of one member in every region, newest first. Whether the viewer may see them is for the caller to ask. */
export function listBookings(
  context: DirectoryContext,
  member: string,
  pageArguments: PageArguments,
): Connection {
  const list: ListQuery = {
    name: 'bookings of a member',
    filter: null,
    order: { name: 'BOOKED_NEWEST_FIRST', column: 'bookedAt', direction: 'DESC', type: 'instant' },
    columns: ['region'],
    parent: { by: 'column', name: 'memberId' },
    rows: (manager) => {
      const query = manager.createQueryBuilder().from(BookingEntry, ROW);
      listedTo(query, tokensOf(context.viewer));
      return query;
    },
  };
  const page = source(context, { list, kind: 'BOOKING', pageArguments, parent: member });
  // No booking ever moves in this list.
  return new BookingConnection({ ...page, list });
}

/** What is found by words, best first. */
export function search(context: DirectoryContext, searchArguments: SearchArguments): Connection {
  const page = source(context, {
    list: searchList(searchArguments, tokensOf(context.viewer)),
    kind: 'MEMBER',
    pageArguments: searchArguments,
  });
  return new SearchConnection({
    ...page,
    toNode: ({ id, columns }) =>
      referenceOf({ id, kind: columns['kind'] as EntryKind, source: columns['source'] ?? '' }),
    regionOf: ({ columns }) => (columns['source'] === 'library' ? null : (columns['source'] ?? null)),
  });
}
