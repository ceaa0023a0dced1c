import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import * as fc from 'fast-check';
import { findPlaces } from '../../subgraphs/region/desk/columns';
import { sheetFormat } from '../../subgraphs/region/desk/error-file';
import { guardCell, unguardCell } from '../../subgraphs/region/desk/formula-guard';
import { memberColumns } from '../../subgraphs/region/desk/member-columns';
import { activityColumns } from '../../subgraphs/region/desk/activity-columns';
import { surveyFile } from '../../subgraphs/region/desk/read-file';
import { BrokenSheet, openSheet, type SheetRecord } from '../../subgraphs/region/desk/read-records';
import { readUkDate, writeUkDate } from '../../subgraphs/region/desk/uk-date';

const folder = mkdtempSync(join(tmpdir(), 'citizenship-sheet-'));
let count = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(content: string | Uint8Array): string {
  const path = join(folder, `${(count += 1)}.csv`);
  writeFileSync(path, content);
  return path;
}

async function read(content: string | Uint8Array) {
  const survey = await surveyFile(fileOf(content));
  const { delimiter, records } = await openSheet(survey);
  const rows: SheetRecord[] = [];
  for await (const record of records) rows.push(record);
  return { encoding: survey.encoding, delimiter, rows: rows.map(({ line, cells }) => [line, ...cells]) };
}

