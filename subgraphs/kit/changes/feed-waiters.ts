import type { Database } from '../database/database';
import { countingNothing } from '../database/statements';
import { ChangeCounter } from './change-record';

/** How many readers may wait at one time; there is one directory, and perhaps a second that takes over. */
const MAX_WAITERS = 16;
/** How often the counter is looked at for what other processes write, while somebody waits. */
const LOOK_MILLIS = 400;

interface Waiter {
  readonly after: number;
  readonly wake: () => void;
}

/** Readers of the feed that wait for a change. */
export class FeedWaiters {
  private readonly waiters = new Set<Waiter>();
  private readonly stopListening: () => void;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly db: Database) {
    this.stopListening = db.onCommit(() => countingNothing(() => void this.look()));
  }

  /**
   * Waits until the last number is another than `after`, `millis` are over, `signal` is given, or nobody may wait any
   * more. Where too many wait already, it does not wait at all.
   */
  async wait(after: number, millis: number, signal: AbortSignal): Promise<void> {
    if (this.isClosed || signal.aborted || this.waiters.size >= MAX_WAITERS) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(over);
        signal.removeEventListener('abort', wake);
        this.waiters.delete(waiter);
        if (this.waiters.size === 0) clearInterval(this.timer);
        resolve();
      };
      const over = setTimeout(wake, millis);
      const waiter = { after, wake };
      signal.addEventListener('abort', wake);
      if (this.waiters.size === 0) this.timer = setInterval(() => void this.look(), LOOK_MILLIS);
      this.waiters.add(waiter);
      // What was committed between the reader's question and now gave its signal to nobody.
      void this.look();
    });
  }

  /** Ends every wait. */
  close(): void {
    this.isClosed = true;
    this.stopListening();
    this.wake(() => true);
  }

  private wake(isDue: (waiter: Waiter) => boolean): void {
    for (const waiter of [...this.waiters].filter(isDue)) waiter.wake();
  }

  private async look(): Promise<void> {
    if (this.waiters.size === 0) return;
    try {
      const counter = await this.db.read.findOneBy(ChangeCounter, { id: 1 });
      this.wake(({ after }) => counter?.last !== after);
    } catch {
      // Whoever is woken reads the feed next, and meets what went wrong there.
      this.wake(() => true);
    }
  }
}
