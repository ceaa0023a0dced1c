import { findZone, type Zone } from '../../../schema/calendar/time-zone';

/** Where the clock of a sheet stands that names no other. */
export const HOME_ZONE = 'Europe/London';

const MINUTE_MILLIS = 60_000;
const DAY_MILLIS = 86_400_000;

const ukDate = /^(?<day>\d{1,2})[/.-](?<month>\d{1,2})[/.-](?<year>\d{4})/;
const isoDate = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})/;
const timeOfDay =
  /^(?:(?:,? +|T)(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d{1,3}))?)? ?(?<half>[ap]\.?m\.?)?(?<offset>Z|[+-]\d{2}:\d{2})?)?$/i;

const zones = new Map<string, Zone | null>();

function zoneOf(name: string): Zone | null {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const found = findZone(name);
  // One entry for each name that somebody made up would be a leak.
  if (zones.size < 1000) zones.set(name, found);
  return found;
}

type Parts = Readonly<Record<string, string | undefined>>;

/** Hour of the day; null where there is none such. */
function hourOf({ hour = '0', half }: Parts): number | null {
  const number = Number(hour);
  if (half === undefined) return number <= 23 ? number : null;
  if (number < 1 || number > 12) return null;
  return (number % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

/** What a clock shows, as if it stood at UTC; null where no clock shows that. */
function shownAt(date: Parts, time: Parts): number | null {
  const [year, month, day] = [date['year'], date['month'], date['day']].map(Number) as [
    number,
    number,
    number,
  ];
  const hour = hourOf(time);
  const [minute, second] = [Number(time['minute'] ?? 0), Number(time['second'] ?? 0)];
  if (hour === null || minute > 59 || second > 59 || year < 1900) return null;
  const millis = Number((time['fraction'] ?? '').padEnd(3, '0'));
  const shown = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millis));
  return shown.getUTCDate() === day && shown.getUTCMonth() === month - 1 ? shown.getTime() : null;
}

function offsetOf(text: string): number {
  if (text.toUpperCase() === 'Z') return 0;
  const [hours = 0, minutes = 0] = text.slice(1).split(':').map(Number);
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** When a zone's clock shows this: the first time, where it does so twice; null where it never does. */
function instantOf(shown: number, zone: Zone): Date | null {
  const offsets = [zone.offsetAt(shown - DAY_MILLIS), zone.offsetAt(shown + DAY_MILLIS)];
  const found = offsets
    .map((offset) => ({ offset, at: shown - offset * MINUTE_MILLIS }))
    .filter(({ offset, at }) => zone.offsetAt(at) === offset)
    .map(({ at }) => at);
  return found.length === 0 ? null : new Date(Math.min(...found));
}

/**
 * Reads a date with or without a time as it is written in the United Kingdom (`31/12/2026 18:30`, day first) or by
 * ISO 8601, by the clock of a time zone. Null for anything else, for a day or a time that there is not, and for an
 * unknown zone.
 */
export function readUkDate(text: string, timeZone: string): Date | null {
  const date = ukDate.exec(text) ?? isoDate.exec(text);
  const time = date && timeOfDay.exec(text.slice(date[0].length));
  const zone = zoneOf(timeZone);
  if (!date?.groups || !time?.groups || !zone) return null;
  const shown = shownAt(date.groups, time.groups);
  if (shown === null) return null;
  const { offset } = time.groups;
  return offset === undefined ? instantOf(shown, zone) : new Date(shown - offsetOf(offset) * MINUTE_MILLIS);
}

/** An instant as `readUkDate` reads it back to the millisecond: day first where that can say it, else ISO 8601. */
export function writeUkDate(instant: Date, timeZone: string): string {
  const zone = zoneOf(timeZone);
  if (!zone) return instant.toISOString();
  const local = new Date(instant.getTime() + zone.offsetAt(instant.getTime()) * MINUTE_MILLIS).toISOString();
  const [year, month, day] = local.slice(0, 10).split('-');
  const date = `${day}/${month}/${year}`;
  const shown = [date, `${date} ${local.slice(11, 16)}`];
  const isRead = (text: string): boolean => readUkDate(text, timeZone)?.getTime() === instant.getTime();
  return shown.find(isRead) ?? instant.toISOString();
}
