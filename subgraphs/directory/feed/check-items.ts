import { z } from 'zod';
import {
  entryByKind,
  feedItem,
  type Entry as FeedEntry,
  type EntryKind,
  type FeedEnvelope,
} from '../../../schema/changes';

/** A change that has been looked at. */
export type Checked = { readonly id: string; readonly number: number } & (
  | {
      readonly is: 'updated';
      readonly kind: EntryKind;
      readonly listedTo: readonly string[];
      readonly entry: FeedEntry<EntryKind>;
    }
  | { readonly is: 'deleted' }
  | { readonly is: 'poison'; readonly reason: string }
);

/** A change that says what a row is now. */
export type Updated = Extract<Checked, { is: 'updated' }>;

/** What the items of a page may be. */
export interface Bounds {
  /** Kinds of rows that the source may speak of. */
  readonly kinds: readonly EntryKind[];
  /** The page's numbers are above `after`, and `next` at most. */
  readonly after: number;
  readonly next: number;
}

const heading = { id: z.string().min(1).max(100), modified: z.int().positive() };

// Where and of which sort the first fault is: never a value, and of a path no more than names that are ours.
function reasonOf(error: z.ZodError, prefix = ''): string {
  const [issue] = error.issues;
  const path = issue?.path.slice(0, 1).join('') ?? '';
  return `${[prefix, path].filter(Boolean).join('.') || 'item'}: ${issue?.code ?? 'invalid'}`;
}

function checkBody(raw: unknown, { kinds }: Bounds) {
  const item = feedItem.safeParse(raw);
  if (!item.success) return { is: 'poison', reason: reasonOf(item.error) } as const;
  if (!(kinds as readonly string[]).includes(item.data.kind))
    return { is: 'poison', reason: 'kind: this source may not speak of it' } as const;
  if (item.data.state === 'deleted') return { is: 'deleted' } as const;
  const { kind, listedTo, data } = item.data;
  const entry = entryByKind[kind].safeParse(data);
  if (!entry.success) return { is: 'poison', reason: reasonOf(entry.error, 'data') } as const;
  return { is: 'updated', kind, listedTo, entry: entry.data } as const;
}

function checkItem(raw: unknown, bounds: Bounds): Checked {
  const { after, next } = bounds;
  const { id, modified } = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const number = heading.modified.safeParse(modified);
  const isInPage = number.success && number.data <= next;
  const at = isInPage ? number.data : next;
  const name = heading.id.safeParse(id);
  if (!name.success) return { id: `#${at}`, number: at, is: 'poison', reason: reasonOf(name.error, 'id') };
  const place = { id: name.data, number: at };
  if (!isInPage)
    return { ...place, is: 'poison', reason: `modified: not a number from ${after + 1} to ${next}` };
  return { ...place, ...checkBody(raw, bounds) };
}

/** The number to read on after. Throws where the page is not the one after `after`, or does not say where it ends. */
export function endOf({ after: answered, next, items }: FeedEnvelope, after: number): number {
  if (answered !== undefined && answered !== after)
    throw new Error(`The page after ${after} was asked for, but the one after ${answered} came.`);
  const numbers = items.map((item) =>
    heading.modified.safeParse((item as Record<string, unknown> | null)?.['modified']),
  );
  const end = next ?? Math.max(items.length === 0 ? after : 0, ...numbers.map(({ data }) => data ?? 0));
  if (end < after || (end === after && items.length > 0))
    throw new Error(`A page after ${after} must end beyond it, but ends at ${end}.`);
  return end;
}

/** The latest change of each row of a page, in whatever order and however often they stand there. */
export function checkItems(items: readonly unknown[], bounds: Bounds): Checked[] {
  const latest = new Map<string, Checked>();
  for (const one of items.map((item) => checkItem(item, bounds))) {
    const isNews = one.number > bounds.after && one.number > (latest.get(one.id)?.number ?? 0);
    if (isNews) latest.set(one.id, one);
  }
  return [...latest.values()];
}
