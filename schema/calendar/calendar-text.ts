import type { Words } from '../contract/words';
import type { CalendarRow } from './calendar-row';
import { contentLine, escapeText } from './content-line';
import { eventComponent, eventOf, type CalendarEvent } from './event';
import { findZone, timeZoneComponent } from './time-zone';

/** What a calendar holds beside its events. */
export interface CalendarFrame {
  readonly name: Words;
  /** What whoever looks at it should know, such as what is missing. */
  readonly notes: readonly Words[];
  /** Slugs of regions that did not answer. */
  readonly missing: readonly string[];
  readonly stamp: Date;
}

/** How often a calendar asks again, unless its owner says otherwise. */
const REFRESH = 'PT1H';

function both({ cy, en }: Words): string {
  return cy === en ? en : `${cy} / ${en}`;
}

/** Each line twice: as RFC 7986 has it, and as calendars understood it before. */
function frameLines({ name, notes, missing }: CalendarFrame): string[] {
  const said = escapeText(both(name));
  const told = escapeText(notes.map(both).join('\n'));
  return [
    contentLine('NAME', said),
    contentLine('X-WR-CALNAME', said),
    ...(told === '' ? [] : [contentLine('DESCRIPTION', told), contentLine('X-WR-CALDESC', told)]),
    contentLine('REFRESH-INTERVAL;VALUE=DURATION', REFRESH),
    contentLine('X-PUBLISHED-TTL', REFRESH),
    ...missing.map((slug) => contentLine('X-CITIZENSHIP-MISSING-REGION', escapeText(slug))),
  ];
}

function timeZoneLines(events: readonly CalendarEvent[], { stamp }: CalendarFrame): string[] {
  const home = findZone('Europe/London');
  // RFC 5545 wants a component in every calendar, even in one without events.
  if (events.length === 0 && home) return [timeZoneComponent(home, stamp.getTime(), stamp.getTime())];
  const zones = new Map(events.flatMap(({ zone }) => (zone ? [[zone.name, zone]] : [])));
  return [...zones.values()].map((zone) => {
    const its = events.filter((event) => event.zone?.name === zone.name);
    const first = Math.min(...its.map(({ starts }) => starts));
    return timeZoneComponent(zone, first, Math.max(...its.map(({ ends }) => ends)));
  });
}

/** The rows as one iCalendar object (RFC 5545), in the order given; a row that is not whole is left out. */
export function calendarText(rows: readonly CalendarRow[], frame: CalendarFrame): string {
  const events = rows.flatMap((row) => eventOf(row) ?? []);
  return [
    contentLine('BEGIN', 'VCALENDAR'),
    contentLine('VERSION', '2.0'),
    contentLine('PRODID', '-//Citizenship Graph//Calendar 1.0//EN'),
    contentLine('CALSCALE', 'GREGORIAN'),
    ...frameLines(frame),
    ...timeZoneLines(events, frame),
    ...events.map((event) => eventComponent(event, frame.stamp)),
    contentLine('END', 'VCALENDAR'),
  ].join('');
}
