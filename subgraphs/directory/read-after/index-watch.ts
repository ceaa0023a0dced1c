import type { Position } from '../../../schema/position';
import type { Database } from '../../kit/database/database';
import { FeedCursor } from '../entries';
import type { IndexProgress } from './read-after';

const LOOK_MILLIS = 20;

interface Waiter {
  readonly position: Position;
  readonly settle: (holds: boolean) => void;
}

/**
 * Tells how far the index is, from the cursors that are stored with it: right whichever process applies the feeds.
 * However many wait, one look at the cursors serves them all; while nobody waits, nobody looks.
 */
export class IndexWatch implements IndexProgress {
  private readonly waiters = new Set<Waiter>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly db: Database) {}

  async holds(position: Position): Promise<boolean> {
    return (await this.readCursors())(position);
  }

  waitFor(position: Position, millis: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        position,
        settle: (holds) => {
          clearTimeout(deadline);
          this.waiters.delete(waiter);
          resolve(holds);
        },
      };
      const deadline = setTimeout(() => waiter.settle(false), millis);
      this.waiters.add(waiter);
      this.lookSoon();
    });
  }

  /** Lets everybody go: the server stops. */
  stop(): void {
    clearTimeout(this.timer);
    for (const { settle } of [...this.waiters]) settle(false);
  }

  private async readCursors(): Promise<(position: Position) => boolean> {
    const cursors = await this.db.read.find(FeedCursor);
    const bySource = new Map(cursors.map((row) => [row.source, row]));
    return ({ region, epoch, number }) => {
      const row = bySource.get(region);
      return row?.epoch === epoch && row.cursor >= number;
    };
  }

  private lookSoon(): void {
    this.timer ??= setTimeout(() => void this.look(), LOOK_MILLIS);
  }

  private async look(): Promise<void> {
    const isHeld = await this.readCursors().catch(() => () => false);
    for (const { position, settle } of [...this.waiters]) if (isHeld(position)) settle(true);
    this.timer = undefined;
    if (this.waiters.size > 0) this.lookSoon();
  }
}
