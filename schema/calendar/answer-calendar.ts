import { createHash } from 'node:crypto';
import { sayIn, type Words } from '../contract/words';
import { getRegion } from '../regions';
import { readCalendarFilter } from './calendar-filter';
import { calendarText } from './calendar-text';
import { calendarName, partMissing, partTooLong } from './messages';
import { MAX_REGION_EVENTS, NoAnswer, readRegion, type AskGraph, type RegionRows } from './read-rows';

const MAX_AGE_SECONDS = 900;
/** Soon again, where something is missing. */
const PARTIAL_MAX_AGE_SECONDS = 60;

/** What a calendar is made from. */
export interface CalendarSource {
  /** What it is the calendar of. */
  readonly place: Words;
  /** Slugs of the regions that it holds. */
  readonly regions: readonly string[];
  /** Kinds of activity that the graph knows. */
  readonly kinds: readonly string[];
  readonly ask: AskGraph;
  readonly now: Date;
}

/** What somebody asked for over HTTP. */
export interface CalendarRequest {
  readonly query: Readonly<Record<string, unknown>>;
  /** Languages for errors alone: a calendar says everything in all of its own, so that it may be kept for everybody. */
  readonly languages: readonly string[];
  readonly ifNoneMatch: string | undefined;
}

/** What goes back over HTTP. */
export interface CalendarAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function refusal(status: number, errors: readonly object[]): CalendarAnswer {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return {
    status,
    headers: { ...headers, ...(status === 503 && { 'retry-after': '30' }) },
    body: JSON.stringify({ errors }),
  };
}

/** Weak, and without the instant of making: the same events are the same calendar. */
function entityTag(text: string): string {
  const lasting = text.replaceAll(/^DTSTAMP:.*\r\n/gm, '');
  return `W/"${createHash('sha256').update(lasting).digest('base64url')}"`;
}

function notesOf(parts: readonly RegionRows[]): Words[] {
  const placeOf = (slug: string): Words => {
    const { en, cy } = getRegion(slug).name;
    return { en, cy: cy ?? en };
  };
  return parts.flatMap(({ slug, isMissing, isCut }) => [
    ...(isMissing ? [partMissing(placeOf(slug))] : []),
    ...(isCut ? [partTooLong(placeOf(slug), MAX_REGION_EVENTS)] : []),
  ]);
}

function calendarOf(parts: readonly RegionRows[], { place, now }: CalendarSource): CalendarAnswer {
  const rows = parts.flatMap((part) => part.rows);
  const missing = parts.filter(({ isMissing }) => isMissing).map(({ slug }) => slug);
  const frame = { name: calendarName(place), notes: notesOf(parts), missing, stamp: now };
  const body = calendarText(
    rows.toSorted((one, other) => Date.parse(one.startsAt ?? '') - Date.parse(other.startsAt ?? '')),
    frame,
  );
  const maxAge = missing.length > 0 ? PARTIAL_MAX_AGE_SECONDS : MAX_AGE_SECONDS;
  return {
    status: 200,
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="citizenship.ics"',
      'cache-control': `public, max-age=${maxAge}`,
      etag: entityTag(body),
      ...(missing.length > 0 && { 'x-missing-regions': missing.join(', ') }),
    },
    body,
  };
}

/** Not modified, where the caller has the same events already (RFC 9110, 13.1.2). */
function unlessKnown(answer: CalendarAnswer, ifNoneMatch: string | undefined): CalendarAnswer {
  const { 'content-type': _type, 'content-disposition': _disposition, ...kept } = answer.headers;
  const known = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  const isKnown = known.includes('*') || known.includes(answer.headers['etag']?.replace(/^W\//, '') ?? '');
  return isKnown ? { status: 304, headers: kept, body: '' } : answer;
}

/** Answers `GET /calendar.ics`: a calendar, 304, 400 for a filter that is wrong, or 503 where nothing can be had. */
export async function answerCalendar(
  { query, languages, ifNoneMatch }: CalendarRequest,
  source: CalendarSource,
): Promise<CalendarAnswer> {
  const read = readCalendarFilter(query, source.kinds);
  if ('fault' in read) {
    const message = sayIn(languages, read.fault);
    return refusal(400, [{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
  }
  const { regions: wanted, ...filter } = read.filter;
  const slugs = source.regions.filter((slug) => wanted?.includes(slug) ?? true);
  try {
    const question = { filter, now: source.now };
    const parts = await Promise.all(slugs.map((slug) => readRegion(source.ask, slug, question)));
    return unlessKnown(calendarOf(parts, source), ifNoneMatch);
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return refusal(503, error.errors);
  }
}
