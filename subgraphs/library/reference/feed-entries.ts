import type { Entry } from '../../../schema/changes';
import type { Change } from '../../kit/changes/change-record';
import type { IndexedRow } from '../../kit/list/indexed-row';
import type { LibraryRows } from './library-rows';

type LibraryKind = 'PUBLICATION' | 'THEME' | 'ORGANISATION';
/** The kinds of row that the library says in its feed. */
export const libraryKinds: readonly LibraryKind[] = ['PUBLICATION', 'THEME', 'ORGANISATION'];

/** How one row is found, and what the feed says of it. */
export interface FeedEntry extends IndexedRow {
  readonly kind: LibraryKind;
  readonly facets: Entry<LibraryKind>['facets'];
}

/** Everything in the library is for everyone. */
const listedTo = ['public'];

function words(texts: readonly (string | null | undefined)[]): string {
  return texts.filter(Boolean).join(' \n');
}

/** How publications, themes and organisations are found, in the library's own lists and in the UK-wide search. */
export function feedEntries({ publications, themes, organisations }: LibraryRows): FeedEntry[] {
  return [
    ...publications.map(({ id, title, subject, kind, themeSlugs }) => ({
      kind: 'PUBLICATION' as const,
      id,
      listedTo,
      facets: { theme: [...(themeSlugs ?? [])], kind: kind === null ? [] : [kind] },
      text: words([title, subject]),
    })),
    ...themes.map(({ id, labelByLanguage }) => ({
      kind: 'THEME' as const,
      id,
      listedTo,
      facets: {},
      text: words(Object.values(labelByLanguage)),
    })),
    ...organisations.map(({ id, name, formerNames, ties }) => ({
      kind: 'ORGANISATION' as const,
      id,
      listedTo,
      facets: { tie: ties },
      text: words([name, ...(formerNames ?? []).map((former) => former.name)]),
    })),
  ];
}

/** The entry as a change for the feed. */
export function changeOf({ id, kind, facets, text }: FeedEntry): Extract<Change, { state: 'updated' }> {
  const data: Entry<LibraryKind> = { facets, text };
  return { state: 'updated', id, kind, listedTo, data };
}
