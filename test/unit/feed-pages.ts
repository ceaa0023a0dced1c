import type { EntryKind, FeedEnvelope, FeedItem } from '../../schema/changes';
import { applyPage, type Applied, type FeedSource } from '../../subgraphs/directory/feed/apply-page';
import { readPosition, type Position } from '../../subgraphs/directory/feed/position';
import type { Database } from '../../subgraphs/kit/database/database';

// Pages of feeds, as regions serve them, and how a test has them applied.

const kinds: readonly EntryKind[] = ['MEMBER', 'ACTIVITY', 'NETWORK'];
export const wales: FeedSource = { slug: 'wales', kinds };
export const cumbria: FeedSource = { slug: 'cumbria', kinds };
/** The instant at which pages are applied, unless a test says otherwise. */
export const now = new Date('2026-11-21T12:00:00Z');

export function member(id: string, modified: number, name = 'anwen'): FeedItem {
  const data = {
    kind: 'PERSON',
    sortName: name,
    joinedAt: '2026-01-01T00:00:00.000Z',
    facets: { level: ['STRATEGIC'] },
    text: name,
  };
  return { state: 'updated', kind: 'MEMBER', id, modified, listedTo: ['public', `member:${id}`], data };
}

export function activity(id: string, modified: number): FeedItem {
  const data = {
    kind: 'MEETING',
    audience: 'BOTH',
    mode: 'ONLINE',
    status: 'PUBLISHED',
    startsAt: '2026-12-01T18:00:00.000Z',
    publishedAt: null,
    latitude: null,
    longitude: null,
    hasPlaces: true,
    facets: { theme: ['housing'], language: ['cy', 'en'] },
    text: 'cyfarfod',
  };
  return { state: 'updated', kind: 'ACTIVITY', id, modified, listedTo: ['public'], data };
}

export function gone(id: string, modified: number, kind = 'MEMBER'): FeedItem {
  return { state: 'deleted', kind, id, modified };
}

export function page(items: unknown[], { epoch = 'one', remaining = 0 } = {}): FeedEnvelope {
  return { epoch, items, remaining, mark: null };
}

/** From where a page was asked for, and when it is applied. */
export interface Asked {
  readonly source?: FeedSource;
  readonly from?: Partial<Position>;
  readonly at?: Date;
}

/** Applies a page that was asked for where the reader stands, or elsewhere. */
export function applyTo(
  db: Database,
  read: FeedEnvelope,
  { source = wales, from, at = now }: Asked = {},
): Promise<Applied> {
  return db.write(async (manager) => {
    const { epoch, cursor, mark } = await readPosition(manager, source.slug);
    return applyPage(manager, source, { page: read, from: { epoch, cursor, mark, ...from }, now: at });
  });
}
