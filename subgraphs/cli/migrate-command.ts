import { services } from '../../schema/services';
import { SetupError } from '../../schema/setup-error';
import { readSubgraphConfiguration } from '../kit/configuration';
import { describeDatabase } from '../kit/database/address';
import { migrateDatabase } from '../kit/database/open-database';
import { getProgram } from '../programs';
import { holdDatabase } from './hold-database';

/**
 * Takes the database of a subgraph to the level of this software. What was cut off goes on from where it was. Answers
 * what to tell. Throws SetupError, also while the subgraph runs on the same file.
 */
export async function migrate(slug: string, env: NodeJS.ProcessEnv): Promise<string> {
  const service = services.find((one) => one.slug === slug);
  if (!service)
    throw new SetupError(
      `There is no subgraph "${slug}". There is: ${services.map((one) => one.slug).join(', ')}.`,
    );
  const { database } = readSubgraphConfiguration(service, env);
  const { contents } = await getProgram(slug);
  const release = holdDatabase(database);
  try {
    const ran = await migrateDatabase(database, contents);
    const name = describeDatabase(database);
    return ran.length === 0
      ? `${slug}: the ${name} is at the level of this software; nothing was done.`
      : [`${slug}: the ${name} is at the level of this software now, after:`, ...ran].join('\n  ');
  } finally {
    release();
  }
}
