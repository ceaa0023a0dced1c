import { createHash } from 'node:crypto';
import { BadCursor } from '../errors';
import { cursorOfOtherFilter, cursorOfOtherOrder, damagedCursor } from '../messages';

/** Where a row stands in an ordered list: its sort value, and its id where sort values are equal. */
export interface Position {
  readonly sort: string | number;
  readonly id: string;
  /** The state of the index when the reading of the list began, where the list keeps places. */
  readonly listing?: number;
}

/** Values without those that are absent, in an order of keys that does not depend on how they were written. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value instanceof Date) return value.toISOString();
  if (value === null || typeof value !== 'object') return value;
  const present = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return present
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => [key, canonical(inner)]);
}

/** A short mark of what a list is: two lists of another kind, parent or filter have another mark. */
export function fingerprint(...parts: unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(parts)))
    .digest('base64url')
    .slice(0, 10);
}

/** An opaque cursor, bound to the order and to the mark of the list. */
export function encodeCursor(order: string, mark: string, { sort, id, listing }: Position): string {
  const parts = [order, mark, sort, id, ...(listing === undefined ? [] : [listing])];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What a list is sorted by; an instant stands in a cursor as milliseconds since 1970. */
export type SortType = 'instant' | 'text' | 'number';

/** What a cursor is bound to: the name of the list's order with the type of its values, and the mark of the list. */
export interface CursorBinding {
  readonly order: string;
  readonly type: SortType;
  readonly mark: string;
}

function isSortValue(type: SortType, value: unknown): value is string | number {
  if (type === 'text') return typeof value === 'string';
  if (typeof value !== 'number') return false;
  // A number may be finite and yet be no date, which a database takes for whatever it likes.
  return Number.isFinite(type === 'instant' ? new Date(value).getTime() : value);
}

/** The position that a cursor stands for. Throws BadCursor for one that is damaged or of another list. */
export function decodeCursor(name: string, cursor: string, { order, type, mark }: CursorBinding): Position {
  const parts = parse(cursor);
  const [itsOrder, itsMark, sort, id, listing] =
    Array.isArray(parts) && (parts.length === 4 || parts.length === 5) ? (parts as unknown[]) : [];
  if (typeof itsOrder !== 'string' || typeof itsMark !== 'string' || typeof id !== 'string') {
    throw new BadCursor(damagedCursor(name));
  }
  if (itsOrder !== order) {
    throw new BadCursor(cursorOfOtherOrder(name, itsOrder.slice(0, 40), order));
  }
  if (itsMark !== mark) {
    throw new BadCursor(cursorOfOtherFilter(name));
  }
  if (!isSortValue(type, sort)) throw new BadCursor(damagedCursor(name));
  if (listing === undefined) return { sort, id };
  if (!Number.isSafeInteger(listing)) throw new BadCursor(damagedCursor(name));
  return { sort, id, listing: listing as number };
}
