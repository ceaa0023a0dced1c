import fc from 'fast-check';
import type { CalendarRow } from '../../schema/calendar/calendar-row';
import { calendarText } from '../../schema/calendar/calendar-text';
import { cleanText } from '../../schema/calendar/content-line';
import { instantOf, parseCalendar, partsOf, property, textOf, type Component } from '../support/icalendar';

const frame = {
  name: { en: 'Wales', cy: 'Cymru' },
  notes: [],
  missing: [],
  stamp: new Date('2026-11-21T12:00:00Z'),
};

const inWales = { slug: 'wales', languages: ['cy', 'en'] };

function given(language: string, text: string, isFallback = false) {
  return { text, language, isFallback };
}

function rowOf(more: Partial<CalendarRow> = {}): CalendarRow {
  return {
    id: 'a1',
    kind: 'TRAINING',
    status: 'PUBLISHED',
    title_en: given('en', 'Speaking up'),
    title_cy: given('cy', 'Codi llais'),
    summary_en: given('en', 'A day.'),
    summary_cy: given('cy', 'Diwrnod.'),
    startsAt: '2026-12-01T18:00:00.000Z',
    endsAt: '2026-12-01T19:30:00.000Z',
    timeZone: 'Europe/London',
    mode: 'HYBRID',
    place: { name: 'Neuadd', locality: 'Caernarfon', outcode: 'LL55', latitude: 53.129, longitude: -4.222 },
    themes: [{ slug: 'peer-support' }],
    region: inWales,
    ...more,
  };
}

function eventIn(rows: readonly CalendarRow[]): { calendar: Component; event: Component } {
  const calendar = parseCalendar(calendarText(rows, frame));
  const [event] = partsOf(calendar, 'VEVENT');
  return { calendar, event: event! };
}

const shown = (row: CalendarRow): string[] => {
  const { event } = eventIn([row]);
  return event.properties.map(({ name, parameters, value }) =>
    [name, ...Object.entries(parameters).map((pair) => pair.join('='))].join(';').concat(':', value),
  );
};

describe('an event', () => {
  it('has every property once, and both languages in Wales', () => {
    expect(shown(rowOf())).toEqual([
      'UID:a1@citizenship-graph',
      'DTSTAMP:20261121T120000Z',
      'DTSTART;TZID=Europe/London:20261201T180000',
      'DTEND;TZID=Europe/London:20261201T193000',
      'STATUS:CONFIRMED',
      'SEQUENCE:0',
      'TRANSP:TRANSPARENT',
      'SUMMARY:Codi llais / Speaking up',
      'DESCRIPTION:Diwrnod.\\n\\nA day.',
      'LOCATION:Neuadd\\, Caernarfon\\, LL55\\, Ar-lein / Online',
      'GEO:53.129000;-4.222000',
      'CATEGORIES:TRAINING,peer-support',
    ]);
  });

  it('says the language of what there is in one alone', () => {
    const english = { title_cy: given('en', 'Speaking up', true), summary_cy: null };
    expect(shown(rowOf(english))).toEqual(
      expect.arrayContaining(['SUMMARY;LANGUAGE=en:Speaking up', 'DESCRIPTION;LANGUAGE=en:A day.']),
    );
  });

  it('says the same text in two languages once', () => {
    expect(shown(rowOf({ title_cy: given('cy', 'Speaking up') }))).toContain(
      'SUMMARY;LANGUAGE=cy:Speaking up',
    );
  });

  it('that is cancelled stays, as newer, and says so in its title', () => {
    expect(shown(rowOf({ status: 'CANCELLED' }))).toEqual(
      expect.arrayContaining([
        'STATUS:CANCELLED',
        'SEQUENCE:1',
        'SUMMARY:Wedi’i ganslo / Cancelled: Codi llais / Speaking up',
      ]),
    );
  });

  it.each([
    ['a start', { startsAt: null }],
    ['an end', { endsAt: null }],
    ['a time that is one', { startsAt: 'soon' }],
    ['a title', { title_en: null, title_cy: null }],
    ['a status', { status: null }],
  ])('without %s is none', (_what, more) => {
    expect(partsOf(eventIn([rowOf(more)]).calendar, 'VEVENT')).toEqual([]);
  });
});

