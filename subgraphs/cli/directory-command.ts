import { existsSync } from 'node:fs';
import { getService } from '../../schema/services';
import { SetupError } from '../../schema/setup-error';
import { readSubgraphConfiguration } from '../kit/configuration';
import type { Database } from '../kit/database/database';
import { checkRegion } from './region-database';

/** Runs `work` on the directory's database, whether or not the directory runs meanwhile. Throws SetupError. */
async function inDirectory<T>(env: NodeJS.ProcessEnv, work: (db: Database) => Promise<T>): Promise<T> {
  const { database } = readSubgraphConfiguration(getService('directory'), env);
  if (database.kind === 'file' && !existsSync(database.file))
    throw new SetupError(`There is no directory's database ${database.file}. Name its folder with --data.`);
  const { directory } = await import('../directory');
  const db = await directory.open(env);
  return work(db).finally(() => db.close());
}

/** Drops a region's rows from the index, and keeps the directory from reading it again. Answers what to tell. */
export async function forgetRegion(slug: string, env: NodeJS.ProcessEnv): Promise<string> {
  checkRegion(slug);
  const { leave } = await import('../directory');
  const dropped = await inDirectory(env, (db) => leave(db, slug));
  return `${slug}: dropped ${dropped.toLocaleString('en-GB')} rows of the index. It is not read again until: npx citizenship directory welcome ${slug}`;
}

/** Lets the directory read a region again that has left. Answers what to tell. */
export async function welcomeRegion(slug: string, env: NodeJS.ProcessEnv): Promise<string> {
  checkRegion(slug);
  const { welcome } = await import('../directory');
  const hadLeft = await inDirectory(env, (db) => welcome(db, slug));
  return hadLeft
    ? `${slug}: welcome back. The directory reads it from its beginning.`
    : `${slug}: it had not left; nothing changed.`;
}
