import { setTimeout as sleep } from 'node:timers/promises';

/** How long one transaction may take: nobody who joins meanwhile is kept waiting for longer than they notice. */
const WANTED_MILLIS = 80;
const LONGEST_REST_MILLIS = 200;

/** Few sizes, since a statement is prepared for its number of rows. */
const SIZES = [16, 32, 64, 128, 256, 512, 1024, 2048, 4096] as const;

/** How many rows go into one transaction: the time that they take decides, and is left to others afterwards. */
export class Pace {
  private size = 2;

  constructor(private readonly mostRows = 256) {}

  /** How many rows to take next. */
  get next(): number {
    return SIZES[this.size] ?? SIZES[0];
  }

  /** Runs a batch of `next` rows, and rests for half the time that it took. */
  async run<T>(batch: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const result = await batch();
    const took = performance.now() - startedAt;
    if (took > WANTED_MILLIS && this.size > 0) this.size -= 1;
    if (took < WANTED_MILLIS / 3 && this.next < this.mostRows) this.size += 1;
    await sleep(Math.min(LONGEST_REST_MILLIS, took / 2));
    return result;
  }
}
