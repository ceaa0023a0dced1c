import pino from 'pino';
import { QueryFailedError } from 'typeorm';

/** Structured log of a process: one JSON object a line, never a variable or a row. */
export type Log = pino.Logger;

/** What an error of the database may say in a log: its statement, parameters and message hold what people wrote. */
function describe(error: unknown): object {
  if (error instanceof Error && error.cause instanceof QueryFailedError)
    return { ...pino.stdSerializers.err(new Error(error.message)), cause: describe(error.cause) };
  if (!(error instanceof QueryFailedError)) return pino.stdSerializers.err(error as Error);
  const { code, errno, sqlState } = error.driverError as Record<string, unknown>;
  const places = (error.stack ?? '').split('\n').filter((line) => /^ +at /.test(line));
  return { type: 'QueryFailedError', code, errno, sqlState, stack: places.join('\n') };
}

/** How every log of ours writes errors. */
export const logSerializers = { err: describe };

/** A log that writes to standard error, so that standard output stays for what a person asked for. */
export function createLog(name: string, level: string): Log {
  return pino(
    { name, level, base: { name }, serializers: logSerializers },
    pino.destination({ fd: 2, sync: true }),
  );
}
