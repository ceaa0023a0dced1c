import type { GivenText } from './languages';

/** Languages that a calendar shows where a region has its texts in them. */
const languages = ['en', 'cy', 'ga', 'gd'] as const;

/** What a calendar asks the graph. The same document runs against the gateway and against a region's own endpoint. */
export const calendarOperation = `
query Calendar($filter: ActivityFilter!, $first: Int!, $after: String) {
  activities(filter: $filter, first: $first, after: $after) {
    edges {
      node {
        id
        kind
        status
        ${languages.map((tag) => `title_${tag}: title(language: "${tag}") { text language isFallback }`).join('\n        ')}
        ${languages.map((tag) => `summary_${tag}: summary(language: "${tag}") { text language isFallback }`).join('\n        ')}
        startsAt
        endsAt
        timeZone
        mode
        place { name locality outcode latitude longitude }
        themes { slug }
        region { slug languages }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

interface Place {
  readonly name: string | null;
  readonly locality: string | null;
  readonly outcode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** An activity as the operation answers it; of a region that is down there is the id alone. */
export interface CalendarRow {
  readonly id: string;
  readonly kind: string | null;
  readonly status: string | null;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly timeZone: string | null;
  readonly mode: string | null;
  readonly place: Place | null;
  readonly themes: readonly { readonly slug: string }[] | null;
  readonly region: { readonly slug: string; readonly languages: readonly string[] | null } | null;
  readonly [text: `title_${string}` | `summary_${string}`]: GivenText | null | undefined;
}

/** Whether there is all that an event cannot do without. */
export function isWhole(row: CalendarRow): boolean {
  const [starts, ends] = [Date.parse(row.startsAt ?? ''), Date.parse(row.endsAt ?? '')];
  return row.status !== null && ends >= starts && textsOf(row, 'title').length > 0;
}

/** The row's title or summary in every language that it is shown in, in no order. */
export function textsOf(row: CalendarRow, field: 'title' | 'summary'): GivenText[] {
  return languages.flatMap((tag) => row[`${field}_${tag}`] ?? []);
}
