import { createHash } from 'node:crypto';
import { BadCursor } from '../errors';
import { cursorOfOtherFilter, cursorOfOtherOrder, damagedCursor } from '../messages';

/** Where a row stands in an ordered list: its sort value, and its id where sort values are equal. */
export interface Position {
  readonly sort: string | number;
  readonly id: string;
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
export function encodeCursor(order: string, mark: string, { sort, id }: Position): string {
  return Buffer.from(JSON.stringify([order, mark, sort, id])).toString('base64url');
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** What a cursor is bound to: the name of the list's order, and the mark of the list. */
export interface CursorBinding {
  readonly order: string;
  readonly mark: string;
}

/** The position that a cursor stands for. Throws BadCursor for one that is damaged or of another list. */
export function decodeCursor(name: string, cursor: string, { order, mark }: CursorBinding): Position {
  const parts = parse(cursor);
  const [itsOrder, itsMark, sort, id] =
    Array.isArray(parts) && parts.length === 4 ? (parts as unknown[]) : [];
  const isSort = typeof sort === 'string' || (typeof sort === 'number' && Number.isFinite(sort));
  if (typeof itsOrder !== 'string' || typeof itsMark !== 'string' || !isSort || typeof id !== 'string') {
    throw new BadCursor(damagedCursor(name));
  }
  if (itsOrder !== order) {
    throw new BadCursor(cursorOfOtherOrder(name, itsOrder.slice(0, 40), order));
  }
  if (itsMark !== mark) {
    throw new BadCursor(cursorOfOtherFilter(name));
  }
  return { sort, id };
}
