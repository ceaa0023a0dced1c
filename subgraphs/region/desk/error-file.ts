import { createWriteStream, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { MoreThan } from 'typeorm';
import type { Database } from '../../kit/database/database';
import { guardCell } from './formula-guard';
import { ImportRow, type ImportJob } from './staging';

const LINES_AT_ONCE = 500;

/** Where what is wrong with a sheet is told: `members.errors.csv` beside `members.csv`. */
export function errorFileOf(path: string): string {
  const ending = extname(path);
  return join(dirname(path), `${basename(path, ending)}.errors.csv`);
}

/** Every bad cell as row, column, code and message. Nothing of what stood in it. */
async function* badCells(db: Database, { id: jobId }: ImportJob): AsyncGenerator<string[]> {
  for (let after = 0; ;) {
    const rows = await db.read.find(ImportRow, {
      where: { jobId, isBad: true, line: MoreThan(after) },
      order: { line: 'ASC' },
      take: LINES_AT_ONCE,
    });
    if (rows.length === 0) return;
    for (const { line, problems } of rows)
      for (const { column, code, message } of problems ?? [])
        yield [String(line), guardCell(column), code, guardCell(message)];
    after = rows.at(-1)?.line ?? after;
  }
}

/** Options of every CSV file that the desk writes: as spreadsheets read it, with what is not ASCII. */
export const sheetFormat = { bom: true, quoted: true, record_delimiter: 'windows' } as const;

/** Writes what is wrong with a sheet beside it; where nothing is, a file of an earlier time goes. Answers its name, if any. */
export async function writeErrors(db: Database, job: ImportJob, path: string): Promise<string | null> {
  const file = errorFileOf(path);
  if (job.bad === 0) {
    rmSync(file, { force: true });
    return null;
  }
  const csv = stringify({ ...sheetFormat, header: true, columns: ['row', 'column', 'code', 'message'] });
  await pipeline(Readable.from(badCells(db, job)), csv, createWriteStream(file));
  return file;
}