describe('a calendar', () => {
  it('without events still has the component that RFC 5545 wants', () => {
    expect(parseCalendar(calendarText([], frame)).components.map(({ name }) => name)).toEqual(['VTIMEZONE']);
  });

  it('names what is missing, in both languages', () => {
    const notes = [{ en: 'Not there.', cy: 'Ddim yno.' }];
    const calendar = parseCalendar(calendarText([], { ...frame, notes, missing: ['wales', 'cumbria'] }));
    expect(textOf(calendar, 'DESCRIPTION')).toBe('Ddim yno. / Not there.');
    expect(textOf(calendar, 'X-WR-CALDESC')).toBe('Ddim yno. / Not there.');
    const missing = calendar.properties.filter(({ name }) => name === 'X-CITIZENSHIP-MISSING-REGION');
    expect(missing.map(({ value }) => value)).toEqual(['wales', 'cumbria']);
  });
});

describe('times', () => {
  const zones = [
    'Europe/London',
    'Europe/Dublin',
    'America/New_York',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'UTC',
  ];
  const day = 86_400_000;

  it('mean the instants that were put in, by the rules of the calendar itself', () => {
    const instants = fc
      .integer({ min: 0, max: 400 * 24 * 4 })
      .map((quarter) => Date.UTC(2026, 9, 22) + quarter * 900_000);
    const span = fc.tuple(instants, fc.integer({ min: 1, max: 30 * 24 * 4 }), fc.constantFrom(...zones));
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 6 }), (spans) => {
        const rows = spans.map(([starts, quarters, timeZone]) =>
          rowOf({
            startsAt: new Date(starts).toISOString(),
            endsAt: new Date(starts + quarters * 900_000).toISOString(),
            timeZone,
          }),
        );
        const { calendar } = eventIn(rows);
        const read = partsOf(calendar, 'VEVENT').map((event) => [
          instantOf(calendar, property(event, 'DTSTART')!),
          instantOf(calendar, property(event, 'DTEND')!),
        ]);
        expect(read).toEqual(rows.map(({ startsAt, endsAt }) => [startsAt, endsAt]));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['summer', '2026-07-01T17:00:00.000Z', '20260701T180000'],
    ['winter', '2026-12-01T17:00:00.000Z', '20261201T170000'],
    ['the minute before summer', '2027-03-28T00:59:00.000Z', '20270328T005900'],
    ['the first hour of summer, which needs no rule', '2027-03-28T01:00:00.000Z', '20270328T010000Z'],
    ['the first hour of the last night of summer', '2027-10-31T00:30:00.000Z', '20271031T013000'],
    ['the same hour again', '2027-10-31T01:30:00.000Z', '20271031T013000Z'],
  ])('are those of the clock on the wall in %s', (_when, startsAt, wall) => {
    const endsAt = new Date(Date.parse(startsAt) + day).toISOString();
    const { calendar, event } = eventIn([rowOf({ startsAt, endsAt })]);
    expect(property(event, 'DTSTART')?.value).toBe(wall);
    expect(instantOf(calendar, property(event, 'DTSTART')!)).toBe(startsAt);
  });

  it('have the changes of the clock at the minute that the law says', () => {
    const { calendar } = eventIn([rowOf()]);
    const [zone] = partsOf(calendar, 'VTIMEZONE');
    const rules = zone!.components.map((rule) => [
      rule.name,
      ...['DTSTART', 'TZOFFSETFROM', 'TZOFFSETTO'].map((name) => property(rule, name)?.value),
    ]);
    expect(rules).toEqual([
      ['STANDARD', '19700101T000000', '+0000', '+0000'],
      ['DAYLIGHT', '20260329T010000', '+0000', '+0100'],
      ['STANDARD', '20261025T020000', '+0100', '+0000'],
    ]);
  });

  it.each([null, 'Mars/Olympus', '+01:00', 'Europe/London\r\nX-EVIL:1', 'Europe/London:X'])(
    'are in UTC where the zone is %j',
    (timeZone) => {
      const { calendar, event } = eventIn([rowOf({ timeZone })]);
      expect(property(event, 'DTSTART')).toMatchObject({ parameters: {}, value: '20261201T180000Z' });
      expect(partsOf(calendar, 'VTIMEZONE')).toEqual([]);
    },
  );

  it('are in UTC where an event lasts for years', () => {
    const { event } = eventIn([rowOf({ endsAt: '9999-12-31T00:00:00.000Z' })]);
    expect(property(event, 'DTEND')).toMatchObject({ parameters: {}, value: '99991231T000000Z' });
  });
});

