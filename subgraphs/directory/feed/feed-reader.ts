import { setTimeout as sleep } from 'node:timers/promises';
import type { RegionStatus } from '../../../schema/contract/region-enums';
import type { FeedEnvelope } from '../../../schema/changes';
import type { Clock } from '../../kit/context';
import type { Database } from '../../kit/database/database';
import type { Log } from '../../kit/log';
import { SetAside } from '../entries';
import { applyPage, type Applied, type FeedSource } from './apply-page';
import { fetchPage } from './feed-request';
import type { Lease } from './lease';
import { isSamePosition, readPosition, type Position } from './position';

/** How current the index is for one source. */
export interface SourceState {
  readonly status: RegionStatus;
  /** When the index was last known to hold all that the source had said; null until then. */
  readonly asOf: Date | null;
  /** Changes not applied yet; null when it cannot be known. */
  readonly behind: number | null;
  /** Rows whose latest change was set aside. */
  readonly setAside: number;
}

/** What a reader needs. */
export interface FeedReaderParts {
  readonly source: FeedSource;
  /** Address of the subgraph, such as `http://127.0.0.1:4002`. */
  readonly url: string;
  readonly db: Database;
  readonly lease: Lease;
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
  /** How long to rest before a feed is asked again that could not be read, or does not wait. */
  readonly pollMillis: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** Below the protocol's limit: a source whose machine has gone without a word is found out after this and 5 s. */
const WAIT_SECONDS = 10;
/** How often the database is looked at for what another process has done to the lease or the position. */
const LOOK_MILLIS = 500;

const unread: SourceState = { status: 'UNREACHABLE', asOf: null, behind: null, setAside: 0 };

/** Reads one feed for as long as the directory runs. One reader a feed, so that a slow region delays no other. */
export class FeedReader {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private current: SourceState = unread;
  private left = false;

  constructor(private readonly parts: FeedReaderParts) {}

  state(): SourceState {
    return this.current;
  }

  /** Whether the source has left the network. */
  hasLeft(): boolean {
    return this.left;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const restMillis = await this.readOnce().catch((error: unknown) => this.fail(error));
      if (restMillis > 0) await sleep(restMillis, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Whatever goes wrong is logged once and shown as UNREACHABLE: the next round tries again. */
  private fail(error: unknown): number {
    const { log, source, pollMillis } = this.parts;
    if (!this.stopping.signal.aborted) {
      if (this.current.status !== 'UNREACHABLE')
        log.warn({ err: error, source: source.slug }, 'a feed cannot be read');
      this.current = { ...this.current, status: 'UNREACHABLE', behind: null };
    }
    return pollMillis;
  }

  /** Reads and applies one page, where that is this process's to do. Answers how long to rest, in milliseconds. */
  private async readOnce(): Promise<number> {
    const { db, source, lease, pollMillis } = this.parts;
    const { hasLeft, asOf, ...position } = await readPosition(db.read, source.slug);
    this.left = hasLeft;
    if (hasLeft) this.current = unread;
    else if (!lease.isHeld()) this.current = { ...(await this.stored(asOf)), status: 'BEHIND' };
    else {
      if (this.current === unread) this.current = await this.stored(asOf);
      const startedAt = performance.now();
      const waitSeconds = this.current.status === 'LIVE' ? WAIT_SECONDS : 0;
      const page = await this.ask(position, waitSeconds);
      if (page === null) return 0;
      const mayGoOn =
        (await this.take(page, position)) || (waitSeconds === 0 && this.current.status === 'LIVE');
      // A source that answers at once although it was asked to wait is not to be asked in a circle.
      return mayGoOn ? 0 : Math.max(0, pollMillis - (performance.now() - startedAt));
    }
    return LOOK_MILLIS;
  }

  /** What the database alone says. */
  private async stored(asOf: Date | null): Promise<SourceState> {
    return { ...unread, asOf, setAside: await this.countSetAside() };
  }

  private countSetAside(): Promise<number> {
    return this.parts.db.read.countBy(SetAside, { source: this.parts.source.slug });
  }

  /** The page at a position; null when meanwhile this process lost the lease, or the position became another. */
  private async ask(position: Position, waitSeconds: number): Promise<FeedEnvelope | null> {
    const { source, url, privateKey } = this.parts;
    const outdated = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, outdated.signal]);
    const looking = setInterval(() => {
      // A database that cannot be read is met by the next round.
      void this.isOutdated(position).then(
        (is) => is && outdated.abort(),
        () => outdated.abort(),
      );
    }, LOOK_MILLIS);
    try {
      return await fetchPage({ slug: source.slug, url, privateKey }, { position, waitSeconds, signal });
    } catch (error) {
      if (outdated.signal.aborted) return null;
      throw error;
    } finally {
      clearInterval(looking);
    }
  }

  private async isOutdated(position: Position): Promise<boolean> {
    const { db, source, lease } = this.parts;
    const now = await readPosition(db.read, source.slug);
    return now.hasLeft || !lease.isHeld() || !isSamePosition(now, position);
  }

  /** Takes a page in. Answers whether that brought the reader further. */
  private async take(page: FeedEnvelope, from: Position): Promise<boolean> {
    const { source, clock, log } = this.parts;
    const now = clock();
    const applied = await this.apply(page, from, now);
    if (applied === null) return false;
    if (applied.poison.length > 0)
      log.warn({ source: source.slug, poison: applied.poison }, 'changes were set aside');
    const setAside = await this.countSetAside();
    this.current =
      applied.isApplied && page.remaining === 0
        ? { status: 'LIVE', asOf: now, behind: 0, setAside }
        : {
            status: 'BEHIND',
            asOf: this.current.asOf,
            behind: applied.isApplied ? page.remaining : null,
            setAside,
          };
    return applied.isApplied && applied.cursor > from.cursor;
  }

  /** Null when another process has the lease by now. */
  private async apply(page: FeedEnvelope, from: Position, now: Date): Promise<Applied | null> {
    const { db, source, lease } = this.parts;
    const isSame = page.items.length === 0 && page.epoch === from.epoch && page.mark === from.mark;
    if (isSame && this.current.status === 'LIVE') return { isApplied: true, cursor: from.cursor, poison: [] };
    return db.write(async (manager) =>
      (await lease.renew(manager)) ? applyPage(manager, source, { page, from, now }) : null,
    );
  }
}
