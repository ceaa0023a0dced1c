import { In, type EntityManager } from 'typeorm';
import type { Entry as FeedEntry, EntryKind, FeedEnvelope } from '../../../schema/changes';
import { storeRows } from '../../kit/database/database';
import { isRefusedData } from '../../kit/database/failures';
import { Entry, FeedCursor } from '../entries';
import { noteDue, type HeardOf } from '../settling/note-due';
import { checkItems, endOf, type Checked, type Updated } from './check-items';
import { forgetSource } from './forget-source';
import { eraseAgainIn } from '../person/keep-erasures';
import { holdIndex } from './hold-index';
import { removeEntries, storeEntries } from './index-rows';
import { Move } from '../moves/move';
import { isSamePosition, readPosition, type Position } from './position';
import { OWNED_BY_ANOTHER, releaseIds, setAside, type Poison } from './set-aside';

/** A feed: whose it is, and which kinds of rows its owner may speak of. */
export interface FeedSource {
  /** Slug of the subgraph. */
  readonly slug: string;
  readonly kinds: readonly EntryKind[];
}

/** What came of one page. */
export interface Applied {
  /** False when the page changed nothing but, perhaps, where the reader stands. */
  readonly isApplied: boolean;
  /** Number to read on after. */
  readonly cursor: number;
  /** Changes of this page that were set aside. */
  readonly poison: readonly Pick<Poison, 'id' | 'reason'>[];
}

/** A page, and where its reader stood when asking for it. */
export interface ReadPage {
  readonly page: FeedEnvelope;
  readonly from: Position;
  readonly now: Date;
}

function poisoned({ id, number }: Checked, reason: string): Poison {
  return { id, number, is: 'poison', reason };
}

/** Stores rows together; where the database refuses, it finds out which ones those are. */
async function storeOrRefuse(
  manager: EntityManager,
  source: string,
  { rows, now }: { readonly rows: readonly Updated[]; readonly now: Date },
): Promise<Poison[]> {
  const [first] = rows;
  if (!first) return [];
  try {
    await manager.transaction((inner) => storeEntries(inner, source, { rows, now }));
    return [];
  } catch (error) {
    if (!isRefusedData(error)) throw error;
  }
  if (rows.length === 1) return [poisoned(first, 'The database refused it')];
  const half = Math.ceil(rows.length / 2);
  const [one, other] = [rows.slice(0, half), rows.slice(half)];
  const refused = await storeOrRefuse(manager, source, { rows: one, now });
  return [...refused, ...(await storeOrRefuse(manager, source, { rows: other, now }))];
}

/** Whose rows are whose. */
interface Claims {
  readonly known: ReadonlyMap<string, Entry>;
  /** What is another source's still, and moves here. */
  readonly arrived: ReadonlySet<string>;
}

/** Which members that are another's in the index have arrived here: who moves is told of only once it has. */
async function findArrived(
  manager: EntityManager,
  source: string,
  { checked, known }: { checked: readonly Checked[]; known: ReadonlyMap<string, Entry> },
): Promise<ReadonlySet<string>> {
  const claimed = checked.filter(
    ({ is, id }) => is === 'updated' && (known.get(id)?.source ?? source) !== source,
  );
  if (claimed.length === 0) return new Set();
  const ids = In(claimed.map(({ id }) => id));
  const moves = await manager.findBy(Move, { memberId: ids, toRegion: source });
  return new Set(moves.map(({ memberId }) => memberId));
}

/** Leaves out what the index has as new already, and what another source has the say of. */
function sift(source: string, changes: readonly Checked[], { known, arrived }: Claims): Checked[] {
  return changes.flatMap((change) => {
    const entry = known.get(change.id);
    if (!entry || arrived.has(change.id)) return [change];
    if (entry.source === source) return change.number > entry.number ? [change] : [];
    // To give up what one does not have (any more) is nothing new; to claim it is set aside.
    return change.is === 'deleted' ? [] : [poisoned(change, OWNED_BY_ANOTHER)];
  });
}

