import libsql from 'libsql';
import { SetupError } from '../errors';
import { describeDatabase, type FileAddress } from './address';

interface Counted {
  readonly count: number;
}

/**
 * Writes a file anew without what was deleted in it: the engine marks pages and words as free, and leaves their bytes
 * where they are until something else needs the room. Answers how many tables that were. Throws SetupError, also while
 * any process has the file open.
 */
export function compactEmbedded(address: FileAddress): number {
  const { file } = address;
  const name = describeDatabase(address);
  const db = new libsql(file);
  try {
    // Only whoever has the file alone may take the log of changes away, which holds what was deleted, too.
    db.exec('PRAGMA journal_mode = DELETE');
    const count = (where: string): number =>
      (db.prepare(`SELECT COUNT(*) AS count FROM sqlite_master WHERE ${where}`).get([]) as Counted).count;
    // The index of a search keeps a deleted text's words beside a note that they are not to be found.
    if (count("name = 'search_text_fts'") > 0)
      db.exec("INSERT INTO search_text_fts(search_text_fts) VALUES ('rebuild')");
    db.exec('VACUUM');
    return count("type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_text_fts%'");
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    throw new SetupError(
      code === 'SQLITE_BUSY'
        ? `The ${name} is in use by another process. Stop that one, and compact again.`
        : `Cannot compact the ${name}: ${message}. See that it is a database of this software, in a folder that is writable and has room for it twice.`,
    );
  } finally {
    db.close();
  }
}
