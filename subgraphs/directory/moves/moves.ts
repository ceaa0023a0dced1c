import type { Trace } from '../../kit/idempotency';
import type { Clock } from '../../kit/context';
import type { Database } from '../../kit/database/database';
import type { Log } from '../../kit/log';
import { giveOrder } from '../orders/give-order';
import { RegionSilent, type RegionCalls } from '../routing/post-to-region';
import { Move } from './move';
import { beginMove, endMove, flipOwner, undoMove, type Way } from './move-steps';

/** What came of a move: nothing, or the region that it led to, and where in that one's feed it is told of. */
export type MoveOutcome =
  | { readonly is: 'done'; readonly region: string; readonly change: string | null }
  | { readonly is: 'undone' };

export interface MoveParts {
  readonly db: Database;
  readonly calls: RegionCalls;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Carries moves out. Every step may be taken again, and by several processes at once: one that was cut off is begun
 * again from its start, and what was done already changes nothing.
 */
export class Moves {
  /** By member. */
  private readonly underWay = new Map<string, Promise<MoveOutcome>>();
  private readonly complainedOf = new Set<string>();

  constructor(private readonly parts: MoveParts) {}

  /**
   * Moves a member who asks for it, or goes on where that was begun before. Throws RegionSilent where one of the
   * regions does not answer: it is taken up again later.
   */
  begin(way: Way, trace: Trace | null): Promise<MoveOutcome> {
    const { db } = this.parts;
    return this.once(way.memberId, async () => this.takeSteps(await beginMove(db, way, trace)));
  }

  /** Takes up every move that is not finished, each by itself: a region that is silent keeps no other waiting. */
  async takeUpAll(): Promise<void> {
    const moves = await this.parts.db.read.find(Move);
    await Promise.all(moves.map((move) => this.takeUp(move)));
  }

  /** Two at once in one process would do no harm, and everything twice. */
  private once(memberId: string, work: () => Promise<MoveOutcome>): Promise<MoveOutcome> {
    const running = this.underWay.get(memberId);
    if (running) return running;
    const begun = work().finally(() => this.underWay.delete(memberId));
    this.underWay.set(memberId, begun);
    return begun;
  }

  private async takeUp(move: Move): Promise<void> {
    const { log } = this.parts;
    const { fromRegion: from, toRegion: to } = move;
    try {
      await this.once(move.memberId, () => this.takeSteps(move));
      this.complainedOf.delete(move.id);
    } catch (error) {
      if (this.complainedOf.has(move.id)) return;
      this.complainedOf.add(move.id);
      if (error instanceof RegionSilent) log.warn({ err: error, from, to }, 'a move waits for a region');
      else log.error({ err: error, from, to }, 'a move cannot be finished');
    }
  }

  private async takeSteps(move: Move): Promise<MoveOutcome> {
    const { db, calls, clock } = this.parts;
    const { memberId: id, fromRegion: from, toRegion: to } = move;
    let { change } = move;
    if (change === null) {
      const departure = await giveOrder(calls, { region: from, order: 'depart', input: { id, to } });
      if (departure.is === 'staying') {
        await undoMove(db, move);
        return { is: 'undone' };
      }
      if (departure.is === 'leaving') {
        const input = { id, move: move.id, member: departure.member };
        ({ change } = await giveOrder(calls, { region: to, order: 'arrive', input }));
        await flipOwner(db, move, { change, now: clock() });
      }
    }
    await giveOrder(calls, { region: from, order: 'release', input: { id, to } });
    await endMove(db, move, clock());
    return { is: 'done', region: to, change };
  }
}
