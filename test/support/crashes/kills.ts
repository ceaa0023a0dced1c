import { waitUntil } from '../wait-until';
import type { Ordeal } from './ordeal';
import type { ServedRegion } from './served-region';

/** What is killed, and brought back. */
export interface Victim {
  /** As a person would say it. */
  readonly name: string;
  readonly pid: () => number;
  /** Waits until it is dead. */
  readonly ended: () => Promise<unknown>;
  readonly bringBack: () => Promise<void>;
}

/** What the kills of one victim came to. */
interface Score {
  kills: number;
  /** COMMIT was sent, and its answer did not come. */
  insideCommit: number;
  /** Writes that had no answer, by what came in place of it, and how many of them were stored all the same. */
  readonly lacks: Record<string, number>;
  stored: number;
}

/** Kills the victim in the middle of the load, and counts a kill that lands within a commit. */
async function killOnce(
  { ordeal: { load }, served }: Field,
  victim: Victim,
  isAimed: boolean,
): Promise<boolean> {
  await load.untilDone(5 + Math.floor(Math.random() * 40));
  const { failed } = served.commits();
  if (isAimed) served.killInCommit(victim.pid());
  else process.kill(victim.pid(), 'SIGKILL');
  await victim.ended();
  await load.untilCutOff();
  const after = served.commits();
  return after.open > 0 || after.failed > failed;
}

interface Field {
  readonly ordeal: Ordeal;
  readonly served: ServedRegion;
}

/**
 * Kills the victim so many times, four of five aimed at a commit, and says how many landed in one: a quarter must, for
 * which it goes on, to twice as many kills at most.
 */
export async function kill(field: Field, victim: Victim, times: number): Promise<void> {
  const score: Score = { kills: 0, insideCommit: 0, lacks: {}, stored: 0 };
  const wanted = times / 4;
  while (score.kills < times || (score.insideCommit < wanted && score.kills < 2 * times)) {
    score.kills += 1;
    if (await killOnce(field, victim, score.kills % 5 !== 0)) score.insideCommit += 1;
    await victim.bringBack();
    await waitUntil('the region is ready', () => field.served.isReady());
    const { retried, stored } = await field.ordeal.look();
    score.stored += stored;
    for (const { lack } of retried) score.lacks[lack] = (score.lacks[lack] ?? 0) + 1;
  }
  const { kills, insideCommit, lacks, stored } = score;
  process.stdout.write(
    `${kills} kills of ${victim.name}: ${insideCommit} inside a commit; ${stored} writes stored without an answer, of ` +
      `${JSON.stringify(lacks)}; ${field.ordeal.load.told.acknowledged.length} writes acknowledged so far\n`,
  );
  expect(insideCommit).toBeGreaterThanOrEqual(wanted);
}
