import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../schema/project';
import { SetupError } from '../../schema/setup-error';
import { quote } from './quote';
import type { Told } from './serve-command';

/** What one process of the graph is started with. */
export interface Launch {
  readonly name: string;
  /** Whole environment of the process. */
  readonly env: NodeJS.ProcessEnv;
  /** The part of it that somebody who starts the process by hand has to give. */
  readonly needed: Readonly<Record<string, string>>;
}

/** One process of the graph. */
export interface Child {
  readonly name: string;
  readonly needed: Readonly<Record<string, string>>;
  readonly process: ChildProcess;
}

const KILL_MILLIS = 12_000;

export function launch({ name, env, needed }: Launch): Child {
  const child = fork(join(__dirname, 'main.js'), ['serve', name, '--child'], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return { name, needed, process: child };
}

export function hasEnded({ process: { exitCode, signalCode } }: Child): boolean {
  return exitCode !== null || signalCode !== null;
}

function describeEnd({ process: { exitCode, signalCode } }: Child): string {
  return signalCode === null ? `exit code ${exitCode ?? 'unknown'}` : `killed by ${signalCode}`;
}

/** Resolves when the process listens. Throws SetupError, in the process's own words where it has said why. */
export async function untilListening(child: Child): Promise<void> {
  const gone = new AbortController();
  const { signal } = gone;
  const told = once(child.process, 'message', { signal }).then(([message]) => message as Told);
  const ended = once(child.process, 'exit', { signal }).then((): Told => ({
    failed: `${child.name} did not start (${describeEnd(child)}).`,
  }));
  const first = await Promise.race([told, ended]).finally(() => gone.abort());
  await Promise.allSettled([told, ended]);
  if ('failed' in first) throw new SetupError(first.failed);
}

/** Stops a process, by force where it takes too long. */
export async function stop(child: Child): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child.process, 'exit');
  child.process.kill('SIGTERM');
  const force = setTimeout(() => child.process.kill('SIGKILL'), KILL_MILLIS);
  await ended;
  clearTimeout(force);
}

/** One line about a process that ended unasked: what to type to have it again. */
export function describeLoss(child: Child): string {
  const assignments = Object.entries(child.needed).map(([name, value]) => `${name}=${quote(value)} `);
  const command = `${assignments.join('')}npx citizenship serve ${child.name}`;
  return `${child.name} has ended (${describeEnd(child)}); the others go on. Start it again, in ${projectRoot}: ${command}`;
}
