import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../kit/program';

/** Shows how far a long piece of work has come. */
export interface ProgressDisplay {
  readonly update: Progress;
  stop(): void;
}

const PLAIN_LINE_MILLIS = 10_000;

function createBar(name: string): ProgressDisplay {
  const bar = new SingleBar(
    {
      format: `${name.padEnd(18)} {bar} {percentage}% | {value}/{total} rows | {eta_formatted} left`,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    update: (done, total) => {
      if (!isStarted) bar.start(total, 0);
      isStarted = true;
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

function createPlainLines(name: string): ProgressDisplay {
  let last = Date.now();
  return {
    update: (done, total) => {
      if (Date.now() < last + PLAIN_LINE_MILLIS) return;
      last = Date.now();
      const of = total.toLocaleString('en-GB');
      process.stderr.write(`${name}: ${done.toLocaleString('en-GB')} of ${of} rows\n`);
    },
    stop: () => undefined,
  };
}

/** A bar on standard error for a person who watches; a plain line now and then for a file or a pipe. */
export function showProgress(name: string): ProgressDisplay {
  return process.stderr.isTTY ? createBar(name) : createPlainLines(name);
}