describe('a sheet is read', () => {
  const rows = [
    [1, 'id', 'name'],
    [2, '1', 'Siân £5 – ŵ'],
  ];
  const inUtf8 = 'id,name\r\n1,Siân £5 – ŵ\r\n';

  it('as UTF-8, with a byte order mark or without', async () => {
    expect(await read(inUtf8)).toEqual({ encoding: 'utf-8', delimiter: ',', rows });
    expect(await read(`\uFEFF${inUtf8}`)).toEqual({ encoding: 'utf-8', delimiter: ',', rows });
  });

  it('as Windows-1252 where it is no UTF-8, wherever that shows', async () => {
    const late = Buffer.concat([
      Buffer.from(`id;name\n1;${'x'.repeat(200_000)}\n2;Si`, 'latin1'),
      Buffer.from([0xe2, 0x6e, 0x20, 0x80, 0x35, 0x20, 0x96, 0x0a]),
    ]);
    const { encoding, delimiter, rows: found } = await read(late);
    expect({ encoding, delimiter, last: found.at(-1) }).toEqual({
      encoding: 'windows-1252',
      delimiter: ';',
      last: [3, '2', 'Siân €5 –'],
    });
  });

  it('as UTF-16, which Excel calls Unicode text', async () => {
    const text = Buffer.from(`\uFEFF${inUtf8.replaceAll(',', '\t')}`, 'utf16le');
    expect(await read(text)).toEqual({ encoding: 'utf-16le', delimiter: '\t', rows });
  });

  it('with what parts its cells as its first line says, or its heading shows', async () => {
    expect((await read('sep=;\r\nid;"a, b, c"\r\n1;2\r\n')).rows).toEqual([
      [1, 'id', 'a, b, c'],
      [2, '1', '2'],
    ]);
    expect((await read('id;"a, b, c, d";e\r\n')).delimiter).toBe(';');
  });

  it("in Excel's quoting, with line ends in a cell, and counts rows as a spreadsheet does", async () => {
    const text = 'id,name\n1,"a ""b"" c"\n\n,,\n2,"one\r\ntwo"\n3,="01228"\n4,5" pipe\n';
    expect((await read(text)).rows).toEqual([
      [1, 'id', 'name'],
      [2, '1', 'a "b" c'],
      [5, '2', 'one\r\ntwo'],
      [6, '3', '="01228"'],
      [7, '4', '5" pipe'],
    ]);
  });

  it('up to where a quotation mark is not closed, and no further', async () => {
    const broken = `id,name\n1,a\n2,"b\n${'3,c\n'.repeat(100_000)}`;
    await expect(read(broken)).rejects.toMatchObject({ name: 'BrokenSheet', line: 3 });
    expect(new BrokenSheet(3, {}).line).toBe(3);
  });

  it('unless it is a workbook', async () => {
    await expect(read(Buffer.from('PK\u0003\u0004 and so on', 'latin1'))).rejects.toThrow(
      /is a workbook.*CSV UTF-8/,
    );
  });

  it('the same in whatever pieces its bytes come', async () => {
    const cell = fc.stringMatching(/^[a-zâŵ",; \n]{1,12}$/).filter((text) => text.trim() !== '');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), async (cells) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = [['a', 'b'], ...cells].map((row) => row.map(quote).join(',')).join('\r\n');
        expect((await read(text)).rows.slice(1).map(([, ...row]) => row)).toEqual(cells);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the headings', () => {
  it('are found in any case and spacing', () => {
    const places = findPlaces(memberColumns, [
      ...['External ID', 'display_name', ' E-Mail ', 'CONSENTS', 'Wording version', '', 'Post code'],
    ]);
    expect(Object.fromEntries(places)).toEqual({
      ...{ externalId: 0, displayName: 1, email: 2, consents: 3, wordingVersion: 4, postcode: 6 },
    });
    const texts = [
      'externalId',
      'kind',
      'startsAt',
      'endsAt',
      'mode',
      'Title (EN)',
      'title_cy',
      'Summary en-gb',
    ];
    expect([...findPlaces(activityColumns, texts).keys()].slice(5)).toEqual([
      'title (en)',
      'title (cy)',
      'summary (en-GB)',
    ]);
  });

  it('are refused with the name of each that is wrong, and of all that there may be', () => {
    expect(() => findPlaces(memberColumns, ['externalId', 'Surname', 'email', 'e-mail', 'consents'])).toThrow(
      'The columns are not right: "Surname" is none of them; "email" is there twice; "displayName" is missing; ' +
        '"wordingVersion" is missing. There may be (* needed): externalId*, kind, displayName*, visibility, email*, phone,',
    );
  });
});

describe('a date', () => {
  const at = (text: string, zone = 'Europe/London') => readUkDate(text, zone)?.toISOString() ?? null;

  it.each([
    ['31/12/2026', '2026-12-31T00:00:00.000Z'],
    ['1/6/2026 18:30', '2026-06-01T17:30:00.000Z'],
    ['01.06.2026 6:30 pm', '2026-06-01T17:30:00.000Z'],
    ['01-06-2026, 12:05 am', '2026-05-31T23:05:00.000Z'],
    ['2026-06-01', '2026-05-31T23:00:00.000Z'],
    ['2026-06-01T18:30:15.250Z', '2026-06-01T18:30:15.250Z'],
    ['2026-06-01 18:30+02:00', '2026-06-01T16:30:00.000Z'],
    // The clock shows it twice: the first time is meant.
    ['25/10/2026 01:30', '2026-10-25T00:30:00.000Z'],
    // The clock never shows it.
    ['29/03/2026 01:30', null],
    ['31/02/2026', null],
    ['12/31/2026', null],
    ['01/06/26', null],
    ['46023', null],
    ['1/6/2026 24:00', null],
    ['1/6/2026 13:00 pm', null],
    ['tomorrow', null],
  ])('"%s" is %s', (text, instant) => {
    expect(at(text)).toBe(instant);
  });

  it('goes by the clock of the place', () => {
    expect(at('01/06/2026 18:30', 'America/New_York')).toBe('2026-06-01T22:30:00.000Z');
    expect(at('01/06/2026 18:30', 'Nowhere/At all')).toBeNull();
  });

  it('is read back as it was written', () => {
    const zones = fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe');
    const instants = fc.date({
      min: new Date('1970-01-02'),
      max: new Date('2090-01-01'),
      noInvalidDate: true,
    });
    const minutes = instants.map((date) => new Date(Math.floor(date.getTime() / 1_800_000) * 1_800_000));
    fc.assert(
      fc.property(fc.oneof(instants, minutes), zones, (instant, zone) => {
        expect(readUkDate(writeUkDate(instant, zone), zone)).toEqual(instant);
      }),
    );
    expect(writeUkDate(new Date('2026-06-01T17:30:00Z'), 'Europe/London')).toBe('01/06/2026 18:30');
    expect(writeUkDate(new Date('2026-05-31T23:00:00Z'), 'Europe/London')).toBe('01/06/2026');
  });
});

describe('a cell that is given out', () => {
  const dangerous = [
    '=1+1',
    '+44',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '﹦1',
    '⁺1',
  ];
  const before = ['', ' ', '   ', '\u00a0', '\u3000', '\u200b', '\ufeff', "'", "''"];

  it.each(dangerous)('%j begins with an apostrophe, whatever stands before', (text) => {
    for (const lead of before) expect(guardCell(lead + text)).toBe(`'${lead}${text}`);
  });

  it('stays as it is where it is harmless', () => {
    for (const text of ['', 'Ann', "O'Neil", "'Ann'", '1-2', 'a=b', ' 5 + 5', 'é@x'])
      expect(guardCell(text)).toBe(text);
  });

  it.each([';', '\t', '\r', '\n', '\r\n'])(
    'begins nowhere a formula after %j, where a spreadsheet may part it',
    (by) => {
      expect(guardCell(`x${by}=1${by} "@y${by}z`)).toBe(`x${by}'=1${by}' "@y${by}z`);
      expect(guardCell(`a${by}b-c${by}d`)).toBe(`a${by}b-c${by}d`);
    },
  );

  it('of an export is no formula either to a spreadsheet whose cells are parted by semicolons', async () => {
    const cells = ['C-1', 'x;=1+1;"=2+2";y\r\n=3+3', 'z;"@SUM(A1)'];
    const csv = (of: string[]): string => `sep=;\r\na;b\r\n${stringify([of], sheetFormat).slice(1)}`;
    const formulas = async (of: string[]): Promise<unknown[]> =>
      (await read(csv(of))).rows.flat().filter((cell) => /^[\s"]*[=+\-@]/.test(String(cell)));
    expect(await formulas(cells)).not.toEqual([]);
    expect(await formulas(cells.map(guardCell))).toEqual([]);
  });

  it('never begins, blanks aside, with what a spreadsheet executes, and is read back as it was', () => {
    const sign = fc.constantFrom(...dangerous, ...before, 'a', '1', '"', ',', ';', '\t', '\r\n');
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(sign, { maxLength: 8 }).map((signs) => signs.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        const cell = guardCell(given);
        expect(cell).not.toMatch(/^[\t\r\n]/);
        for (const part of cell.split(/[;\t\r\n]/))
          expect(part).not.toMatch(/^[\s\u200b\ufeff"]*[=+\-@＝＋－＠]/);
        expect(unguardCell(cell)).toBe(given);
      }),
      { numRuns: 2000 },
    );
  });
});
