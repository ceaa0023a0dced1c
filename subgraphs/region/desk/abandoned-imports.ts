import type { Clock } from '../../kit/context';
import type { Database } from '../../kit/database/database';
import type { Log } from '../../kit/log';
import { repeat, type Chore } from '../../kit/chore';
import { dropAbandoned } from './import-job';

/** Removes, now and then, what imports have left that were killed and never gone on with, until it is stopped. */
export function watchImports({
  db,
  clock,
  log,
  everyMillis,
}: {
  db: Database;
  clock: Clock;
  log: Log;
  everyMillis: number;
}): Chore {
  const round = async (): Promise<void> => {
    const dropped = await dropAbandoned(db, clock());
    if (dropped > 0) log.warn({ dropped }, 'removed what imports had left that were killed a day ago');
  };
  return repeat(round, { everyMillis, log, failure: 'what imports had left could not be removed' });
}
