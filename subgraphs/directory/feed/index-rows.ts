import { In, type EntityManager } from 'typeorm';
import type { Entry as FeedEntry, EntryKind } from '../../../schema/changes';
import { storeRows } from '../../kit/database/database';
import { forgetPlaces } from '../../kit/list/earlier-place';
import { removeFromIndex, replaceInIndex, type IndexedRow } from '../../kit/list/indexed-row';
import { ActivityEntry, BookingEntry, Entry, MemberEntry, NetworkEntry } from '../entries';
import type { Updated } from './check-items';
import { leaveForNew } from './left-places';

const tables = [MemberEntry, ActivityEntry, NetworkEntry, BookingEntry];
const MAX_IDS_IN_ONE_STATEMENT = 1000;

/** Takes rows out of every table of the index. */
export async function removeEntries(manager: EntityManager, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += MAX_IDS_IN_ONE_STATEMENT) {
    const some = ids.slice(at, at + MAX_IDS_IN_ONE_STATEMENT);
    for (const table of [Entry, ...tables]) await manager.delete(table, { id: In(some) });
    await removeFromIndex(manager, some);
    await forgetPlaces(manager, some);
  }
}

function ofKind<K extends EntryKind>(
  rows: readonly Updated[],
  kind: K,
): { id: string; entry: FeedEntry<K> }[] {
  return rows
    .filter((row) => row.kind === kind)
    .map(({ id, entry }) => ({ id, entry: entry as FeedEntry<K> }));
}

/** Columns of an entry, without how it is indexed. */
function columnsOf<E extends { facets: unknown; text: unknown }>({
  facets: _facets,
  text: _text,
  ...columns
}: E) {
  return columns;
}

async function storeColumns(manager: EntityManager, region: string, rows: readonly Updated[]): Promise<void> {
  const members = ofKind(rows, 'MEMBER').map(({ id, entry }) => ({
    id,
    region,
    ...columnsOf(entry),
    joinedAt: new Date(entry.joinedAt),
  }));
  const activities = ofKind(rows, 'ACTIVITY').map(({ id, entry }) => ({
    id,
    region,
    ...columnsOf(entry),
    startsAt: new Date(entry.startsAt),
    publishedAt: entry.publishedAt === null ? null : new Date(entry.publishedAt),
  }));
  const networks = ofKind(rows, 'NETWORK').map(({ id, entry }) => ({ id, region, ...columnsOf(entry) }));
  const bookings = ofKind(rows, 'BOOKING').map(({ id, entry }) => ({
    id,
    region,
    ...entry,
    bookedAt: new Date(entry.bookedAt),
  }));
  await storeRows(manager, MemberEntry, members as MemberEntry[]);
  await storeRows(manager, ActivityEntry, activities as ActivityEntry[]);
  await storeRows(manager, NetworkEntry, networks as NetworkEntry[]);
  await storeRows(manager, BookingEntry, bookings);
}

/** How a row is found; no filter and no search finds a booking. */
function indexedRow({ id, listedTo, entry }: Updated): IndexedRow {
  const { facets, text } = 'facets' in entry ? entry : { facets: {}, text: '' };
  return { id, listedTo, facets, text };
}

/** Puts rows into every table of the index, in place of how they were. */
export async function storeEntries(
  manager: EntityManager,
  source: string,
  { rows, now }: { readonly rows: readonly Updated[]; readonly now: Date },
): Promise<void> {
  await storeRows(
    manager,
    Entry,
    rows.map(({ id, kind, number }) => ({ id, kind, source, number })),
  );
  await leaveForNew(manager, rows, now);
  await storeColumns(manager, source, rows);
  await replaceInIndex(manager, rows.map(indexedRow));
}
