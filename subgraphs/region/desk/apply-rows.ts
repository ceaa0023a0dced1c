import { MoreThan } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordChanges } from '../../kit/changes/change-record';
import type { Clock } from '../../kit/context';
import { storeRows, type Database } from '../../kit/database/database';
import { isUnavailable, OutcomeUnknown } from '../../kit/database/failures';
import { ExternalId } from './external-id';
import { lookUp } from './look-up';
import { Pace } from './pace';
import type { AnySheet, Brought, Desk, DeskWork, Kept } from './sheet';
import { rowHashOf, type Staging } from './stage-rows';
import { emptied, ImportJob, ImportRow } from './staging';

/** For how long a database that cannot be had is asked again, and how often. */
const MAX_TRIES = 10;
const TRY_AGAIN_MILLIS = 1000;

interface Batch {
  readonly clock: Clock;
  readonly sheet: AnySheet;
  readonly job: ImportJob;
  readonly rows: readonly ImportRow[];
}

type Judged = Brought<unknown, unknown> & { readonly rowHash: string };

/** What of a batch is to be stored. What has become bad since it was checked is marked so, and left out. */
async function judge(work: DeskWork, { sheet, rows }: Batch): Promise<{ good: Judged[]; bad: ImportRow[] }> {
  const known = await lookUp(work, sheet, { ids: rows.map(({ externalId }) => externalId), isLocked: true });
  const good: Judged[] = [];
  const bad: ImportRow[] = [];
  for (const staged of rows) {
    const { externalId, content } = staged;
    const { stored, rowHash: before, closed } = known(externalId);
    const rowHash = rowHashOf(content ?? '');
    if (before === rowHash && !closed) continue;
    const brought = { externalId, row: JSON.parse(content ?? 'null') as unknown, stored };
    // A row without content is of one who has gone since it was checked.
    const gone = closed ?? (content === null ? sheet.closed(null) : null);
    const problems = gone ? [gone] : sheet.refuse(work, brought);
    if (problems.length === 0) good.push({ ...brought, rowHash });
    else bad.push(Object.assign(new ImportRow(), staged, { ...emptied, isBad: true, problems }));
  }
  return { good, bad };
}

function mappingsOf({ kind }: AnySheet, good: readonly Judged[], kept: readonly Kept[]): ExternalId[] {
  return good.map(({ externalId, rowHash }, index) => ({
    kind,
    externalId,
    subjectId: kept[index]?.id ?? '',
    rowHash,
  }));
}

/** One batch, all of it or nothing: rows, how they are found, which sheet knows them, how far it is, and the feed. */
async function applyBatch(work: DeskWork, batch: Batch): Promise<void> {
  const { manager } = work;
  const { clock, sheet, job, rows } = batch;
  // A write comes first: on a file, one that has only read is refused where others write all the time.
  await manager.update(ImportJob, { id: job.id }, { touchedAt: clock() });
  const { good, bad } = await judge(work, batch);
  const { kept, changes } = await sheet.store(work, good);
  await storeRows(manager, ExternalId, mappingsOf(sheet, good, kept));
  await storeRows(manager, ImportRow, bad);
  const count = (outcome: Kept['outcome']): number => kept.filter((one) => one.outcome === outcome).length;
  await manager.update(
    ImportJob,
    { id: job.id },
    {
      applied: rows.at(-1)?.line ?? job.applied,
      made: job.made + count('made'),
      changed: job.changed + count('changed'),
      bad: job.bad + bad.length,
    },
  );
  await recordChanges(manager, changes);
}

/** Runs a batch; where the database could not be had, or nobody knows what became of it, how far it is is read again. */
async function tryBatch(db: Database, desk: Desk, batch: Batch): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await db.write((manager) => applyBatch({ ...desk, manager }, batch));
      return;
    } catch (error) {
      if (error instanceof OutcomeUnknown) return;
      if (!isUnavailable(error) || tries >= MAX_TRIES) throw error;
    }
    await sleep(TRY_AGAIN_MILLIS);
  }
}

/**
 * Applies the good rows of the staging table in short transactions, from where the import is; each is undone as a whole
 * or stored as a whole, so that one that is killed goes on where it was. Answers the import as it is then.
 */
export async function applyRows({
  db,
  desk,
  clock,
  sheet,
  job: { id },
  onRows,
}: Staging): Promise<ImportJob> {
  const pace = new Pace();
  for (;;) {
    const job = await db.read.findOneByOrFail(ImportJob, { id });
    const rows = await db.read.find(ImportRow, {
      where: { jobId: id, isBad: false, line: MoreThan(job.applied) },
      order: { line: 'ASC' },
      take: pace.next,
    });
    if (rows.length === 0) return job;
    await pace.run(() => tryBatch(db, desk, { clock, sheet, job, rows }));
    onRows(rows.at(-1)?.line ?? job.applied);
  }
}
