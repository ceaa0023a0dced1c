import type { PoolConnection } from 'mysql2';
import { DataSource, type Logger } from 'typeorm';
import type { ServerAddress } from './address';
import type { DatabaseContents } from './database';
import { connectionOptions, type ServerKind } from './server-check';
import { driverWith } from './server-pool';
import { statementCounter } from './statements';

/** One operation may ask for some hundred lists. */
const MAX_WAITING = 2000;

/** What is connected to. */
export interface Server {
  readonly address: ServerAddress;
  readonly kind: ServerKind;
  readonly contents: DatabaseContents;
}

/** What a pool of connections is for. */
export interface Access {
  readonly mode: 'READ ONLY' | 'READ WRITE';
  readonly connections: number;
  /** How long one may wait for a connection. */
  readonly acquireMillis: number;
  /** After so long without an answer to a statement, the server is taken for gone; 0 for never. */
  readonly statementMillis: number;
}

// Said once for each connection and never left to the server: with NO_BACKSLASH_ESCAPES, say, what the driver has
// escaped would end a string.
function settingsOf(mode: Access['mode']): string[] {
  return [
    `SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION',
       time_zone = '+00:00', innodb_lock_wait_timeout = 1, foreign_key_checks = 1`,
    `SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, ${mode}`,
  ];
}

/** Cuts the connection of a statement that had no answer in time: what is asked next on it would wait behind that. */
const logger: Logger = {
  ...statementCounter,
  logQueryError: (...[error, , , runner]: Parameters<Logger['logQueryError']>) => {
    const { code } = error as Error & { code?: string };
    if (code !== 'PROTOCOL_SEQUENCE_TIMEOUT') return;
    void runner?.connect().then((connection: PoolConnection) => connection.destroy());
  },
};

/** A pool of connections, of which each has the same settings, whatever the server's own are. */
export function connect({ address, kind, contents }: Server, access: Access): Promise<DataSource> {
  const { mode, connections, acquireMillis, statementMillis } = access;
  return new DataSource({
    type: kind.type,
    driver: driverWith({ settings: settingsOf(mode), acquireMillis }),
    database: address.database,
    entities: contents.entities,
    migrations: [...contents.migrations],
    logger,
    bigNumberStrings: false,
    ...(statementMillis > 0 && { enableQueryTimeout: true, maxQueryExecutionTime: statementMillis }),
    extra: {
      ...connectionOptions(address),
      connectionLimit: connections,
      queueLimit: MAX_WAITING,
      enableKeepAlive: true,
    },
  }).initialize();
}
