import { Presets, SingleBar } from 'cli-progress';
import type { DemoSize } from '../kit/demo/demo-size';
import type { SeedResult } from '../kit/program';
import { getProgram, programs } from '../programs';

function describe(slug: string, result: SeedResult): string {
  if (typeof result === 'string')
    return `${slug}: has rows already; nothing was made. Use another folder (--data).`;
  const counts = Object.entries(result).map(([kind, count]) => `${count.toLocaleString('en-GB')} ${kind}`);
  return `${slug}: ${counts.join(', ')}`;
}

async function seedOne(slug: string, size: DemoSize, env: NodeJS.ProcessEnv): Promise<string | null> {
  const program = await getProgram(slug);
  if (!program.seedDemo) return null;
  const db = await program.open(env);
  const bar = new SingleBar(
    {
      format: `${slug.padEnd(18)} {bar} {percentage}% | {value}/{total} rows | {eta_formatted} left`,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  let isStarted = false;
  const onProgress = (done: number, total: number): void => {
    if (!isStarted) bar.start(total, 0);
    isStarted = true;
    bar.update(done);
  };
  try {
    return describe(slug, await program.seedDemo(db, { size, now: new Date(), onProgress }));
  } finally {
    bar.stop();
    await db.close();
  }
}

/** Makes made-up rows in the databases of a machine that have none, with a progress bar on standard error. */
export async function seed(size: DemoSize, env: NodeJS.ProcessEnv): Promise<void> {
  for (const slug of Object.keys(programs)) {
    const line = await seedOne(slug, size, env);
    if (line !== null) process.stdout.write(`${line}\n`);
  }
}
