import { In } from 'typeorm';
import type { EntryKind } from '../../schema/changes';
import { findRegion } from '../../schema/regions';
import { tokensOf } from '../../schema/viewer';
import type { RequestContext } from '../kit/context';
import { listedTo } from '../kit/list/conditions';
import { ROW } from '../kit/list/list-query';
import { Entry } from './entries';
import type { SourceState } from './feed/feed-reader';
import type { Moves } from './moves/moves';
import type { PositionSeal } from './read-after/position-seal';
import type { RegionCalls } from './routing/post-to-region';

/** What every resolver of the directory has at hand. */
export interface DirectoryContext extends RequestContext {
  /** How current the index is for a source, by slug. */
  stateOf(source: string): SourceState;
  readonly regionCalls: RegionCalls;
  readonly moves: Moves;
  readonly positions: PositionSeal;
  /** The header `x-read-after`, as it came; null without one. */
  readonly readAfter: string | null;
  /** For how long the reader may wait, in milliseconds: 0 where the gateway says that too many do. */
  readonly patienceMillis: number;
}

/** A thing by its type and key: all that the directory ever answers; its owner answers the rest. */
export type Reference = { readonly __typename: string } & (
  { readonly id: string } | { readonly slug: string }
);

const words: Readonly<Record<EntryKind, string>> = {
  MEMBER: 'Member',
  ACTIVITY: 'Activity',
  NETWORK: 'Network',
  BOOKING: 'Booking',
  PUBLICATION: 'Publication',
  THEME: 'Theme',
  ORGANISATION: 'Organisation',
};

/** The reference of a row: the type's name says who owns it. */
export function referenceOf({ id, kind, source }: Pick<Entry, 'id' | 'kind' | 'source'>): Reference {
  const prefix = findRegion(source)?.prefix ?? '';
  const slug = kind === 'THEME' ? { slug: id.replace(/^theme:/, '') } : {};
  return { __typename: `${prefix}${words[kind]}`, id, ...slug };
}

/** The reference of a region. */
export function regionReference(slug: string): Reference {
  return { __typename: findRegion(slug)?.prefix ?? '', slug };
}

/** Where the thing with this id is; null when there is none, or the viewer may not find it: both look the same. */
export function findEntry(context: DirectoryContext, id: string): Promise<Entry | null> {
  const loader = context.loaders.of(Entry, async (ids) => {
    const query = context.db.read.createQueryBuilder(Entry, ROW).where({ id: In([...ids]) });
    listedTo(query, tokensOf(context.viewer));
    const entries = await query.getMany();
    return new Map(entries.map((entry) => [entry.id, entry]));
  });
  return loader.load(id);
}

/** The reference of the thing with this id, of one of these kinds. */
export async function findReference(
  context: DirectoryContext,
  id: string,
  kind?: EntryKind,
): Promise<Reference | null> {
  const entry = await findEntry(context, id);
  return entry && (kind === undefined || entry.kind === kind) ? referenceOf(entry) : null;
}
