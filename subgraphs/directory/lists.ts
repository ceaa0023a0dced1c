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
import type { ListQuery } from '../kit/list/list-query';
import { readPageRequest, type PageArguments } from '../kit/list/page-arguments';
import type { PageSource } from '../kit/list/page';
import { ActivityConnection, MemberConnection, NetworkConnection, SearchConnection } from './connections';
import { referenceOf, type DirectoryContext } from './directory-context';
import { ActivityEntry, MemberEntry, NetworkEntry } from './entries';
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
    list,
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
