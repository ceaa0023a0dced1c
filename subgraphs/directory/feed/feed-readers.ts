import { FeedReader, type FeedReaderParts, type SourceState } from './feed-reader';

type Feed = Pick<FeedReaderParts, 'source' | 'url'>;

/** The readers of all feeds: one loop each. */
export class FeedReaders {
  private readonly bySlug: ReadonlyMap<string, FeedReader>;

  constructor(feeds: readonly Feed[], parts: Omit<FeedReaderParts, keyof Feed>) {
    this.bySlug = new Map(feeds.map((feed) => [feed.source.slug, new FeedReader({ ...feed, ...parts })]));
  }

  start(): void {
    for (const reader of this.bySlug.values()) reader.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.bySlug.values()].map((reader) => reader.stop()));
  }

  /** How current the index is for a source. */
  stateOf(slug: string): SourceState {
    return this.bySlug.get(slug)?.state() ?? { status: 'UNREACHABLE', asOf: null, behind: null };
  }

  /** What keeps the index from being current, in words; null when it holds all that every source has said. */
  findObstacle(): string | null {
    const behind = [...this.bySlug].filter(([, reader]) => reader.state().status !== 'LIVE');
    return behind.length === 0
      ? null
      : `The index is not current for: ${behind.map(([slug, reader]) => `${slug} (${reader.state().status})`).join(', ')}.`;
  }
}
