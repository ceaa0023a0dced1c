import { In, type EntityManager } from 'typeorm';
import {
  entryByKind,
  type Entry as FeedEntry,
  type EntryKind,
  type FeedItem,
  type FeedPage,
} from '../../../schema/changes';
import { storeRows, type Database } from '../../kit/database/database';
import { removeFromIndex, replaceInIndex, type IndexedRow } from '../../kit/list/indexed-row';
import { ActivityEntry, Entry, FeedCursor, MemberEntry, NetworkEntry } from '../entries';

/** A feed: whose it is, and which kinds of rows its owner may speak of. */
export interface FeedSource {
  /** Slug of the subgraph. */
  readonly slug: string;
  readonly kinds: readonly EntryKind[];
}

/** What came of one page. */
export interface Applied {
  /** Number to read on after. */
  readonly cursor: number;
  /** Ids that were passed over: another subgraph owns the row, or the feed's owner may not speak of the kind. */
  readonly refused: readonly string[];
}

type Updated = Extract<FeedItem, { state: 'updated' }>;
type Listed = readonly { item: Updated; entry: FeedEntry<EntryKind> }[];

const tables = [MemberEntry, ActivityEntry, NetworkEntry];
const MAX_IDS_IN_ONE_STATEMENT = 1000;

async function removeEntries(manager: EntityManager, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += MAX_IDS_IN_ONE_STATEMENT) {
    const some = ids.slice(at, at + MAX_IDS_IN_ONE_STATEMENT);
    for (const table of [Entry, ...tables]) await manager.delete(table, { id: In(some) });
    await removeFromIndex(manager, some);
  }
}

/** Forgets all that a source has said. Answers how many rows that were. */
export async function forgetSource(manager: EntityManager, source: string): Promise<number> {
  const entries = await manager.find(Entry, { where: { source }, select: { id: true } });
  await removeEntries(
    manager,
    entries.map(({ id }) => id),
  );
  await manager.delete(FeedCursor, { source });
  return entries.length;
}

function ofKind<K extends EntryKind>(listed: Listed, kind: K): { id: string; entry: FeedEntry<K> }[] {
  return listed
    .filter(({ item }) => item.kind === kind)
    .map(({ item, entry }) => ({ id: item.id, entry: entry as FeedEntry<K> }));
}

/** Columns of an entry, without how it is indexed. */
function columnsOf<E extends { facets: unknown; text: unknown }>({
  facets: _facets,
  text: _text,
  ...columns
}: E) {
  return columns;
}

async function storeEntries(manager: EntityManager, region: string, listed: Listed): Promise<void> {
  const members = ofKind(listed, 'MEMBER').map(({ id, entry }) => ({
    id,
    region,
    ...columnsOf(entry),
    joinedAt: new Date(entry.joinedAt),
  }));
  const activities = ofKind(listed, 'ACTIVITY').map(({ id, entry }) => ({
    id,
    region,
    ...columnsOf(entry),
    startsAt: new Date(entry.startsAt),
    publishedAt: entry.publishedAt === null ? null : new Date(entry.publishedAt),
  }));
  const networks = ofKind(listed, 'NETWORK').map(({ id, entry }) => ({ id, region, ...columnsOf(entry) }));
  await storeRows(manager, MemberEntry, members as MemberEntry[]);
  await storeRows(manager, ActivityEntry, activities as ActivityEntry[]);
  await storeRows(manager, NetworkEntry, networks as NetworkEntry[]);
}

async function storeUpdated(
  manager: EntityManager,
  source: string,
  items: readonly Updated[],
): Promise<void> {
  const listed = items.map((item) => ({
    item,
    entry: entryByKind[item.kind].parse(item.data),
  }));
  await storeRows(
    manager,
    Entry,
    items.map(({ id, kind }) => ({ id, kind, source })),
  );
  await storeEntries(manager, source, listed);
  const rows: IndexedRow[] = listed.map(({ item: { id, listedTo }, entry: { facets, text } }) => ({
    id,
    listedTo,
    facets,
    text,
  }));
  await replaceInIndex(manager, rows);
}

/** Ids of a page that the source may not speak of. */
async function findRefused(
  manager: EntityManager,
  { slug, kinds }: FeedSource,
  items: readonly FeedItem[],
): Promise<Set<string>> {
  const known = await manager.findBy(Entry, { id: In(items.map(({ id }) => id)) });
  const foreign = known.filter(({ source }) => source !== slug).map(({ id }) => id);
  const strange = items
    .filter(({ kind }) => !(kinds as readonly string[]).includes(kind))
    .map(({ id }) => id);
  return new Set([...foreign, ...strange]);
}

async function startEpoch(manager: EntityManager, source: string, epoch: string): Promise<number> {
  await forgetSource(manager, source);
  await manager.insert(FeedCursor, { source, epoch, cursor: 0, asOf: null });
  return 0;
}

/**
 * Applies a page that was read after `after`, with its cursor, in one transaction: all of it, or nothing. A page that
 * does not follow on what was applied before (read twice, out of order, by two processes) changes nothing. Another
 * epoch than before makes the reader forget what the source said, and start anew from 0.
 */
export function applyPage(
  db: Database,
  source: FeedSource,
  { page, after, now }: { page: FeedPage; after: number; now: Date },
): Promise<Applied> {
  return db.write(async (manager) => {
    const before = await manager.findOneBy(FeedCursor, { source: source.slug });
    if (before?.epoch !== page.epoch) {
      const cursor = await startEpoch(manager, source.slug, page.epoch);
      if (after !== 0) return { cursor, refused: [] };
    } else if (before.cursor !== after) {
      return { cursor: before.cursor, refused: [] };
    }
    const refused = await findRefused(manager, source, page.items);
    const items = page.items.filter(({ id }) => !refused.has(id));
    const gone = items.filter(({ state }) => state === 'deleted').map(({ id }) => id);
    const updated = items.filter((item): item is Updated => item.state === 'updated');
    await removeEntries(manager, gone);
    await storeUpdated(manager, source.slug, updated);
    const cursor = page.items.at(-1)?.modified ?? after;
    const asOf = page.remaining === 0 ? now : undefined;
    await manager.update(FeedCursor, { source: source.slug }, { cursor, ...(asOf && { asOf }) });
    return { cursor, refused: [...refused] };
  });
}
