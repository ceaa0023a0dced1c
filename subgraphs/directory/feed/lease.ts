import { randomUUID } from 'node:crypto';
import { LessThanOrEqual, type EntityManager } from 'typeorm';
import type { Database } from '../../kit/database/database';
import { FeedLease } from '../entries';

/** How long after its last sign of life a process is taken for gone. */
export const LEASE_MILLIS = 5000;

/**
 * The right of one process to read the feeds into a database that several may serve from. Whoever holds it renews it
 * in every transaction that applies a page, so that one that was taken for gone cannot write after another took over.
 */
export class Lease {
  private readonly holder = randomUUID();
  private held = false;

  /** @param now milliseconds since 1970, of the machine: a lease is about processes, not about the graph's time. */
  constructor(
    private readonly db: Database,
    private readonly now: () => number = Date.now,
  ) {}

  isHeld(): boolean {
    return this.held;
  }

  /** Takes the lease if it is free, and renews it in time. To ask for it more often costs a read of one row. */
  async take(): Promise<void> {
    const row = await this.db.read.findOneBy(FeedLease, { id: 1 });
    const left = (row?.expires ?? 0) - this.now();
    const isOwn = row?.holder === this.holder;
    if (isOwn && left > LEASE_MILLIS / 2) return;
    if (!isOwn && left > 0) this.held = false;
    else await this.db.write((manager) => this.takeIn(manager));
  }

  /** Renews the lease within a transaction, before anything else there; false when another process has it by now. */
  async renew(manager: EntityManager): Promise<boolean> {
    const expires = this.now() + LEASE_MILLIS;
    const { affected } = await manager.update(FeedLease, { id: 1, holder: this.holder }, { expires });
    this.held = affected === 1;
    return this.held;
  }

  /** Lets another process take over at once. */
  async release(): Promise<void> {
    this.held = false;
    await this.db.write((manager) => manager.delete(FeedLease, { id: 1, holder: this.holder }));
  }

  private async takeIn(manager: EntityManager): Promise<void> {
    await manager.delete(FeedLease, { id: 1, expires: LessThanOrEqual(this.now()) });
    if (await this.renew(manager)) return;
    const row = { id: 1, holder: this.holder, expires: this.now() + LEASE_MILLIS };
    await manager.createQueryBuilder().insert().into(FeedLease).values(row).orIgnore().execute();
    await this.renew(manager);
  }
}
