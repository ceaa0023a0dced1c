import { existsSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner';
import { MysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner';
import '../../../subgraphs/cli/serve-command';
import '../../../subgraphs/cumbria';
import { AWAKE, CALLED, MICROS, STATE, TARGET } from './kill-order';

// Runs before Cumbria's process (`node -r`). It loads what the process is going to need and waits for the word to go on,
// so that one that was killed is followed at once. From then on it marks in a file where each COMMIT begins (b), and how
// it ends (e, or f where it fails). After the signal SIGUSR2, it kills a process by SIGKILL within its next COMMIT.
// Variables: CRASH_MARKS, the file of the marks; CRASH_GO, a file that is there when it may go on; CRASH_TARGET, a file
// with the id of the process to kill.

const { CRASH_MARKS = '', CRASH_GO = '', CRASH_TARGET = '' } = process.env;
/** Whom to kill in the next COMMIT; nobody where it is null. */
let target: number | null = null;
/** How long a COMMIT takes, of late: the one to be cut off is cut off somewhere within that, and rather early. */
let usualMillis = 1;

type Kill = (pid: number, micros: number) => void;

/** The embedded engine keeps the main thread for as long as it commits: another one kills. */
function killByThread(): Kill {
  const order = new Int32Array(new SharedArrayBuffer(12));
  new Worker(join(__dirname, 'kill-thread.js'), { workerData: order, execArgv: [] }).unref();
  return (pid, micros) => {
    Atomics.store(order, TARGET, pid);
    Atomics.store(order, MICROS, micros);
    Atomics.store(order, STATE, CALLED);
    Atomics.notify(order, STATE);
    while (Atomics.load(order, STATE) !== AWAKE);
  };
}

/** A server is sent COMMIT before this is called, and its answer is not looked at before this is over. */
const killLater: Kill = (pid, micros) =>
  void setImmediate(() => {
    const end = performance.now() + micros / 1000;
    while (performance.now() < end);
    process.kill(pid, 'SIGKILL');
  });

function mark(marks: number, kill: Kill) {
  return async <T>(commit: () => Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    writeSync(marks, 'b');
    try {
      if (target !== null) kill(target, Math.round(Math.random() ** 3 * usualMillis * 1000));
      target = null;
      const result = await commit();
      writeSync(marks, 'e');
      usualMillis += (performance.now() - startedAt - usualMillis) / 5;
      return result;
    } catch (error) {
      writeSync(marks, 'f');
      throw error;
    }
  };
}

function markCommits(): void {
  const marks = openSync(CRASH_MARKS, 'a');
  const engines = [
    [MysqlQueryRunner.prototype, killLater],
    [BetterSqlite3QueryRunner.prototype, killByThread()],
  ] as const;
  for (const [prototype, kill] of engines) {
    const { query } = prototype;
    const marked = mark(marks, kill);
    prototype.query = function (this: typeof prototype, sql: string, ...rest: unknown[]): Promise<never> {
      const run = (): Promise<never> => Reflect.apply(query, this, [sql, ...rest]) as Promise<never>;
      return sql === 'COMMIT' ? marked(run) : run();
    };
  }
}

function waitForTheWord(): void {
  const parent = process.ppid;
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(CRASH_GO)) {
    if (process.ppid !== parent) process.exit(1);
    Atomics.wait(nothing, 0, 0, 5);
  }
}

markCommits();
process.on('SIGUSR2', () => (target = Number(readFileSync(CRASH_TARGET, 'utf8'))));
waitForTheWord();
