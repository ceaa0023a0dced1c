import { contentLine } from './content-line';

const DAY_MILLIS = 86_400_000;
/** No zone of the IANA database keeps a clock for less than two of these. */
const STEP_MILLIS = 7 * DAY_MILLIS;

/** A time zone as a calendar uses it. */
export interface Zone {
  /** IANA name. */
  readonly name: string;
  /** Minutes east of UTC. */
  readonly offsetAt: (instant: number) => number;
}

/** The zone with this IANA name; null when there is none, or its name could not stand in a calendar. */
export function findZone(name: string): Zone | null {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return null;
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: name, timeZoneName: 'longOffset' });
    return { name, offsetAt: (instant) => readOffset(format, instant) };
  } catch {
    return null;
  }
}

function readOffset(format: Intl.DateTimeFormat, instant: number): number {
  const text = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** `20261201T180000`, as a clock that is this many minutes ahead of UTC shows it. */
export function localTime(instant: number, offsetMinutes: number): string {
  const shown = new Date(instant + offsetMinutes * 60_000).toISOString();
  return shown.slice(0, 19).replaceAll(/[-:]/g, '');
}

function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${String(rest).padStart(2, '0')}`;
}

/** The minute at which the clock changes between two instants that differ. */
function changeBetween(zone: Zone, before: number, after: number): number {
  let [low, high] = [before, after];
  const offset = zone.offsetAt(low);
  while (high - low > 60_000) {
    const middle = Math.floor((low + high) / 2 / 60_000) * 60_000;
    if (zone.offsetAt(middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

interface Observance {
  readonly begins: string;
  readonly from: number;
  readonly to: number;
}

function observancesOf(zone: Zone, first: number, last: number): Observance[] {
  // A minute without seconds, so that what is halved stays one; a year more, so that winter is seen with summer.
  let at = Math.floor((first - 366 * DAY_MILLIS) / 60_000) * 60_000;
  const start = zone.offsetAt(at);
  const found: Observance[] = [{ begins: '19700101T000000', from: start, to: start }];
  for (; at <= last; at += STEP_MILLIS) {
    const [from, to] = [zone.offsetAt(at), zone.offsetAt(at + STEP_MILLIS)];
    if (from === to) continue;
    const change = changeBetween(zone, at, at + STEP_MILLIS);
    found.push({ begins: localTime(change, from), from, to });
  }
  return found;
}

/** The rules of a zone for all that happens between two instants, one for each change of the clock (RFC 5545, 3.6.5). */
export function timeZoneComponent(zone: Zone, first: number, last: number): string {
  const observances = observancesOf(zone, first, last);
  const standard = Math.min(...observances.map(({ to }) => to));
  const lines = observances.flatMap(({ begins, from, to }) => {
    const kind = to === standard ? 'STANDARD' : 'DAYLIGHT';
    return [
      contentLine('BEGIN', kind),
      contentLine('DTSTART', begins),
      contentLine('TZOFFSETFROM', offsetText(from)),
      contentLine('TZOFFSETTO', offsetText(to)),
      contentLine('END', kind),
    ];
  });
  return [
    contentLine('BEGIN', 'VTIMEZONE'),
    contentLine('TZID', zone.name),
    ...lines,
    contentLine('END', 'VTIMEZONE'),
  ].join('');
}
