import type { EntityManager } from 'typeorm';
import { FeedCursor } from '../entries';

/** Where a reader stands in a feed. */
export type Position = Pick<FeedCursor, 'epoch' | 'cursor' | 'mark'>;

/** Where the reader of a source stands, and whether the source has left; the beginning for one never read. */
export async function readPosition(
  manager: EntityManager,
  source: string,
): Promise<Position & Pick<FeedCursor, 'asOf' | 'hasLeft'>> {
  const row = await manager.findOneBy(FeedCursor, { source });
  return row ?? { epoch: null, cursor: 0, mark: null, asOf: null, hasLeft: false };
}

export function isSamePosition(one: Position, other: Position): boolean {
  return one.epoch === other.epoch && one.cursor === other.cursor && one.mark === other.mark;
}
