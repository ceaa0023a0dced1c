import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { readText, type Survey } from './read-file';

/** Longer than any row that could be right: where a quotation mark is not closed, the rest of the file is one row. */
const MAX_RECORD_CHARACTERS = 200_000;
const MAX_HEADING_CHARACTERS = 50_000;

const delimiters = [',', ';', '\t'] as const;
/** What parts the cells of a sheet. */
export type Delimiter = (typeof delimiters)[number];

/** The file is no CSV from some row on. */
export class BrokenSheet extends Error {
  constructor(
    /** As a spreadsheet counts. */
    readonly line: number,
    options: ErrorOptions,
  ) {
    super(`Row ${line} and what follows cannot be read.`, options);
    this.name = 'BrokenSheet';
  }
}

/** One row of a sheet. */
export interface SheetRecord {
  /** As a spreadsheet counts: the heading is 1, and blank rows count. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What parts the cells, by the heading. */
export function findDelimiter(heading: string): Delimiter {
  const bare = heading.replaceAll(/"[^"]*"/g, '');
  const counted = delimiters.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length }));
  const [best] = counted.toSorted((one, other) => other.count - one.count);
  return best?.delimiter ?? ',';
}

/** The beginning of a text, at least its first line, and the rest of it. */
async function readHeading(text: AsyncIterator<string>): Promise<string> {
  let start = '';
  while (!/[\r\n]./s.test(start) && start.length < MAX_HEADING_CHARACTERS) {
    const next = await text.next();
    if (next.done) break;
    start += next.value;
  }
  return start;
}

/** A sheet that has been opened. */
export interface OpenSheet {
  readonly delimiter: Delimiter;
  /** The rows, the heading first; blank ones are left out. Throws BrokenSheet. */
  readonly records: AsyncGenerator<SheetRecord>;
}

async function* prepend(start: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (start !== '') yield start;
  yield* rest;
}

async function* parseRecords(text: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<SheetRecord> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  });
  // What goes wrong on the way is thrown where the records are read.
  pipeline(Readable.from(text), parser, () => undefined);
  let line = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      line += 1;
      if (cells.some((cell) => cell.trim() !== '')) yield { line, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Rows that were read together with the broken one may not have come out: the parser knows of them.
    const { records = line } = error as { records?: number };
    throw new BrokenSheet(records + 1, { cause: error });
  }
}

/** Opens a sheet. Its first line may say what parts the cells ("sep=;", as Excel does); else the heading shows it. */
export async function openSheet(survey: Survey): Promise<OpenSheet> {
  const text = readText(survey);
  const start = await readHeading(text);
  const [said, told] = /^sep=([,;\t])(?:\r\n|\n|\r)/i.exec(start) ?? [''];
  const heading = start.slice(said.length);
  const delimiter = (told as Delimiter | undefined) ?? findDelimiter(heading.split(/[\r\n]/, 1)[0] ?? '');
  return { delimiter, records: parseRecords(prepend(heading, text), delimiter) };
}