describe('whatever people write', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          ...[
            '\r\nEND:VEVENT',
            '\r',
            '\n',
            '\\',
            '\\n',
            ';',
            ',',
            ':',
            '"',
            '\u2028',
            '\u0085',
            '\u0000',
            '\ud800',
          ],
          ...['BEGIN:VEVENT', ' ', '\t', 'ŵ', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '例', 'x'.repeat(74), '=?', 'é'],
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
  );
  const names = (component: Component): unknown[] => [
    component.name,
    component.properties.map(({ name, parameters }) => [name, Object.keys(parameters)]),
    component.components.map(names),
  ];

  it('comes back as it was put in, on lines that are short enough, and adds no property', () => {
    // What every text of the row is in the row that it is compared with.
    const plain = calendarText([hostileRow('x')], frame);
    const expected = names(parseCalendar(plain));
    fc.assert(
      fc.property(
        hostile.filter((text) => cleanText(text) !== ''),
        (text) => {
          const calendar = parseCalendar(calendarText([hostileRow(text)], frame));
          const [event] = partsOf(calendar, 'VEVENT');
          expect(names(calendar)).toEqual(expected);
          const clean = cleanText(text);
          expect(textOf(event!, 'UID')).toBe(`${clean}@citizenship-graph`);
          expect(textOf(event!, 'SUMMARY')).toBe(clean);
          expect(textOf(event!, 'DESCRIPTION')).toBe(clean);
          expect(textOf(event!, 'LOCATION')).toBe(`${clean}, ${clean}, ${clean}, Ar-lein / Online`);
        },
      ),
      { numRuns: 1000 },
    );
  });

  function hostileRow(text: string): CalendarRow {
    return rowOf({
      id: text,
      kind: text,
      title_en: given('en', text),
      title_cy: given('cy', text),
      summary_en: given('en', text),
      summary_cy: given('cy', text),
      place: { name: text, locality: text, outcode: text, latitude: null, longitude: null },
      themes: [{ slug: text }],
      region: { slug: text, languages: ['cy', 'en', text] },
    });
  }

  it('keeps everything that can be read: only control characters and halves of characters go', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        fc.pre(!/[\p{Cc}\u2028\u2029]/u.test(text));
        expect(cleanText(text)).toBe(text);
      }),
    );
    expect(cleanText('a\r\nb\rc\u2028d\te\u0000f\ud800g')).toBe('a\nb\nc\nd\tef\ufffdg');
  });

  it('in a language tag or a category cannot leave its place', () => {
    const { event } = eventIn([
      rowOf({
        title_cy: null,
        title_en: given('en;X=1:evil\r\nA:b', 'Title'),
        themes: [{ slug: 'a,b;c:d' }],
      }),
    ]);
    expect(property(event, 'SUMMARY')).toEqual({ name: 'SUMMARY', parameters: {}, value: 'Title' });
    expect(property(event, 'CATEGORIES')?.value).toBe('TRAINING,a\\,b\\;c:d');
  });
});
