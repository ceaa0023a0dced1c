import { existsSync } from 'node:fs';
import { services } from '../../schema/services';
import { SetupError } from '../../schema/setup-error';
import { readSubgraphConfiguration } from '../kit/configuration';
import { describeDatabase } from '../kit/database/address';
import { compactDatabase } from '../kit/database/open-database';
import { getProgram } from '../programs';
import { holdDatabase } from './hold-database';

/**
 * Writes the database of a subgraph anew, without what was deleted in it. Answers what to tell. Throws SetupError, also
 * while a process has the same file open.
 */
export async function compact(slug: string, env: NodeJS.ProcessEnv): Promise<string> {
  const service = services.find((one) => one.slug === slug);
  if (!service)
    throw new SetupError(
      `There is no subgraph "${slug}". There is: ${services.map((one) => one.slug).join(', ')}.`,
    );
  const { database } = readSubgraphConfiguration(service, env);
  if (database.kind === 'file' && !existsSync(database.file))
    throw new SetupError(`There is no database ${database.file}. Name its folder with --data.`);
  const { contents } = await getProgram(slug);
  const release = holdDatabase(database);
  try {
    const tables = await compactDatabase(database, contents);
    const done = `${slug}: all ${tables} tables of the ${describeDatabase(database)} are written anew. What was deleted in them is in them no more`;
    return database.kind === 'file'
      ? `${done}, nor in the files beside it.`
      : `${done}; the server's logs and backups hold it until they expire.`;
  } finally {
    release();
  }
}
