import { createHash } from 'node:crypto';
import { In, MoreThan } from 'typeorm';
import type { Clock } from '../../kit/context';
import { storeRows, type Database } from '../../kit/database/database';
import { Cells, cellProblem, type CellProblem } from './cells';
import type { Places } from './columns';
import { MAX_EXTERNAL_ID } from './external-id';
import { lookUp } from './look-up';
import * as messages from './messages';
import { Pace } from './pace';
import { BrokenSheet, type SheetRecord } from './read-records';
import type { AnySheet, Desk } from './sheet';
import { ImportJob, ImportRow } from './staging';

/** More than the largest row that is right has; it fits into the column on every engine. */
const MAX_CONTENT_BYTES = 60_000;
/** How many ids that stand twice are looked after at a time. */
const IDS_AT_ONCE = 200;
const LINES_AT_ONCE = 500;

/** What is needed to stage a sheet. */
export interface Staging {
  readonly db: Database;
  readonly desk: Desk;
  readonly clock: Clock;
  readonly sheet: AnySheet;
  readonly job: ImportJob;
  /** Is told how many rows are done; throws to stop. */
  readonly onRows: (done: number) => void;
}

/** The hash by which a row is known again that says the same. */
export function rowHashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

interface Read {
  readonly staged: ImportRow;
  readonly row: unknown;
}

function checkId(cells: Cells): string {
  const id = cells.needed('externalId');
  if (id.length <= MAX_EXTERNAL_ID) return id;
  cells.say('externalId', 'INVALID', messages.idTooLong(MAX_EXTERNAL_ID));
  return '';
}

function readRow({ desk, sheet, job }: Staging, { line, cells: record }: SheetRecord, places: Places): Read {
  const cells = new Cells(record, places);
  const externalId = checkId(cells);
  const row: unknown = sheet.read(desk, cells);
  const content = JSON.stringify(row);
  if (Buffer.byteLength(content) > MAX_CONTENT_BYTES)
    cells.say('externalId', 'INVALID', messages.rowTooLong());
  return { staged: stagedRow(job, { line, externalId, content, problems: cells.sorted }), row };
}

function stagedRow(
  { id: jobId }: ImportJob,
  {
    line,
    externalId,
    content,
    problems,
  }: Pick<ImportRow, 'line' | 'externalId' | 'content'> & { problems: readonly CellProblem[] },
): ImportRow {
  const isBad = problems.length > 0;
  return Object.assign(new ImportRow(), {
    jobId,
    line,
    externalId,
    isBad,
    content: isBad ? null : content,
    problems: isBad ? problems : null,
  });
}

/** Turns rows bad that cannot be brought to what is there. */
async function checkAgainstStored(
  { db, desk, sheet, job }: Staging,
  rows: readonly Read[],
): Promise<ImportRow[]> {
  const ids = rows.filter(({ staged }) => staged.externalId !== '').map(({ staged }) => staged.externalId);
  const known = await lookUp({ ...desk, manager: db.read }, sheet, { ids });
  return rows.map(({ staged, row }) => {
    if (staged.externalId === '') return staged;
    const { stored, rowHash, closed } = known(staged.externalId);
    const problems = [...(staged.problems ?? []), ...(closed ? [closed] : [])];
    const isAsBefore = staged.content !== null && rowHash === rowHashOf(staged.content);
    if (problems.length === 0 && !isAsBefore)
      problems.push(...sheet.refuse(desk, { externalId: staged.externalId, row, stored }));
    const { line, externalId, content } = staged;
    return stagedRow(job, { line, externalId, content, problems });
  });
}

