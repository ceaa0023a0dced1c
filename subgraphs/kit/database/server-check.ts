import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { SetupError } from '../errors';
import { describeDatabase, type ServerAddress } from './address';

/** What a server is, as far as SQL differs. */
export interface ServerKind {
  readonly type: 'mysql' | 'mariadb';
  /** What whoever runs it should set otherwise; it serves all the same. */
  readonly warnings: readonly string[];
}

interface Settings extends RowDataPacket {
  version: string;
  flushesAtCommit: number;
  hasBinaryLog: number;
  syncsBinaryLog: number;
  binaryLogFormat: string;
  logLifetimeSeconds: number;
}

const CONNECT_MILLIS = 5000;
const DAY_SECONDS = 86_400;
/** What was erased is still in the logs of before: they go within this, as the page on operations promises. */
const MAX_LOG_DAYS = 30;

/** What a driver is told of an address. */
export function connectionOptions({ host, port, user, password, database, isEncrypted }: ServerAddress) {
  return {
    host,
    port,
    user,
    password,
    database,
    charset: 'utf8mb4',
    timezone: 'Z',
    connectTimeout: CONNECT_MILLIS,
    ...(isEncrypted && { ssl: { minVersion: 'TLSv1.2', rejectUnauthorized: true, verifyIdentity: true } }),
  };
}

// A commit that is not on disk when it is acknowledged is lost with the machine's power.
function findFault(settings: Settings): string | null {
  if (settings.flushesAtCommit !== 1)
    return 'it would lose acknowledged writes with its power. Set innodb_flush_log_at_trx_commit = 1';
  if (settings.hasBinaryLog === 0) return null;
  if (settings.syncsBinaryLog !== 1)
    return 'it keeps a binary log, and would lose acknowledged writes with its power. Set sync_binlog = 1';
  return settings.binaryLogFormat === 'STATEMENT'
    ? 'its binary log cannot hold what is written at READ COMMITTED. Set binlog_format = ROW or MIXED'
    : null;
}

/** For how many seconds binary logs are kept; 0 for ever. Not every server has every one of these variables. */
async function readLogLifetime(connection: Connection): Promise<number> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "SHOW GLOBAL VARIABLES WHERE variable_name IN ('binlog_expire_logs_seconds', 'expire_logs_days', 'binlog_expire_logs_auto_purge')",
  );
  const variables = new Map(rows.map((row) => [row['Variable_name'] as string, row['Value'] as string]));
  if (variables.get('binlog_expire_logs_auto_purge') === 'OFF') return 0;
  const seconds = Number(variables.get('binlog_expire_logs_seconds') ?? 0);
  return seconds || Number(variables.get('expire_logs_days') ?? 0) * DAY_SECONDS;
}

function findWarnings({ hasBinaryLog, logLifetimeSeconds: seconds }: Settings): string[] {
  if (hasBinaryLog === 0 || (seconds > 0 && seconds <= MAX_LOG_DAYS * DAY_SECONDS)) return [];
  const howLong = seconds === 0 ? 'for ever' : `for ${Math.ceil(seconds / DAY_SECONDS)} days`;
  return [
    `The server keeps its binary logs ${howLong}, and what was erased is in them for as long. ` +
      `Set binlog_expire_logs_seconds to at most ${MAX_LOG_DAYS * DAY_SECONDS} (${MAX_LOG_DAYS} days) in its options.`,
  ];
}

function explain(address: ServerAddress, error: unknown): SetupError {
  const { code = 'unknown', errno } = error as { code?: string; errno?: number };
  const remedy =
    errno === 1045 || errno === 1044 || errno === 1698
      ? 'the user or the password is wrong, or the user may not use that database'
      : errno === 1049
        ? 'there is no such database: make it with CREATE DATABASE, and GRANT ALL on it to the user'
        : 'start the server, or set DATABASE_URL to where it is';
  return new SetupError(`Cannot open the ${describeDatabase(address)} (${code}): ${remedy}.`);
}

async function readSettings(address: ServerAddress): Promise<Settings> {
  const connection = await createConnection(connectionOptions(address));
  try {
    const [rows] = await connection.query<Settings[]>(
      `SELECT VERSION() AS version, @@innodb_flush_log_at_trx_commit AS flushesAtCommit, @@log_bin AS hasBinaryLog,
         @@sync_binlog AS syncsBinaryLog, @@binlog_format AS binaryLogFormat`,
    );
    return { ...(rows[0] as Settings), logLifetimeSeconds: await readLogLifetime(connection) };
  } finally {
    connection.destroy();
  }
}

/**
 * Looks whether a server can be had, and keeps what it has acknowledged. Throws SetupError, which says what to set, and
 * neither user nor password.
 */
export async function checkServer(address: ServerAddress): Promise<ServerKind> {
  const settings = await readSettings(address).catch((error: unknown) => {
    throw explain(address, error);
  });
  const fault = findFault(settings);
  if (fault !== null)
    throw new SetupError(
      `The ${describeDatabase(address)} cannot be used: ${fault} in the server's options.`,
    );
  const type = /mariadb/i.test(settings.version) ? 'mariadb' : 'mysql';
  return { type, warnings: findWarnings(settings) };
}
