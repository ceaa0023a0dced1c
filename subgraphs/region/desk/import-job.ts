import { createHash } from 'node:crypto';
import { Between, LessThan } from 'typeorm';
import type { Database } from '../../kit/database/database';
import { Pace } from './pace';
import { ImportJob, ImportRow } from './staging';
import type { SheetKind } from './external-id';

/** How long what a killed import has left waits for the same command to go on with it. */
export const ABANDONED_AFTER_MILLIS = 86_400_000;

/** What is hashed beside the file: other software may have read the rows otherwise. */
const FORMAT = 1;

/** What an import is known again by. */
export function requestHashOf(fileHash: string, { skipBad }: { skipBad: boolean }): string {
  return createHash('sha256')
    .update(JSON.stringify([FORMAT, fileHash, skipBad]))
    .digest('hex');
}

/** Begins an import. */
export async function beginJob(
  db: Database,
  { kind, requestHash, now }: { kind: SheetKind; requestHash: string; now: Date },
): Promise<ImportJob> {
  const counts = { rows: 0, bad: 0, applied: 0, made: 0, changed: 0 };
  const job = Object.assign(new ImportJob(), {
    kind,
    requestHash,
    phase: 'CHECKING',
    ...counts,
    touchedAt: now,
  } satisfies Partial<ImportJob>);
  return db.write((manager) => manager.save(job));
}

/**
 * The import that was killed while it applied what this request asks for, if it has not been given up since. It is this
 * process's from now on.
 */
export async function takeUpJob(db: Database, requestHash: string, now: Date): Promise<ImportJob | null> {
  return db.write(async (manager) => {
    // A write comes first: on a file, one that has only read is refused where others write meanwhile.
    const { affected } = await manager.update(
      ImportJob,
      { requestHash, phase: 'APPLYING' },
      { touchedAt: now },
    );
    if (!affected) return null;
    return manager.findOneBy(ImportJob, { requestHash, phase: 'APPLYING' });
  });
}

/** Removes the rows of an import, a few at a time, and then the import. */
export async function dropJob(db: Database, { id }: Pick<ImportJob, 'id'>): Promise<void> {
  await db.write((manager) => manager.update(ImportJob, { id }, { phase: 'ENDING' }));
  const last = await db.read.maximum(ImportRow, 'line', { jobId: id });
  const pace = new Pace(4096);
  for (let from = 0; from <= (last ?? -1);) {
    const to = from + pace.next - 1;
    await pace.run(() =>
      db.write((manager) => manager.delete(ImportRow, { jobId: id, line: Between(from, to) })),
    );
    from = to + 1;
  }
  await db.write((manager) => manager.delete(ImportJob, { id }));
}

/** Removes what every import has left but `kept`: whoever calls it knows that no other is under way. */
export async function dropOtherJobs(db: Database, kept: ImportJob | null): Promise<void> {
  for (const job of await db.read.find(ImportJob)) if (job.id !== kept?.id) await dropJob(db, job);
}

/** Removes what imports have left that were killed and not gone on with for a day. Answers how many there were. */
export async function dropAbandoned(db: Database, now: Date): Promise<number> {
  const touchedAt = LessThan(new Date(now.getTime() - ABANDONED_AFTER_MILLIS));
  const abandoned = await db.read.findBy(ImportJob, { touchedAt });
  let dropped = 0;
  for (const { id } of abandoned) {
    // Whoever takes it up at this moment has touched it: then it is not abandoned.
    const { affected } = await db.write((manager) =>
      manager.update(ImportJob, { id, touchedAt }, { phase: 'ENDING' }),
    );
    if (affected !== 1) continue;
    await dropJob(db, { id });
    dropped += 1;
  }
  return dropped;
}
