import { createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import { NoConnection } from './failures';

/** What a pool does beside holding connections. */
export interface PoolRules {
  /** SQL that each connection begins with. */
  readonly settings: readonly string[];
  /** How long one may wait for a connection. */
  readonly acquireMillis: number;
}

type Callback = Parameters<Pool['getConnection']>[0];

/** Calls back once: with what comes first, the connection or the deadline. What comes late goes back to the pool. */
function withinMillis(millis: number, callback: Callback): Callback {
  let isOver = false;
  const giveUp = (): void => {
    if (isOver) return;
    isOver = true;
    callback(new NoConnection(`No connection became free in ${millis} ms.`), undefined as never);
  };
  // What has come while the process was busy is taken in first.
  const deadline = setTimeout(() => setImmediate(giveUp), millis);
  return (error, connection) => {
    clearTimeout(deadline);
    if (isOver) {
      (connection as PoolConnection | undefined)?.release();
      return;
    }
    isOver = true;
    const failure = error && new NoConnection('No connection was had.', { cause: error });
    callback(failure, connection);
  };
}

/**
 * A driver for TypeORM whose pools give every connection the same settings, once, and let nobody wait for one for ever.
 * (mysql2 has a limit of how many wait, and none of how long.)
 */
export function driverWith({ settings, acquireMillis }: PoolRules) {
  return {
    createPool: (options: PoolOptions): Pool => {
      const pool = createPool(options);
      // Queued before whatever the connection is wanted for.
      pool.on('connection', (connection) => {
        for (const sql of settings)
          connection.query(sql, (error) => {
            // A connection without its settings reads and writes otherwise than everything here is made for.
            if (error) connection.destroy();
          });
      });
      const getConnection = pool.getConnection.bind(pool);
      pool.getConnection = (callback) => getConnection(withinMillis(acquireMillis, callback));
      return pool;
    },
  };
}
