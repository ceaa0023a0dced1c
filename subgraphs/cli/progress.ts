import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from '../kit/program';

/** Shows how far a long piece of work has come. */
export interface ProgressDisplay {
  readonly update: Progress;
  stop(): void;
}

const PLAIN_LINE_MILLIS = 10_000;

/** Where it is shown. */
type Screen = NodeJS.WritableStream & { readonly isTTY?: boolean };

function createBar(name: string, stream: Screen): ProgressDisplay {
  const bar = new SingleBar(
    {
      format: `${name.padEnd(18)} {bar} {percentage}% | {value}/{total} rows | {eta_formatted} left`,
      hideCursor: true,
      stream,
    },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    update: (done, total) => {
      if (!isStarted) bar.start(total, 0);
      isStarted = true;
      // How many there are is a guess until the end.
      bar.setTotal(total);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

function createPlainLines(name: string, stream: Screen): ProgressDisplay {
  let last = Date.now();
  return {
    update: (done, total) => {
      if (Date.now() < last + PLAIN_LINE_MILLIS) return;
      last = Date.now();
      const of = total.toLocaleString('en-GB');
      stream.write(`${name}: ${done.toLocaleString('en-GB')} of ${of} rows\n`);
    },
    stop: () => undefined,
  };
}

/** A bar, on standard error unless told otherwise, for a person who watches; a plain line now and then for a file or a pipe. */
export function showProgress(name: string, stream: Screen = process.stderr): ProgressDisplay {
  return stream.isTTY ? createBar(name, stream) : createPlainLines(name, stream);
}
