import { resolve } from 'node:path';
import { getService } from '../../schema/services';
import { SetupError } from '../../schema/setup-error';
import { readSubgraphConfiguration } from '../kit/configuration';
import type { DemoSize } from '../kit/demo/demo-size';
import type { SeedResult, SubgraphProgram } from '../kit/program';
import { getProgram, programs } from '../programs';
import { holdDatabase } from './hold-database';
import { showProgress } from './progress';
import { quote } from './quote';

type Made = Exclude<SeedResult, string>;

function describe(slug: string, made: Made): string {
  const counts = Object.entries(made).map(([kind, count]) => `${count.toLocaleString('en-GB')} ${kind}`);
  return `${slug}: ${counts.join(', ')}`;
}

async function seedOne(
  program: SubgraphProgram,
  size: DemoSize,
  env: NodeJS.ProcessEnv,
): Promise<SeedResult> {
  const release = holdDatabase(readSubgraphConfiguration(getService(program.slug), env).database);
  const progress = showProgress(program.slug);
  try {
    const db = await program.open(env);
    const seeding = program.seedDemo?.(db, { size, now: new Date(), onProgress: progress.update }) ?? {};
    return await Promise.resolve(seeding).finally(() => db.close());
  } finally {
    progress.stop();
    release();
  }
}

/** Makes made-up rows in the databases of a folder that have none. Throws SetupError when all have rows already. */
export async function seed(size: DemoSize, { DATABASE_URL: _one, ...env }: NodeJS.ProcessEnv): Promise<void> {
  const { dataFolder } = readSubgraphConfiguration(getService('library'), env);
  const left: string[] = [];
  let hasMade = false;
  for (const slug of Object.keys(programs)) {
    const program = await getProgram(slug);
    if (!program.seedDemo) continue;
    const result = await seedOne(program, size, env);
    if (typeof result === 'string') left.push(slug);
    else {
      process.stdout.write(`${describe(slug, result)}\n`);
      hasMade = true;
    }
  }
  if (!hasMade)
    throw new SetupError(
      `All databases in ${resolve(dataFolder)} have rows already; nothing was made. Name an empty folder with --data.`,
    );
  if (left.length > 0)
    process.stdout.write(`Left as they are, since they have rows already: ${left.join(', ')}\n`);
  process.stdout.write(`To serve them: npx citizenship up --data ${quote(resolve(dataFolder))}\n`);
}
