import pino from 'pino';

/** Structured log of a process: one JSON object a line, never a variable or a row. */
export type Log = pino.Logger;

/** A log that writes to standard error, so that standard output stays for what a person asked for. */
export function createLog(name: string, level: string): Log {
  return pino({ name, level, base: { name } }, pino.destination({ fd: 2, sync: true }));
}
