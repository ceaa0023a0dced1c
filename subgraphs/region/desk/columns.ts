import { SetupError } from '../../kit/errors';
import { canonicalTag } from '../writes/activity-texts';

/** One column that a sheet may have. */
export interface Column {
  readonly name: string;
  /** What stands in it, for a person. */
  readonly what: string;
  readonly isNeeded?: true;
  /** There is one for each language, such as `title (en)`. */
  readonly isByLanguage?: true;
}

/** Where each column of a sheet is: its place in a row by its name. */
export type Places = ReadonlyMap<string, number>;

function bare(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** A column of one language, as it is named everywhere: `title (cy)`. */
export function columnIn(name: string, language: string): string {
  return `${name} (${language})`;
}

function languageOf(heading: string, { name }: Column): string | null {
  const [, first = '', tag] =
    /^(.*?)[\s_]*(?:\(|\[|\s|_)\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\s*[)\]]?$/i.exec(heading.trim()) ?? [];
  if (tag === undefined || bare(first) !== bare(name)) return null;
  try {
    return canonicalTag(tag);
  } catch {
    return null;
  }
}

/** The name of the column that a heading means, however it is written; null for none of these. */
function findColumn(columns: readonly Column[], heading: string): string | null {
  for (const column of columns) {
    if (!column.isByLanguage && bare(heading) === bare(column.name)) return column.name;
    const language = column.isByLanguage ? languageOf(heading, column) : null;
    if (language !== null) return columnIn(column.name, language);
  }
  return null;
}

/** The columns in one line, those that are needed with a star. */
export function listColumns(columns: readonly Column[]): string {
  return columns
    .map(
      ({ name, isNeeded, isByLanguage }) =>
        `${isByLanguage ? columnIn(name, 'en') : name}${isNeeded ? '*' : ''}`,
    )
    .join(', ');
}

/** Whether the headings are those of a sheet with these columns: all that are needed are there. */
export function hasNeeded(columns: readonly Column[], headings: readonly string[]): boolean {
  const found = headings.map((heading) => findColumn(columns, heading));
  return columns.every(({ name, isNeeded }) => !isNeeded || found.includes(name));
}

/** Finds the columns of a sheet. Throws SetupError, which names all that there may be. */
export function findPlaces(columns: readonly Column[], headings: readonly string[]): Places {
  const places = new Map<string, number>();
  const wrong: string[] = [];
  headings.forEach((heading, place) => {
    if (heading.trim() === '') return;
    const name = findColumn(columns, heading);
    if (name === null) wrong.push(`"${heading.trim().slice(0, 60)}" is none of them`);
    else if (places.has(name)) wrong.push(`"${name}" is there twice`);
    else places.set(name, place);
  });
  const missing = columns.filter(({ name, isNeeded }) => isNeeded && !places.has(name));
  wrong.push(...missing.map(({ name }) => `"${name}" is missing`));
  if (wrong.length === 0) return places;
  throw new SetupError(
    `The columns are not right: ${wrong.slice(0, 20).join('; ')}. There may be (* needed): ${listColumns(columns)}.`,
  );
}
