import type { ProblemCode } from '../../../schema/contract/problem';
import { problem } from '../../../schema/contract/problem';
import { LanguageTagScalar } from '../../../schema/contract/scalars';
import type { Words } from '../../../schema/contract/words';
import { MAX_INPUT_VALUES } from '../../../schema/contract/input-limits';
import type { Places } from './columns';
import { unguardCell } from './formula-guard';
import * as messages from './messages';
import { readUkDate } from './uk-date';

/** What is wrong with one cell. */
export interface CellProblem {
  readonly column: string;
  readonly code: ProblemCode;
  readonly message: string;
}

/** What is wrong with a cell, in the language of whoever is being answered. */
export function cellProblem(column: string, code: ProblemCode, words: Words): CellProblem {
  return { column, code, message: problem(code, words).message };
}

/** As Excel writes what is to stay a text: `="01228"`. */
const keptText = /^="([^"]*)"$/;

/** The cells of one row, read as what they are meant to be; what cannot be read is remembered as a problem. */
export class Cells {
  readonly problems: CellProblem[] = [];

  /** The problems in the order of the columns. */
  get sorted(): CellProblem[] {
    const placeOf = ({ column }: CellProblem): number => this.places.get(column) ?? this.places.size;
    return this.problems.toSorted((one, other) => placeOf(one) - placeOf(other));
  }

  constructor(
    private readonly cells: readonly string[],
    private readonly places: Places,
  ) {
    const named = new Set(places.values());
    cells.forEach((cell, place) => {
      if (!named.has(place) && cell.trim() !== '')
        this.say(String(place + 1), 'INVALID', messages.noHeading());
    });
  }

  /** The columns that the sheet has. */
  get columns(): string[] {
    return [...this.places.keys()];
  }

  has(column: string): boolean {
    return this.places.has(column);
  }

  /** Whether something stands in the cell. */
  isFilled(column: string): boolean {
    return this.text(column) !== null;
  }

  say(column: string, code: ProblemCode, words: Words): void {
    this.problems.push(cellProblem(column, code, words));
  }

  /** The text without blanks around it; null where there is none. */
  text(column: string): string | null {
    const place = this.places.get(column);
    const cell = place === undefined ? '' : (this.cells[place] ?? '');
    const text = unguardCell(keptText.exec(cell.trim())?.[1] ?? cell).trim();
    return text === '' ? null : text;
  }

  /** The text; where there is none, that is a problem, and the answer is empty. */
  needed(column: string): string {
    const text = this.text(column);
    if (text === null) this.say(column, 'INVALID', messages.cellEmpty());
    return text ?? '';
  }

  /** One of a few values, in whatever case; `otherwise` where there is none, or, without that, a problem. */
  choice<T extends string>(column: string, values: Readonly<Record<T, T>>, otherwise?: T): T {
    const text = (otherwise === undefined ? this.needed(column) : this.text(column)) ?? '';
    const found = text === '' ? null : this.oneOf(column, text, values);
    return found ?? otherwise ?? (Object.keys(values)[0] as T);
  }

  /** The one of a few values that a text of the column is; null where it is none, which is a problem. */
  oneOf<T extends string>(column: string, text: string, values: Readonly<Record<T, T>>): T | null {
    const known = Object.keys(values) as T[];
    const wanted = text.toUpperCase().replaceAll(/[\s_-]+/g, '_');
    const found = known.find((value) => value === wanted);
    if (!found) this.say(column, 'INVALID', messages.choiceWrong(known));
    return found ?? null;
  }

  wholeNumber(column: string): number | null {
    const text = this.text(column);
    if (text === null || /^\d{1,9}$/.test(text)) return text === null ? null : Number(text);
    this.say(column, 'INVALID', messages.wholeNumberWrong());
    return null;
  }

  number(column: string): number | null {
    const text = this.text(column);
    const isNumber = text === null || /^-?\d{1,3}(\.\d{1,20})?(e-\d{1,2})?$/.test(text);
    if (!isNumber) this.say(column, 'INVALID', messages.numberWrong());
    return text === null || !isNumber ? null : Number(text);
  }

  /** The values that stand in one cell, parted by semicolons, bars, line ends and, unless told otherwise, commas. */
  list(column: string, parting = /[;|,\r\n]/): string[] {
    const parts = (this.text(column) ?? '').split(parting).map((part) => part.trim());
    const values = parts.filter((part) => part !== '');
    if (values.length > MAX_INPUT_VALUES)
      this.say(column, 'INVALID', messages.tooManyValues(MAX_INPUT_VALUES));
    return values.slice(0, MAX_INPUT_VALUES);
  }

  /** Language tags; those that are none are problems, and left out. */
  languages(column: string, tags: readonly string[]): string[] {
    return tags.flatMap((tag) => {
      try {
        return [LanguageTagScalar.parseValue(tag)];
      } catch {
        this.say(column, 'INVALID', messages.languageWrong());
        return [];
      }
    });
  }

  language(column: string): string | null {
    const text = this.text(column);
    return text === null ? null : (this.languages(column, [text])[0] ?? null);
  }

  /** An instant by the clock of a zone; null where there is none, or where it is a problem. */
  instant(column: string, timeZone: string): Date | null {
    const text = this.text(column);
    const read = text === null ? null : readUkDate(text, timeZone);
    if (text !== null && read === null) this.say(column, 'INVALID', messages.dateWrong());
    return read;
  }

  /** An instant that cannot be to come. */
  past(column: string, timeZone: string, now: Date): Date | null {
    const read = this.instant(column, timeZone);
    if (read === null || read <= now) return read;
    this.say(column, 'INVALID', messages.dateToCome());
    return null;
  }
}
