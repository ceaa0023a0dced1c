import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from './log';

/** What a process does by itself, unasked. */
export interface Chore {
  /** Ends when what is under way is done. */
  stop(): Promise<void>;
}

/** How often something is done, and what is said when it fails. */
export interface Repeating {
  readonly everyMillis: number;
  readonly log: Log;
  /** Said of a round that fails; the next one comes all the same. */
  readonly failure: string;
}

/** Does `round` after each rest, never twice at once, until it is stopped; a stop waits for the round under way. */
export function repeat(round: () => Promise<void>, { everyMillis, log, failure }: Repeating): Chore {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rest = (): Promise<void> =>
    sleep(everyMillis, undefined, { signal, ref: false }).catch(() => undefined);
  const run = async (): Promise<void> => {
    await rest();
    while (!signal.aborted) {
      await round().catch((error: unknown) => log.error({ err: error }, failure));
      await rest();
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
