import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_FEED_PAGE, feedPage, type FeedPage } from '../../../schema/changes';
import { signDirectoryToken } from '../../../schema/directory-token';
import type { RegionStatus } from '../../../schema/contract/region-enums';
import type { Clock } from '../../kit/context';
import type { Database } from '../../kit/database/database';
import type { Log } from '../../kit/log';
import { FeedCursor } from '../entries';
import { applyPage, type FeedSource } from './apply-page';

/** How current the index is for one source. */
export interface SourceState {
  readonly status: RegionStatus;
  /** When the index was last known to hold all that the source had said; null until then. */
  readonly asOf: Date | null;
  /** Changes not applied yet; null when it cannot be known. */
  readonly behind: number | null;
}

/** What a reader needs. */
export interface FeedReaderParts {
  readonly source: FeedSource;
  /** Address of the subgraph, such as `http://127.0.0.1:4002`. */
  readonly url: string;
  readonly db: Database;
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
  readonly pollMillis: number;
  readonly clock: Clock;
  readonly log: Log;
}

const DEADLINE_MILLIS = 5000;
const unknown: SourceState = { status: 'UNREACHABLE', asOf: null, behind: null };

/** Reads one feed for as long as the directory runs. One reader a feed, so that a slow region delays no other. */
export class FeedReader {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private current: SourceState = unknown;

  constructor(private readonly parts: FeedReaderParts) {}

  state(): SourceState {
    return this.current;
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { db, source, pollMillis } = this.parts;
    const row = await db.read.findOneBy(FeedCursor, { source: source.slug });
    let cursor = row?.cursor ?? 0;
    this.current = { ...unknown, asOf: row?.asOf ?? null };
    while (!this.stopping.signal.aborted) {
      const before = cursor;
      cursor = await this.readOnce(cursor);
      const isMoving = cursor !== before && this.current.status === 'BEHIND';
      if (!isMoving)
        await sleep(pollMillis, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Reads and applies one page. Whatever goes wrong is logged and shown as UNREACHABLE: the next round tries again. */
  private async readOnce(after: number): Promise<number> {
    const { db, source, clock, log } = this.parts;
    try {
      const page = await this.fetchPage(after);
      const now = clock();
      const isNews = page.items.length > 0 || this.current.asOf === null || this.current.status !== 'LIVE';
      const { cursor, refused } = isNews
        ? await applyPage(db, source, { page, after, now })
        : { cursor: after, refused: [] };
      if (refused.length > 0)
        log.warn({ source: source.slug, ids: refused }, 'rows that this source may not speak of');
      const isRestart = cursor < after;
      const behind = isRestart ? page.remaining + page.items.length : page.remaining;
      this.current =
        behind === 0 && !isRestart
          ? { status: 'LIVE', asOf: now, behind: 0 }
          : { status: 'BEHIND', asOf: this.current.asOf, behind };
      return cursor;
    } catch (error) {
      if (!this.stopping.signal.aborted) {
        if (this.current.status !== 'UNREACHABLE')
          log.warn({ err: error, source: source.slug }, 'a feed cannot be read');
        this.current = { status: 'UNREACHABLE', asOf: this.current.asOf, behind: null };
      }
      return after;
    }
  }

  private async fetchPage(after: number): Promise<FeedPage> {
    const { url, source, privateKey } = this.parts;
    const token = await signDirectoryToken(privateKey, source.slug);
    const response = await fetch(`${url}/changes?after=${after}&limit=${MAX_FEED_PAGE}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(DEADLINE_MILLIS)]),
    });
    if (!response.ok) throw new Error(`The feed of ${source.slug} answered ${response.status}.`);
    return feedPage.parse(await response.json());
  }
}
