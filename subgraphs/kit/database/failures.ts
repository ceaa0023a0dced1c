import { QueryFailedError } from 'typeorm';

/** What a driver says of an error, beside its message. */
interface DriverError {
  readonly code?: string;
  readonly errno?: number;
  readonly sqlState?: string;
  /** True where the connection is lost with it. */
  readonly fatal?: boolean;
}

/** No connection was had in time: too many ask, or the server cannot be reached. */
export class NoConnection extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NoConnection';
  }
}

/** The connection was lost after COMMIT was sent and before its answer came. */
export class OutcomeUnknown extends Error {
  constructor(options: ErrorOptions) {
    super('It is not known whether the transaction was committed.', options);
    this.name = 'OutcomeUnknown';
  }
}

/** Another transaction was quicker, so that this one is to be run again from its start. */
export class LostRace extends Error {
  constructor(options: ErrorOptions) {
    super('Another transaction was quicker.', options);
    this.name = 'LostRace';
  }
}

function driverErrorOf(error: unknown): DriverError {
  return error instanceof QueryFailedError ? (error.driverError as DriverError) : {};
}

const sqliteRefusals = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/;
/** "Data exception" and "integrity constraint violation" of the SQL standard, which MariaDB follows. */
const refusalStates = /^2[23]/;

/** Whether the database refused what a statement wanted to store, and would refuse it again, whenever it is asked. */
export function isRefusedData(error: unknown): boolean {
  const { code = '', sqlState = '' } = driverErrorOf(error);
  return sqliteRefusals.test(code) || refusalStates.test(sqlState);
}

const LOCK_WAIT_TIMEOUT = 1205;
const DEADLOCK = 1213;

/** Whether a transaction lost to another one, and may be tried again from its start. */
export function isLostToAnother(error: unknown): boolean {
  const { errno } = driverErrorOf(error);
  return error instanceof LostRace || errno === LOCK_WAIT_TIMEOUT || errno === DEADLOCK;
}

/** Whether another process had the embedded engine's file. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_BUSY/.test(driverErrorOf(error).code ?? '');
}

/** Of the network, and of the driver. */
const lostCodes = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** Server shutdown, aborted connection, killed statement, killed connection. */
const lostNumbers = new Set([1053, 1152, 1158, 1159, 1160, 1161, 1184, 1317, 1927]);

/** Whether the connection went with the statement, so that nobody knows what became of it. */
export function isLostConnection(error: unknown): boolean {
  const { code = '', errno = 0, fatal = false } = driverErrorOf(error);
  const isClosed = error instanceof Error && /in closed state/.test(error.message);
  return fatal || isClosed || lostCodes.has(code) || lostNumbers.has(errno);
}

/** Whether the disk of the embedded engine failed in the middle of its work, other than by being full. */
export function isFailedDisk(error: unknown): boolean {
  return /^SQLITE_IOERR/.test(driverErrorOf(error).code ?? '');
}

/** Disk full, too many connections, read-only server or disk, engine out of its memory or of its locks. */
const unableNumbers = new Set([1021, 1037, 1040, 1041, 1114, 1203, 1206, 1226, 1290, 1836]);
const unableSqlite = /^SQLITE_(BUSY|FULL|IOERR|READONLY|NOMEM|CANTOPEN)/;

/** Whether the database cannot do now what it could do before, and may do again, for no fault of who asks. */
export function isUnavailable(error: unknown): boolean {
  const { code = '', errno = 0 } = driverErrorOf(error);
  return (
    error instanceof NoConnection ||
    isLostConnection(error) ||
    isLostToAnother(error) ||
    unableNumbers.has(errno) ||
    unableSqlite.test(code)
  );
}

/**
 * Does what comes after something that stands already, in this database or in another's. Throws OutcomeUnknown where
 * the database cannot be used: that nothing was stored would be wrong.
 */
export async function afterTheFact<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isUnavailable(error) ? new OutcomeUnknown({ cause: error }) : error;
  }
}
