import { setTimeout as sleep } from 'node:timers/promises';
import { In, LessThanOrEqual } from 'typeorm';
import type { OrderAnswer, OrderInput, OrderName } from '../../../schema/orders';
import type { Database } from '../../kit/database/database';
import type { Log } from '../../kit/log';
import { giveOrder } from '../orders/give-order';
import { RegionSilent, type RegionCalls } from '../routing/post-to-region';
import { DueStanding } from './due-standing';
import { Patience } from './patience';
import { settleMember } from './settle-member';

/** What settling takes. */
export interface SettlerParts {
  readonly db: Database;
  readonly calls: RegionCalls;
  readonly log: Log;
  /** How long the first rest is after a region did not answer. */
  readonly pollMillis: number;
  /** Whether it is this process's to do. */
  readonly mayWork: () => boolean;
}

/** How many members are settled at once. */
const AT_ONCE = 8;
/** How long nothing is looked for while nothing is due: whatever comes is noted by a transaction, which wakes it. */
const LONG_MILLIS = 60_000;
/** How often it is looked whether the work is this process's by now. */
const LOOK_MILLIS = 500;

/** A region that may not be asked, or did not answer. */
class Later extends Error {
  constructor(readonly until: number) {
    super('A region is to be asked again later.');
  }
}

/** Has the regions that have bookings of another region's member go by what that region says, whenever that is due. */
export class Settler {
  private isStopping = false;
  private waking = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly patience: Patience;

  constructor(private readonly parts: SettlerParts) {
    this.patience = new Patience(parts.pollMillis);
  }

  start(): void {
    this.running = this.run();
  }

  /** Ends when what is under way is done. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.waking.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { db, log, mayWork, pollMillis } = this.parts;
    const stopListening = db.onCommit(() => this.waking.abort());
    while (!this.isStopping) {
      this.waking = new AbortController();
      const { signal } = this.waking;
      const restMillis = mayWork()
        ? await this.settleSome().catch((error: unknown) => {
            log.error({ err: error }, 'what is due could not be settled');
            return pollMillis;
          })
        : LOOK_MILLIS;
      await sleep(restMillis, undefined, { signal }).catch(() => undefined);
    }
    stopListening();
  }

  /** Settles those who came last first, since somebody waits for that. Answers how long to rest, in milliseconds. */
  private async settleSome(): Promise<number> {
    const { read } = this.parts.db;
    const due = await read.find(DueStanding, {
      where: { notBefore: LessThanOrEqual(Date.now()) },
      order: { version: 'DESC' },
      take: AT_ONCE,
    });
    const ends = await Promise.all(due.map(async (one) => [one, await this.settle(one)] as const));
    await this.store(ends);
    if (due.length === AT_ONCE) return 0;
    const next = await read.minimum(DueStanding, 'notBefore');
    return next === null ? LONG_MILLIS : Math.min(LONG_MILLIS, Math.max(0, next - Date.now()));
  }

  /** Answers from when on to try again; null when it is done. */
  private async settle(due: DueStanding): Promise<number | null> {
    try {
      await settleMember(this.parts.db, due, (region, order, input) => this.give(region, order, input));
      return null;
    } catch (error) {
      if (error instanceof Later) return error.until;
      throw error;
    }
  }

  private async give<Name extends OrderName>(
    region: string,
    order: Name,
    input: OrderInput<Name>,
  ): Promise<OrderAnswer<Name>> {
    const { calls, log } = this.parts;
    const resting = this.patience.restsUntil(region);
    if (resting > 0) throw new Later(resting);
    try {
      const answer = await giveOrder(calls, { region, order, input });
      this.patience.answered(region);
      return answer;
    } catch (error) {
      if (!(error instanceof RegionSilent)) throw error;
      const { until, isNew } = this.patience.wasSilent(region);
      if (isNew) log.warn({ err: error.cause, region, order }, 'bookings wait for a region that is silent');
      throw new Later(until);
    }
  }

  /** What has become due again meanwhile has another version, and stays. */
  private async store(ends: readonly (readonly [DueStanding, number | null])[]): Promise<void> {
    if (ends.length === 0) return;
    const done = ends.filter(([, until]) => until === null).map(([{ version }]) => version);
    const later = ends.flatMap(([{ version }, until]) => (until === null ? [] : [{ version, until }]));
    await this.parts.db.write(async (manager) => {
      if (done.length > 0) await manager.delete(DueStanding, { version: In(done) });
      for (const { version, until } of later)
        await manager.update(DueStanding, { version }, { notBefore: until });
    });
  }
}
