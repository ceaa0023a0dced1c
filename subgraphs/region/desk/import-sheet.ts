import { SetupError } from '../../kit/errors';
import type { Clock } from '../../kit/context';
import type { Database } from '../../kit/database/database';
import type { RegionDefinition } from '../region-definition';
import { activitySheet } from './activity-sheet';
import { applyRows } from './apply-rows';
import { findPlaces, hasNeeded, listColumns, type Places } from './columns';
import { writeErrors } from './error-file';
import { beginJob, dropJob, dropOtherJobs, requestHashOf, takeUpJob } from './import-job';
import { readNetworks } from './known-networks';
import { memberSheet } from './member-sheet';
import { surveyFile, type Encoding, type Survey } from './read-file';
import { BrokenSheet, openSheet, type Delimiter, type OpenSheet, type SheetRecord } from './read-records';
import type { AnySheet } from './sheet';
import { findDuplicates, stageRows, type Staging } from './stage-rows';
import { ImportJob } from './staging';

/** What an import is doing. */
export type ImportStep = 'checking' | 'applying';

/** A sheet that is to be brought to a region. */
export interface ImportRequest {
  readonly path: string;
  /** Whether to check all rows, and apply none. */
  readonly isDry: boolean;
  /** Whether to apply the good rows where some are bad. */
  readonly skipBad: boolean;
  readonly clock: Clock;
  /** Is told how far it is, of about how many rows. */
  readonly onProgress: (step: ImportStep, done: number, total: number) => void;
  /** Ends the import after the batch that is under way. */
  readonly signal: AbortSignal;
}

/** What came of an import. */
export interface ImportReport {
  readonly noun: string;
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly rows: number;
  readonly bad: number;
  /** Whether good rows were applied. */
  readonly isApplied: boolean;
  readonly made: number;
  readonly changed: number;
  /** How many lines an import that was killed had applied; null where this one began anew. */
  readonly resumedAt: number | null;
  /** Where the bad cells are told; null where there are none. */
  readonly errorFile: string | null;
}

const sheets: readonly AnySheet[] = [memberSheet, activitySheet];

interface Opened {
  readonly survey: Survey;
  readonly open: OpenSheet;
  readonly sheet: AnySheet;
  readonly places: Places;
}

async function readHeadings({ records }: OpenSheet, path: string): Promise<readonly string[]> {
  try {
    const first = await records.next();
    if (!first.done) return first.value.cells;
  } catch (error) {
    if (!(error instanceof BrokenSheet)) throw error;
  }
  throw new SetupError(`${path} has no row of headings that can be read. ${expected()}`);
}

function expected(): string {
  return sheets
    .map(({ noun, columns }) => `A sheet of ${noun} may have (* needed): ${listColumns(columns)}.`)
    .join(' ');
}

/** The kind of sheet whose needed columns are there, or else the one that the most headings speak for. */
function sheetOf(headings: readonly string[]): AnySheet {
  const isActivity = headings.some((heading) => /^(starts ?at|title\b.*)$/i.test(heading.trim()));
  return (
    sheets.find(({ columns }) => hasNeeded(columns, headings)) ?? (isActivity ? activitySheet : memberSheet)
  );
}

async function openFile(path: string): Promise<Opened> {
  const survey = await surveyFile(path);
  const open = await openSheet(survey);
  const headings = await readHeadings(open, path);
  const sheet = sheetOf(headings);
  return { survey, open, sheet, places: findPlaces(sheet.columns, headings) };
}

function stopWhenTold({ signal }: ImportRequest): void {
  if (signal.aborted)
    throw new SetupError('Stopped. Rows that were applied stay; the same command goes on with the others.');
}

/** Checks every row, and says what is wrong; answers whether the sheet could be read to its end. */
async function check(
  staging: Staging,
  { open, places }: Opened,
  path: string,
): Promise<{ isWhole: boolean; errorFile: string | null }> {
  const { db, job } = staging;
  const records: AsyncGenerator<SheetRecord> = open.records;
  const { isWhole } = await stageRows(staging, records, places);
  await findDuplicates(staging);
  await db.write((manager) => manager.update(ImportJob, { id: job.id }, { rows: job.rows, bad: job.bad }));
  return { isWhole, errorFile: await writeErrors(db, job, path) };
}

/** Applies what is staged, and tells what has turned out to be bad meanwhile. */
async function apply(staging: Staging, path: string): Promise<{ job: ImportJob; errorFile: string | null }> {
  const { db } = staging;
  const job = await applyRows(staging);
  return { job, errorFile: await writeErrors(db, job, path) };
}

/**
 * Brings a sheet to a region: every row is checked in a staging table first, and then all are applied, or none where
 * one is bad and bad ones are not to be skipped. What is staged is gone when this ends, in whichever way; an import
 * that was killed while it applied is gone on with. Nobody else may import into the region meanwhile. Throws SetupError.
 */
export async function importSheet(
  db: Database,
  region: RegionDefinition,
  request: ImportRequest,
): Promise<ImportReport> {
  const { path, skipBad, isDry, clock, onProgress } = request;
  const opened = await openFile(path);
  const { survey, sheet } = opened;
  const desk = { region, networks: await readNetworks(db.read, region), now: clock() };
  const requestHash = requestHashOf(survey.hash, { skipBad });
  const earlier = isDry ? null : await takeUpJob(db, requestHash, desk.now);
  await dropOtherJobs(db, earlier);
  const job = earlier ?? (await beginJob(db, { kind: sheet.kind, requestHash, now: desk.now }));
  const staging = (step: ImportStep): Staging => ({
    ...{ db, desk, clock, sheet, job },
    onRows: (done) => {
      onProgress(step, done, Math.max(done, survey.lines));
      stopWhenTold(request);
    },
  });
  const report = (
    isApplied: boolean,
    { job: last, errorFile }: { job: ImportJob; errorFile: string | null },
  ): ImportReport => ({
    noun: sheet.noun,
    encoding: survey.encoding,
    delimiter: opened.open.delimiter,
    ...{ rows: last.rows, bad: last.bad, made: last.made, changed: last.changed },
    isApplied,
    resumedAt: earlier && earlier.applied,
    errorFile,
  });
  const run = async (): Promise<ImportReport> => {
    if (!earlier) {
      const { isWhole, errorFile } = await check(staging('checking'), opened, path);
      const isApplicable = isWhole && !isDry && (job.bad === 0 || skipBad);
      if (!isApplicable) return report(false, { job, errorFile });
      await db.write((manager) => manager.update(ImportJob, { id: job.id }, { phase: 'APPLYING' }));
    }
    return report(true, await apply(staging('applying'), path));
  };
  try {
    const result = await run();
    await dropJob(db, job);
    return result;
  } catch (error) {
    // Where the database itself is lost, this is too; what went wrong first is what a person is told.
    await dropJob(db, job).catch(() => undefined);
    throw error;
  } finally {
    await opened.open.records.return(undefined);
  }
}
