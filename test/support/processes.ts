import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../schema/project';
import { services } from '../../schema/services';
import { isFree } from '../../subgraphs/cli/free-ports';
import { waitUntil } from './wait-until';

export interface StartOptions {
  /** Beside PATH and HOME, the whole environment: nothing of the machine's own gets in. */
  readonly env?: Readonly<Record<string, string>>;
  /** Runs before the program, by `node -r`. */
  readonly preload?: string;
}

/** A process that a test has started, at the head of a process group of its own. */
export class Started {
  stdout = '';
  stderr = '';

  constructor(private readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Exit code, or the signal that ended it; null while it runs. */
  get end(): number | NodeJS.Signals | null {
    return this.child.exitCode ?? this.child.signalCode;
  }

  /** Waits until standard output matches. Throws with all that was said when the process ends before. */
  async untilSays(pattern: RegExp, millis = 100_000): Promise<RegExpExecArray> {
    const find = (): RegExpExecArray | null => pattern.exec(this.stdout);
    const isSettled = async (): Promise<boolean> => find() !== null || this.end !== null;
    await waitUntil(`${String(pattern)} is said, after:\n${this.stdout}${this.stderr}`, isSettled, millis);
    const found = find();
    if (found) return found;
    throw new Error(
      `It ended (${this.end}) before ${String(pattern)} was said:\n${this.stdout}${this.stderr}`,
    );
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /** As Ctrl-C in a terminal does: every process of the group gets it. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-this.pid, signal);
  }

  /** Ends whatever is left of it and of those that it started. */
  killGroup(): void {
    try {
      this.signalGroup('SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  /** Exit code, or the signal that ended it, once all that it said has come. */
  async ended(): Promise<number | NodeJS.Signals | null> {
    if (this.child.stdout && !this.child.stdout.closed) await once(this.child, 'close');
    return this.end;
  }
}

/** Every process that the tests of one file have started, so that all of them can be stopped. */
export class Processes {
  private readonly started: Started[] = [];

  /** Of the project, or of a copy of it in another folder. */
  constructor(private readonly root: string = projectRoot) {}

  /** Runs the command line of the project. */
  citizenship(args: readonly string[], { env = {}, preload }: StartOptions = {}): Started {
    const first = preload === undefined ? [] : ['-r', preload];
    const main = join(this.root, 'dist', 'subgraphs', 'cli', 'main.js');
    return this.start(process.execPath, [...first, main, ...args], env);
  }

  /** Runs any program, with this environment and no other. */
  run(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Started {
    return this.start(command, args, env);
  }

  /** Runs a line that a person would type in the project's folder: variables, and a program that takes the shell's place. */
  shell(line: string): Started {
    return this.start('/bin/sh', ['-c', `exec env ${line}`], {});
  }

  /** Ends whatever still runs, by the ids of the groups that were started here. */
  async killAll(): Promise<void> {
    for (const one of this.started) one.killGroup();
    await Promise.all(this.started.map((one) => one.ended()));
  }

  private start(command: string, args: readonly string[], env: Readonly<Record<string, string>>): Started {
    const { PATH = '', HOME = '' } = process.env;
    // As below npm, what is started stops by itself when the run of the tests is ended by force.
    const whole = { PATH, HOME, npm_command: 'test', ...env };
    const child = spawn(command, args, { cwd: this.root, env: whole, detached: true });
    const started = new Started(child);
    this.started.push(started);
    return started;
  }
}

/** A process as the system lists it. */
export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function readRow(pid: string): ProcessRow | null {
  try {
    // "12 (a name, with anything in it) S 11 ..."
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return state === 'Z' ? null : { pid: Number(pid), parent: Number(parent), command };
  } catch {
    return null;
  }
}

function readLine(line: string): ProcessRow | null {
  const [, pid, state, parent, command = ''] = /^\s*(\d+)\s+(\S+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
  return state === undefined || state.startsWith('Z')
    ? null
    : { pid: Number(pid), parent: Number(parent), command };
}

/** Every process that runs; one that has ended and that nobody has asked after does not. */
function listProcesses(): ProcessRow[] {
  // Small images have no `ps`; macOS has no /proc.
  const rows = existsSync('/proc/self/stat')
    ? readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .map(readRow)
    : execFileSync('ps', ['-A', '-o', 'pid=,stat=,ppid=,args='], { encoding: 'utf8' })
        .split('\n')
        .map(readLine);
  return rows.filter((row) => row !== null);
}

/** The processes that `pid` has started and that run. */
export function childrenOf(pid: number): ProcessRow[] {
  return listProcesses().filter(({ parent }) => parent === pid);
}

/** Those of the ids whose process runs. */
export function findRunning(pids: readonly number[]): number[] {
  const running = new Set(listProcesses().map(({ pid }) => pid));
  return pids.filter((pid) => running.has(pid));
}

/** A port for the gateway such that it and all that keep their distance from it are free, `others` too. */
export async function freeBase(others: readonly number[] = []): Promise<number> {
  const offsets = [0, ...[...services.map(({ port }) => port), ...others].map((port) => port - 4000)];
  for (;;) {
    const base = 12_000 + Math.floor(Math.random() * 900) * 20;
    const free = await Promise.all(offsets.map((offset) => isFree('127.0.0.1', base + offset)));
    if (free.every(Boolean)) return base;
  }
}
