import { accessSync, constants } from 'node:fs';
import { basename } from 'node:path';
import { speaking } from '../../schema/contract/words';
import { SetupError } from '../../schema/setup-error';
import type { Delimiter } from '../region/desk/read-records';
import { importSheet, type ImportReport, type ImportStep } from '../region/desk/import-sheet';
import { createHeapCollector } from './heap-collector';
import { holdImport } from './hold-import';
import { showProgress, type ProgressDisplay } from './progress';
import { inRegion } from './region-database';

/** How a sheet is to be imported. */
export interface ImportOptions {
  readonly dryRun?: true;
  readonly skipBad?: true;
  /** Of what is said of bad cells. */
  readonly language: string;
}

const encodings = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'windows-1252': 'Windows-1252' } as const;
const delimiters: Readonly<Record<Delimiter, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' };

const written = (number: number): string => number.toLocaleString('en-GB');
const rowsIn = (number: number): string => `${written(number)} ${number === 1 ? 'row' : 'rows'}`;

function describeRead(path: string, { encoding, delimiter, rows, noun }: ImportReport): string {
  return `${basename(path)}: ${rowsIn(rows)} of ${noun}, read as ${encodings[encoding]} parted by ${delimiters[delimiter]}.`;
}

function describeBad({ bad, errorFile }: ImportReport): string {
  return `${rowsIn(bad)} ${bad === 1 ? 'is' : 'are'} bad; ${errorFile ?? ''} says which cells, and why.`;
}

function describeApplied({ rows, bad, made, changed, resumedAt }: ImportReport): string {
  const same = rows - bad - made - changed;
  const counts = `${written(made)} new, ${written(changed)} changed, ${written(same)} as they were`;
  return `${resumedAt === null ? 'Imported' : 'Went on with an import that was cut off, and imported'}: ${counts}.`;
}

/** What to tell a person of an import. */
export function describeImport(
  path: string,
  report: ImportReport,
  { dryRun, skipBad }: ImportOptions,
): string {
  const { rows, bad, isApplied } = report;
  const lines = [describeRead(path, report)];
  if (bad > 0) lines.push(describeBad(report));
  if (isApplied) lines.push(describeApplied(report));
  else if (dryRun)
    lines.push(
      bad === 0
        ? 'All rows are good. Nothing was imported: it was a dry run.'
        : 'Nothing was imported: it was a dry run.',
    );
  else if (skipBad)
    lines.push('Nothing was imported: the file cannot be read to its end. Put that right first.');
  else
    lines.push(
      `Nothing was imported. Put that right, or import what is good (${rowsIn(rows - bad)}) with --skip-bad.`,
    );
  return lines.join('\n');
}

/** One display for each step. */
function showSteps(region: string): {
  onProgress: (step: ImportStep, done: number, total: number) => void;
  stop(): void;
} {
  let shown: { step: ImportStep; display: ProgressDisplay } | undefined;
  return {
    onProgress: (step, done, total) => {
      if (shown?.step !== step) {
        shown?.display.stop();
        shown = { step, display: showProgress(`${region} ${step}`) };
      }
      shown.display.update(done, total);
    },
    stop: () => shown?.display.stop(),
  };
}

function checkFile(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (error) {
    throw new SetupError(
      `The file ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
    );
  }
}

/** Lets Ctrl-C end the work between two batches; a second one ends the process at once. */
function interruptible(): { signal: AbortSignal; release(): void } {
  const told = new AbortController();
  const stop = (): void => told.abort();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, stop);
  return {
    signal: told.signal,
    release: () => {
      for (const signal of signals) process.off(signal, stop);
    },
  };
}

/** Brings a sheet to a region, which may run meanwhile. Answers what to tell, and whether all was good. Throws SetupError. */
export async function importFile(
  slug: string,
  path: string,
  { env, ...options }: ImportOptions & { env: NodeJS.ProcessEnv },
): Promise<{ text: string; isGood: boolean }> {
  checkFile(path);
  return inRegion(slug, env, async ({ db, address, region }) => {
    const release = await holdImport(db, address);
    const steps = showSteps(slug);
    const interrupt = interruptible();
    const collect = createHeapCollector();
    const request = {
      path,
      isDry: options.dryRun ?? false,
      skipBad: options.skipBad ?? false,
      clock: () => new Date(),
      onProgress: (...done: Parameters<typeof steps.onProgress>) => {
        steps.onProgress(...done);
        collect();
      },
      signal: interrupt.signal,
    };
    try {
      const report = await speaking([options.language], () => importSheet(db, region, request));
      return { text: describeImport(path, report, options), isGood: report.bad === 0 };
    } finally {
      steps.stop();
      interrupt.release();
      await release();
    }
  });
}