/** Of whom a page speaks: members, be they gone by now, and those who have booked. */
function heardOf(changes: readonly Checked[], known: ReadonlyMap<string, Entry>): HeardOf {
  const ofMembers = changes.filter((change) =>
    change.is === 'updated' ? change.kind === 'MEMBER' : known.get(change.id)?.kind === 'MEMBER',
  );
  const bookers = changes.flatMap((change) =>
    change.is === 'updated' && change.kind === 'BOOKING'
      ? [(change.entry as FeedEntry<'BOOKING'>).memberId]
      : [],
  );
  return { members: ofMembers.map(({ id }) => id), bookers };
}

async function applyChanges(
  manager: EntityManager,
  source: string,
  { checked, now }: { readonly checked: readonly Checked[]; readonly now: Date },
): Promise<Poison[]> {
  const entries = await manager.findBy(Entry, { id: In(checked.map(({ id }) => id)) });
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const arrived = await findArrived(manager, source, { checked, known });
  const changes = sift(source, checked, { known, arrived });
  const updated = changes.filter((change): change is Updated => change.is === 'updated');
  const own = changes.filter(({ id }) => known.get(id)?.source === source);
  // A row whose latest state is not understood goes, too: who may find it now is not known.
  const gone = own.filter((change) => change.is !== 'updated' || change.kind !== known.get(change.id)?.kind);
  await removeEntries(
    manager,
    gone.map(({ id }) => id),
  );
  const refused = await storeOrRefuse(manager, source, { rows: updated, now });
  await removeEntries(
    manager,
    refused.map(({ id }) => id),
  );
  await noteDue(manager, source, heardOf(changes, known));
  const poison = [...changes.filter((change): change is Poison => change.is === 'poison'), ...refused];
  // What was a claim before is none any more when it is given up.
  await setAside(manager, source, { changes: checked, poison });
  await releaseIds(
    manager,
    source,
    gone.map(({ id }) => id),
  );
  return poison;
}

/**
 * Applies a page, with its cursor: belongs in one transaction, so that all of it is stored or nothing is. A page that
 * was asked for from elsewhere than where the reader stands (read twice, out of order, by two processes, before the
 * source left) changes nothing, and neither does a change of a row that is not newer than what the index has. Another
 * epoch than before makes the reader forget what the source said, and start anew from 0. Throws where the page does
 * not say where it ends.
 */
export async function applyPage(
  manager: EntityManager,
  { slug, kinds }: FeedSource,
  { page, from, now }: ReadPage,
): Promise<Applied> {
  await holdIndex(manager);
  const { hasLeft, asOf, ...position } = await readPosition(manager, slug);
  if (hasLeft || !isSamePosition(position, from))
    return { isApplied: false, cursor: position.cursor, poison: [] };
  const cursorRow = { source: slug, epoch: page.epoch, hasLeft: false };
  if (position.epoch !== page.epoch) {
    await forgetSource(manager, slug);
    if (position.epoch !== null) await eraseAgainIn(manager, slug);
    if (from.cursor !== 0) {
      await storeRows(manager, FeedCursor, [{ ...cursorRow, cursor: 0, mark: null, asOf: null }]);
      return { isApplied: false, cursor: 0, poison: [] };
    }
  }
  const next = endOf(page, from.cursor);
  const checked = checkItems(page.items, { kinds, after: from.cursor, next });
  const poison = await applyChanges(manager, slug, { checked, now });
  const isWhole = page.remaining === 0;
  await storeRows(manager, FeedCursor, [
    {
      ...cursorRow,
      cursor: next,
      mark: page.mark,
      asOf: isWhole ? now : position.epoch === page.epoch ? asOf : null,
    },
  ]);
  return { isApplied: true, cursor: next, poison };
}
