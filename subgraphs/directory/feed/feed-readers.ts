import { setTimeout as sleep } from 'node:timers/promises';
import { FeedReader, type FeedReaderParts, type SourceState } from './feed-reader';
import { Lease } from './lease';

type Feed = Pick<FeedReaderParts, 'source' | 'url'>;

/** How often the lease is looked after. */
const LEASE_LOOK_MILLIS = 1000;

/** The readers of all feeds, one loop each, and the lease that lets them read. */
export class FeedReaders {
  private readonly bySlug: ReadonlyMap<string, FeedReader>;
  private readonly lease: Lease;
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    feeds: readonly Feed[],
    private readonly parts: Omit<FeedReaderParts, keyof Feed | 'lease'>,
  ) {
    this.lease = new Lease(parts.db);
    const { lease } = this;
    this.bySlug = new Map(
      feeds.map((feed) => [feed.source.slug, new FeedReader({ ...feed, ...parts, lease })]),
    );
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all([...this.bySlug.values()].map((reader) => reader.stop()));
    await this.lease.release();
  }

  /** Whether this process reads the feeds, and no other. */
  areReading(): boolean {
    return this.lease.isHeld();
  }

  /** How current the index is for a source. */
  stateOf(slug: string): SourceState {
    return this.bySlug.get(slug)?.state() ?? { status: 'UNREACHABLE', asOf: null, behind: null, setAside: 0 };
  }

  /** What keeps the index from being current, in words; null when it holds all that every source has said. */
  findObstacle(): string | null {
    if (!this.lease.isHeld())
      return 'Another process holds the lease on this database, and reads the feeds into it.';
    const behind = [...this.bySlug].filter(
      ([, reader]) => reader.state().status !== 'LIVE' && !reader.hasLeft(),
    );
    return behind.length === 0
      ? null
      : `The index is not current for: ${behind.map(([slug, reader]) => `${slug} (${reader.state().status})`).join(', ')}.`;
  }

  private async run(): Promise<void> {
    await this.takeLease();
    for (const reader of this.bySlug.values()) reader.start();
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.takeLease();
      await sleep(LEASE_LOOK_MILLIS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async takeLease(): Promise<void> {
    try {
      await this.lease.take();
    } catch (error) {
      this.parts.log.error({ err: error }, 'the lease cannot be looked after');
    }
  }
}
