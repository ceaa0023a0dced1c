import { isWhole, textsOf, type CalendarRow } from './calendar-row';
import { contentLine, escapeText } from './content-line';
import { inOrder, joinParagraphs, joinTitles, type GivenText } from './languages';
import { findZone, localTime, type Zone } from './time-zone';

/** What the part behind the "@" of every UID is: the same wherever the event is served from. */
const UID_OF = 'citizenship-graph';
/** What lasts longer is written in UTC, so that the rules of a zone need not reach further than two years. */
const LONGEST_IN_ZONE_MILLIS = 366 * 86_400_000;

const inEach = {
  cancelled: { en: 'Cancelled', cy: 'Wedi’i ganslo' },
  online: { en: 'Online', cy: 'Ar-lein' },
} as const;

/** An event, and the times that the rules of its zone must hold for (milliseconds since 1970). */
export interface CalendarEvent {
  readonly row: CalendarRow;
  readonly starts: number;
  readonly ends: number;
  /** Null where the times are written in UTC. */
  readonly zone: Zone | null;
}

/** Whether the clock was changed so shortly before that it may show the same hour twice. */
function isUnclear({ offsetAt }: Zone, instant: number): boolean {
  return offsetAt(instant) !== offsetAt(instant - 3 * 3_600_000);
}

function findClearZone(row: CalendarRow, starts: number, ends: number): Zone | null {
  const zone = row.timeZone === null ? null : findZone(row.timeZone);
  const isClear = zone && ends - starts <= LONGEST_IN_ZONE_MILLIS;
  return isClear && !isUnclear(zone, starts) && !isUnclear(zone, ends) ? zone : null;
}

/** The row as an event; null when it is not whole. */
export function eventOf(row: CalendarRow): CalendarEvent | null {
  if (!isWhole(row)) return null;
  const [starts, ends] = [Date.parse(row.startsAt ?? ''), Date.parse(row.endsAt ?? '')];
  return { row, starts, ends, zone: findClearZone(row, starts, ends) };
}

function orderOf(row: CalendarRow): readonly string[] {
  return row.region?.languages ?? ['en'];
}

/** A word of ours in the languages of the row's region, in their order. */
function ours(row: CalendarRow, word: keyof typeof inEach): string {
  const { en, cy } = inEach[word];
  const said = orderOf(row).flatMap((tag) => (tag === 'cy' ? [cy] : tag === 'en' ? [en] : []));
  return (said.length > 0 ? said : [en]).join(' / ');
}

function timeLine(name: 'DTSTART' | 'DTEND', instant: number, zone: Zone | null): string {
  return zone === null
    ? contentLine(name, `${localTime(instant, 0)}Z`)
    : contentLine(`${name};TZID=${zone.name}`, localTime(instant, zone.offsetAt(instant)));
}

/** The parameter that says which language a text is in; none where it is in several. */
function languageParameter(texts: readonly GivenText[]): string {
  const [first, second] = texts;
  const isTag = /^[A-Za-z0-9-]{1,35}$/.test(first?.language ?? '');
  return first && !second && isTag ? `;LANGUAGE=${first.language}` : '';
}

function textLine(name: string, value: string, texts: readonly GivenText[] = []): string[] {
  return value === '' ? [] : [contentLine(`${name}${languageParameter(texts)}`, escapeText(value))];
}

function placeLines(row: CalendarRow): string[] {
  const { name, locality, outcode, latitude, longitude } = row.place ?? {};
  const online = row.mode === 'ONLINE' || row.mode === 'HYBRID' ? ours(row, 'online') : null;
  const location = [name, locality, outcode, online].filter(Boolean).join(', ');
  const isPoint = typeof latitude === 'number' && typeof longitude === 'number';
  const geo = isPoint ? [contentLine('GEO', `${latitude.toFixed(6)};${longitude.toFixed(6)}`)] : [];
  return [...textLine('LOCATION', location), ...geo];
}

/** One event. It blocks nobody's time: who subscribes has not booked. */
export function eventComponent({ row, starts, ends, zone }: CalendarEvent, stamp: Date): string {
  const titles = inOrder(textsOf(row, 'title'), orderOf(row));
  const summaries = inOrder(textsOf(row, 'summary'), orderOf(row));
  const isCancelled = row.status === 'CANCELLED';
  // Not every calendar shows STATUS, so that the title says it too.
  const title = `${isCancelled ? `${ours(row, 'cancelled')}: ` : ''}${joinTitles(titles)}`;
  const categories = [row.kind ?? '', ...(row.themes ?? []).map(({ slug }) => slug)].filter(Boolean);
  return [
    contentLine('BEGIN', 'VEVENT'),
    contentLine('UID', escapeText(`${row.id}@${UID_OF}`)),
    contentLine('DTSTAMP', `${localTime(stamp.getTime(), 0)}Z`),
    timeLine('DTSTART', starts, zone),
    timeLine('DTEND', ends, zone),
    contentLine('STATUS', isCancelled ? 'CANCELLED' : 'CONFIRMED'),
    // A calendar that has the event must take the cancellation for newer. Other revisions are told by DTSTAMP alone: the
    // contract has no number of them (README, "Subscribe to what happens").
    contentLine('SEQUENCE', isCancelled ? '1' : '0'),
    contentLine('TRANSP', 'TRANSPARENT'),
    ...textLine('SUMMARY', title, isCancelled && orderOf(row).length > 1 ? [] : titles),
    ...textLine('DESCRIPTION', joinParagraphs(summaries), summaries),
    ...placeLines(row),
    ...(categories.length > 0 ? [contentLine('CATEGORIES', categories.map(escapeText).join(','))] : []),
    contentLine('END', 'VEVENT'),
  ].join('');
}
