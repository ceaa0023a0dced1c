import { createWriteStream, fchmodSync, openSync, type WriteStream } from 'node:fs';
import { SetupError } from '../../schema/setup-error';
import { exportable, exportSheet, type Exportable } from '../region/desk/export-sheet';
import { inRegion } from './region-database';

/** What is exported, and where to. */
export interface ExportOptions {
  readonly what: string;
  readonly out?: string;
  readonly env: NodeJS.ProcessEnv;
}

function isExportable(what: string): what is Exportable {
  return (exportable as readonly string[]).includes(what);
}

/** A file for its owner alone, whoever could read what was there before. */
function privateFile(path: string): WriteStream {
  const fd = openSync(path, 'w', 0o600);
  fchmodSync(fd, 0o600);
  return createWriteStream(path, { fd });
}

/** Whoever reads our output has closed it, as `head` does: there is nobody left to write to. */
function isClosed(error: unknown): boolean {
  return ['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/** Writes a region's members or activities as CSV, to a file that its owner alone may read, or to standard output. Throws SetupError. */
export async function exportFile(slug: string, { what, out, env }: ExportOptions): Promise<void> {
  if (!isExportable(what))
    throw new SetupError(`"${what}" cannot be exported. What can: ${exportable.join(', ')}.`);
  await inRegion(slug, env, async ({ db, region }) => {
    const to = out === undefined ? process.stdout : privateFile(out);
    try {
      await exportSheet({ manager: db.read, region }, what, to);
    } catch (error) {
      if (out !== undefined || !isClosed(error)) throw error;
    }
  });
}
