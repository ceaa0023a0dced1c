import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { FeedItem, FeedPage } from '../../../schema/changes';
import type { Database } from '../database/database';
import { ChangeCounter, ChangeMark, ChangeRecord } from './change-record';

/** What a reader asks for: the page after what it has, and where it has that from. */
export interface FeedQuestion {
  readonly after: number;
  readonly limit: number;
  /** Epoch and mark of the last page that the reader applied; left out by one that has none. */
  readonly epoch?: string | undefined;
  readonly mark?: string | undefined;
}

interface Row {
  epoch: string;
  last: number | string;
  mark: string | null;
  waiting: number | string;
  isKnown: number | string | boolean;
  id: string | null;
  number: number | string;
  kind: string;
  listedTo: string | null;
  data: string | null;
}

// One statement, so that rows, epoch and mark are of one state, whatever is written or restored meanwhile.
async function select(manager: EntityManager, { after, limit, mark = '' }: FeedQuestion): Promise<Row[]> {
  const waiting = manager
    .createQueryBuilder(ChangeRecord, 'later')
    .select('COUNT(*)')
    .where('later.number > :after');
  const known = manager.createQueryBuilder(ChangeMark, 'known').select('COUNT(*)');
  known.where('known.number >= :after AND known.number = :markNumber AND known.mark = :markText');
  const [, number = '-1', text = ''] = /^(\d{1,16})\.(.+)$/.exec(mark) ?? [];
  return manager
    .createQueryBuilder(ChangeCounter, 'counter')
    .select(['counter.epoch AS epoch', 'counter.last AS last', 'newest.mark AS mark'])
    .addSelect(`(${waiting.getQuery()})`, 'waiting')
    .addSelect(`(${known.getQuery()})`, 'isKnown')
    .addSelect(['record.id AS id', 'record.number AS number', 'record.kind AS kind'])
    .addSelect(['record.listedTo AS listedTo', 'record.data AS data'])
    .leftJoin(ChangeMark, 'newest', 'newest.number = counter.last')
    .leftJoin(ChangeRecord, 'record', 'record.number > :after')
    .where('counter.id = 1')
    .setParameters({ after, markNumber: Number(number), markText: text })
    .orderBy('record.number', 'ASC')
    .limit(limit)
    .getRawMany<Row>();
}

function itemOf({ id, number, kind, listedTo, data }: Row): FeedItem {
  const common = { id, kind, modified: Number(number) };
  return (
    listedTo === null
      ? { state: 'deleted', ...common }
      : {
          state: 'updated',
          ...common,
          listedTo: JSON.parse(listedTo) as unknown,
          data: JSON.parse(data ?? 'null') as unknown,
        }
  ) as FeedItem;
}

function pageOf(rows: readonly Row[], after: number): FeedPage {
  const [{ epoch, last, mark, waiting }] = rows as [Row];
  const items = rows.filter(({ id }) => id !== null).map(itemOf);
  return {
    epoch,
    after,
    items,
    next: items.at(-1)?.modified ?? after,
    mark: mark === null ? null : `${last}.${mark}`,
    remaining: Number(waiting) - items.length,
  };
}

/** Whether the reader has seen what this database has not: it was restored from an older state. */
function isRestored([row]: readonly Row[], { after, epoch, mark }: FeedQuestion): boolean {
  if (!row || (epoch !== undefined && epoch !== row.epoch)) return false;
  return after > Number(row.last) || (mark !== undefined && Number(row.isKnown) === 0);
}

/**
 * Changes with a number above `after`, lowest first, at most `limit` of them. A database that finds that it was
 * restored from an older state gives itself a new epoch, and keeps it.
 */
export async function readFeed(db: Database, question: FeedQuestion): Promise<FeedPage> {
  let rows = await select(db.read, question);
  if (isRestored(rows, question)) {
    const old = rows[0]?.epoch ?? '';
    // Of two that find it out at once, the second changes nothing.
    await db.write((manager) =>
      manager.update(ChangeCounter, { id: 1, epoch: old }, { epoch: randomUUID() }),
    );
    rows = await select(db.read, question);
  }
  if (rows.length === 0) throw new Error('The change counter is missing: the database was not prepared.');
  return pageOf(rows, question.after);
}
