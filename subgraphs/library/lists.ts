import type { RequestContext } from '../kit/context';
import { BadInput } from '../kit/errors';
import { columnIn, facetAny, textMatches } from '../kit/list/conditions';
import type { Connection } from '../kit/list/connection';
import { ROW, type ListQuery } from '../kit/list/list-query';
import { readPageRequest } from '../kit/list/page-arguments';
import { OrganisationConnection, PublicationConnection } from './connections';
import { findRow } from './find-rows';
import type {
  OrganisationFilter,
  OrganisationListArguments,
  PublicationFilter,
  PublicationListArguments,
} from './list-arguments';
import { yearsReversed } from './messages';
import { Organisation } from './organisation';
import { Publication } from './publication';

// Everything in the library is public, so no list asks who may find a row.

/** Publications; where they hang from a theme, the parent is its slug. Throws BadInput. */
export function publicationList(filter: PublicationFilter | null | undefined, isOfTheme: boolean): ListQuery {
  const { fromYear, toYear } = filter ?? {};
  if (fromYear != null && toYear != null && toYear < fromYear) {
    throw new BadInput(yearsReversed(fromYear, toYear));
  }
  return {
    name: 'publications',
    filter,
    order: { name: 'YEAR_NEWEST_FIRST', column: 'sortKey', direction: 'ASC', type: 'text' },
    columns: [],
    parent: isOfTheme ? { by: 'facet', name: 'theme' } : undefined,
    rows: (manager) => {
      const query = manager.createQueryBuilder().from(Publication, ROW);
      if (fromYear != null) query.andWhere(`${ROW}.year >= :fromYear`, { fromYear });
      if (toYear != null) query.andWhere(`${ROW}.year <= :toYear`, { toYear });
      columnIn(query, 'kind', filter?.kinds);
      facetAny(query, 'theme', filter?.themes);
      textMatches(query, filter?.text);
      return query;
    },
  };
}

/**
 * Publications, or those of one theme (by its slug): newest year first, then by title; those whose year is not known
 * come last. Throws BadInput and BadCursor.
 */
export function listPublications(
  context: RequestContext,
  pageArguments: PublicationListArguments,
  themeSlug: string | null = null,
): Connection {
  return new PublicationConnection({
    list: publicationList(pageArguments.filter, themeSlug !== null),
    request: readPageRequest(pageArguments),
    context,
    parent: themeSlug,
    toNode: ({ id }) => findRow(context, { entity: Publication, by: 'id' }, id),
  });
}

export function organisationList(filter: OrganisationFilter | null | undefined): ListQuery {
  return {
    name: 'organisations',
    filter,
    order: { name: 'NAME', column: 'sortName', direction: 'ASC', type: 'text' },
    columns: [],
    rows: (manager) => {
      const query = manager.createQueryBuilder().from(Organisation, ROW);
      facetAny(query, 'tie', filter?.ties);
      textMatches(query, filter?.text);
      return query;
    },
  };
}

/** Organisations by name. Throws BadInput and BadCursor. */
export function listOrganisations(
  context: RequestContext,
  pageArguments: OrganisationListArguments,
): Connection {
  return new OrganisationConnection({
    list: organisationList(pageArguments.filter),
    request: readPageRequest(pageArguments),
    context,
    parent: null,
    toNode: ({ id }) => findRow(context, { entity: Organisation, by: 'id' }, id),
  });
}
