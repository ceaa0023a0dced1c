import { QueryFailedError } from 'typeorm';

const sqliteCodes = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/;
/** "Data exception" and "integrity constraint violation" of the SQL standard, which MariaDB follows. */
const sqlStates = /^2[23]/;

/** Whether the database refused what a statement wanted to store, and would refuse it again, whenever it is asked. */
export function isRefusedData(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code = '', sqlState = '' } = error.driverError as { code?: string; sqlState?: string };
  return sqliteCodes.test(code) || sqlStates.test(sqlState);
}
