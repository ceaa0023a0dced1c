import type { GraphQLFormattedError } from 'graphql';
import type { CalendarFilter } from './calendar-filter';
import { calendarOperation, isWhole, type CalendarRow } from './calendar-row';

const DAY_MILLIS = 86_400_000;
/** For how long a calendar goes back and ahead, from the beginning of the day (UTC). */
const PAST_DAYS = 30;
const AHEAD_DAYS = 366;
const PAGE = 100;
const MAX_PAGES = 5;

/** How many events of one region a calendar holds at most. */
export const MAX_REGION_EVENTS = PAGE * MAX_PAGES;

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLFormattedError[] | undefined;
}

/** Asks the graph; what comes is what a client would be answered. */
export type AskGraph = (question: {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}) => Promise<Answer>;

/** What one region has for a calendar. */
export interface RegionRows {
  readonly slug: string;
  readonly rows: readonly CalendarRow[];
  /** Whether some are missing because the region did not answer. */
  readonly isMissing: boolean;
  /** Whether there are more than a calendar holds. */
  readonly isCut: boolean;
}

interface Page {
  readonly edges: readonly { readonly node: CalendarRow | null }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The graph did not answer the question at all; `errors` are as a client may see them. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super('The graph did not answer.');
  }
}

async function readPage(ask: AskGraph, filter: object, after: string | null) {
  const { data, errors = [] } = await ask({
    query: calendarOperation,
    variables: { filter, first: PAGE, after },
  });
  const page = (data as { activities?: Page | null } | null | undefined)?.activities;
  if (!page) throw new NoAnswer(errors);
  const rows = page.edges.flatMap(({ node }) => node ?? []);
  const isMissing = errors.length > 0 && (rows.length < page.edges.length || !rows.every(isWhole));
  return { rows, isMissing, ...page.pageInfo };
}

/**
 * One region's activities of the last 30 days and the next 12 months, soonest first, at most `MAX_REGION_EVENTS`. A
 * region that does not answer is not asked for a second page: one that hangs would take the time of the others. Throws
 * NoAnswer.
 */
export async function readRegion(
  ask: AskGraph,
  slug: string,
  { filter, now }: { filter: CalendarFilter; now: Date },
): Promise<RegionRows> {
  const today = Math.floor(now.getTime() / DAY_MILLIS) * DAY_MILLIS;
  const span = {
    from: new Date(today - PAST_DAYS * DAY_MILLIS).toISOString(),
    to: new Date(today + AHEAD_DAYS * DAY_MILLIS).toISOString(),
  };
  const rows: CalendarRow[] = [];
  let after: string | null = null;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const page = await readPage(ask, { ...filter, ...span, regions: [slug] }, after);
    rows.push(...page.rows);
    if (page.isMissing || !page.hasNextPage) {
      return { slug, rows, isMissing: page.isMissing, isCut: false };
    }
    after = page.endCursor;
  }
  return { slug, rows, isMissing: false, isCut: true };
}
