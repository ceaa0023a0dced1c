import type { Log } from '../../kit/log';
import { repeat, type Chore } from '../../kit/chore';
import type { FeedReaders } from '../feed/feed-readers';
import type { Moves } from './moves';

/** How moves that were cut off are taken up. */
export interface MoveWatch {
  readonly moves: Moves;
  /** Whoever reads the feeds does it. */
  readonly readers: Pick<FeedReaders, 'areReading'>;
  readonly everyMillis: number;
  readonly log: Log;
}

/** Takes up moves that were cut off, by the end of a process or the silence of a region, until it is stopped. */
export function watchMoves({ moves, readers, everyMillis, log }: MoveWatch): Chore {
  const round = async (): Promise<void> => {
    if (readers.areReading()) await moves.takeUpAll();
  };
  return repeat(round, { everyMillis, log, failure: 'moves cannot be read' });
}