/** Batches of records; a sheet that breaks off ends with its last good record, and says where. */
async function* inBatches(
  records: AsyncIterator<SheetRecord>,
  pace: Pace,
): AsyncGenerator<{ batch: SheetRecord[]; brokenAt: number | null }> {
  for (;;) {
    const batch: SheetRecord[] = [];
    try {
      while (batch.length < pace.next) {
        const next = await records.next();
        if (next.done) {
          yield { batch, brokenAt: null };
          return;
        }
        batch.push(next.value);
      }
    } catch (error) {
      if (!(error instanceof BrokenSheet)) throw error;
      yield { batch, brokenAt: error.line };
      return;
    }
    yield { batch, brokenAt: null };
  }
}

/**
 * Puts every row of a sheet into the staging table, with what is wrong with it. Answers whether the sheet could be
 * read to its end.
 */
export async function stageRows(
  staging: Staging,
  records: AsyncIterator<SheetRecord>,
  places: Places,
): Promise<{ isWhole: boolean }> {
  const { db, job, onRows } = staging;
  const pace = new Pace();
  for await (const { batch, brokenAt } of inBatches(records, pace)) {
    const read = batch.map((record) => readRow(staging, record, places));
    const rows = await checkAgainstStored(staging, read);
    if (brokenAt !== null) {
      const problems = [cellProblem('', 'INVALID', messages.sheetBroken())];
      rows.push(stagedRow(job, { line: brokenAt, externalId: '', content: null, problems }));
    }
    job.rows += rows.length;
    job.bad += rows.filter(({ isBad }) => isBad).length;
    await pace.run(() => db.write((manager) => storeRows(manager, ImportRow, rows)));
    onRows(job.rows);
    if (brokenAt !== null) return { isWhole: false };
  }
  return { isWhole: true };
}

interface Twice {
  readonly externalId: string;
  readonly first: number;
  readonly last: number;
}

/** Ids that stand in more than one row, from one on. */
async function findTwice({ db, job }: Staging, after: string): Promise<Twice[]> {
  const found = await db.read
    .createQueryBuilder(ImportRow, 'row')
    .select('row.externalId', 'externalId')
    .addSelect('MIN(row.line)', 'first')
    .addSelect('MAX(row.line)', 'last')
    .where('row.jobId = :job AND row.externalId > :after', { job: job.id, after })
    .groupBy('row.externalId')
    .having('COUNT(*) > 1')
    .orderBy('row.externalId')
    .limit(IDS_AT_ONCE)
    .getRawMany<Record<keyof Twice, string>>();
  return found.map(({ externalId, first, last }) => ({
    externalId,
    first: Number(first),
    last: Number(last),
  }));
}

async function markTwice({ db, job, onRows }: Staging, twice: readonly Twice[]): Promise<void> {
  const byId = new Map(twice.map((one) => [one.externalId, one]));
  const externalId = In([...byId.keys()]);
  for (let after = 0; ;) {
    const rows = await db.read.find(ImportRow, {
      where: { jobId: job.id, externalId, line: MoreThan(after) },
      order: { line: 'ASC' },
      take: LINES_AT_ONCE,
    });
    if (rows.length === 0) return;
    const marked = rows.map((row) => {
      const { first = 0, last = 0 } = byId.get(row.externalId) ?? {};
      const words = messages.idTwice(row.line === first ? last : first);
      const problems = [cellProblem('externalId', 'CONFLICT', words), ...(row.problems ?? [])];
      const { line, content } = row;
      return stagedRow(job, { line, externalId: row.externalId, content, problems });
    });
    job.bad += rows.filter(({ isBad }) => !isBad).length;
    await db.write((manager) => storeRows(manager, ImportRow, marked));
    onRows(job.rows);
    after = rows.at(-1)?.line ?? after;
  }
}

/** Turns every row bad whose externalId another row has too: nobody can say which of them is meant. */
export async function findDuplicates(staging: Staging): Promise<void> {
  for (let after = ''; ;) {
    const twice = await findTwice(staging, after);
    if (twice.length === 0) return;
    await markTwice(staging, twice);
    after = twice.at(-1)?.externalId ?? after;
  }
}
