import { In } from 'typeorm';
import type { Clock } from '../../kit/context';
import type { Database } from '../../kit/database/database';
import { groupBy } from '../../kit/loaders';
import type { Log } from '../../kit/log';
import { RememberedRoute } from '../entries';
import { giveOrder } from '../orders/give-order';
import { RegionSilent, type RegionCalls } from '../routing/post-to-region';
import { Erasure, ErasureShare } from './erasures';

/**
 * For how long something about a member may still be under way to a region after the member's own has erased it: a
 * token is good for half a minute, and a write waits some seconds at most.
 */
export const UNDER_WAY_MILLIS = 60_000;

/** What erasing in other regions needs. */
export interface ErasingParts {
  readonly db: Database;
  readonly regionCalls: RegionCalls;
  readonly clock: Clock;
  readonly log: Log;
}

/** Whether all that was under way when a member was erased has come to an end. */
function isOver({ knownAt }: Pick<Erasure, 'knownAt'>, now: Date): boolean {
  return now.getTime() - knownAt.getTime() >= UNDER_WAY_MILLIS;
}

/** One region's part of one erasure, with what the region is told. */
export interface DueShare {
  readonly receipt: string;
  readonly region: string;
  readonly memberId: string;
  readonly knownAt: Date;
}

/** Parts that are to be done now: never done, or done while something was still under way that is there by now. */
export async function findDueShares({ read }: Database, now: Date, receipt?: string): Promise<DueShare[]> {
  const open = await read.findBy(ErasureShare, {
    isSettled: false,
    ...(receipt !== undefined && { receipt }),
  });
  const erasures = await read.findBy(Erasure, { receipt: In(open.map((share) => share.receipt)) });
  const byReceipt = new Map(erasures.map((erasure) => [erasure.receipt, erasure]));
  return open.flatMap(({ receipt: id, region, erasedAt }) => {
    const erasure = byReceipt.get(id);
    const isDue = erasure && (erasedAt === null || isOver(erasure, now));
    return isDue ? [{ receipt: id, region, memberId: erasure.memberId, knownAt: erasure.knownAt }] : [];
  });
}

async function eraseShare(
  { db, regionCalls, clock }: ErasingParts,
  share: DueShare,
  deadlineMillis?: number,
): Promise<void> {
  const { receipt, region, memberId } = share;
  const isSettled = isOver(share, clock());
  const input = { id: memberId, receipt };
  const given = { region, order: 'erasePerson', input, ...(deadlineMillis && { deadlineMillis }) } as const;
  const { erasedAt } = await giveOrder(regionCalls, given);
  await db.write(async (manager) => {
    await manager.update(ErasureShare, { receipt, region }, { erasedAt: new Date(erasedAt), isSettled });
    // What was under way may have been remembered here, too.
    if (isSettled) await manager.delete(RememberedRoute, { id: memberId });
  });
}

/** Has regions do their parts, all regions at once; one that is silent is asked no more in this round. */
export async function eraseShares(
  parts: ErasingParts,
  shares: readonly DueShare[],
  deadlineMillis?: number,
): Promise<void> {
  await Promise.all(
    [...groupBy(shares, ({ region }) => region)].map(async ([region, due]) => {
      try {
        for (const share of due) await eraseShare(parts, share, deadlineMillis);
      } catch (error) {
        if (!(error instanceof RegionSilent)) throw error;
        parts.log.debug({ err: error.cause, region }, 'a region has still to erase');
      }
    }),
  );
}
