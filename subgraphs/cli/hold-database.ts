import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import libsql from 'libsql';
import { SetupError } from '../../schema/setup-error';
import type { DatabaseAddress } from '../kit/database/address';

/** Takes a lock that stands for a file, and goes with the process. Throws what the engine does. */
export function lockFile(file: string, waitMillis: number): libsql.Database {
  const held = new libsql(`${file}-lock`);
  try {
    held.exec(`PRAGMA busy_timeout = ${waitMillis}`);
    held.exec('BEGIN EXCLUSIVE');
    return held;
  } catch (error) {
    held.close();
    throw error;
  }
}

/**
 * Holds a database for this process where it is a file; a server is made for many. A file is held for it until the
 * function that this answers is called, or the process ends, in whichever way. Throws SetupError when another process holds it for longer than `waitMillis`.
 *
 * Two that write to one file lose nothing, but measured, the second's writes failed with "database is locked" for as
 * long as the first was busy, and each of its waits stops its whole process. The lock is SQLite's own, on an empty
 * file beside the database: Node has none, and a file with a process id outlives a process that is killed.
 */
export function holdDatabase(address: DatabaseAddress, { waitMillis = 0 } = {}): () => void {
  if (address.kind === 'server') return () => undefined;
  const { file } = address;
  mkdirSync(dirname(file), { recursive: true });
  try {
    const held = lockFile(file, waitMillis);
    return () => void held.close();
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    throw new SetupError(
      code === 'SQLITE_BUSY'
        ? `The database ${file} is in use by another process. Stop that one, or name another folder with --data.`
        : `Cannot write beside the database ${file}: ${message}. Make the folder writable, or name another with --data.`,
    );
  }
}
