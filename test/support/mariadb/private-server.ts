import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { onSmallDisk } from '../crashes/small-disk';
import { waitUntil } from '../wait-until';
import { findMariaDb } from './installed';

/** Signs that an address has to escape, so that no test goes without them. */
export const USER = 'partner';
export const PASSWORD = 'p@rt/ner:%41?';

/** Settings that a server may have and that nothing may depend on: every connection has its own. */
const hostileDefaults = [
  '--character-set-server=latin1',
  '--collation-server=latin1_german1_ci',
  '--sql-mode=NO_BACKSLASH_ESCAPES,ANSI_QUOTES',
  '--transaction-isolation=SERIALIZABLE',
  '--default-time-zone=+05:00',
];

const small = [
  '--innodb-buffer-pool-size=96M',
  '--innodb-log-file-size=64M',
  '--performance-schema=OFF',
  '--skip-name-resolve',
  '--max-connections=500',
  // A file for each table is what takes longest where tables come and go.
  '--innodb-file-per-table=OFF',
  // Commits are as durable as the server says, but for a loss of the machine's power, which no test brings about.
  '--innodb-flush-method=nosync',
];

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** What a server is started with beside its options. */
interface Surroundings {
  /** Size of a disk of its own for its data; that of the machine without. */
  readonly diskMebibytes?: number;
}

/** A server of the tests' own, from the installed binary, with data and port of its own. */
export class PrivateServer {
  private keeper: ChildProcess | undefined;
  private pid = 0;

  private constructor(
    private readonly command: readonly string[],
    readonly folder: string,
    readonly port: number,
    private readonly options: readonly string[],
  ) {}

  /** Makes a server and starts it. `options` are the server's own, such as `--log-bin`. */
  static async start(
    options: readonly string[] = [],
    { diskMebibytes }: Surroundings = {},
  ): Promise<PrivateServer> {
    const found = findMariaDb();
    if (!found) throw new Error('MariaDB is not installed.');
    const folder = mkdtempSync(join(tmpdir(), 'citizenship-mariadb-'));
    const dataFolder = join(folder, 'data');
    const user = `--user=${userInfo().username}`;
    const data = `--datadir=${dataFolder}`;
    const quiet = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
    execFileSync(found.install, ['--no-defaults', data, user, ...quiet], { stdio: 'ignore' });
    // On a disk of its own it is in a namespace where whoever runs the tests is called root.
    const isApart = diskMebibytes !== undefined;
    const before = isApart ? onSmallDisk(dataFolder, diskMebibytes) : [];
    const server = new PrivateServer([...before, found.server], folder, await freePort(), [
      '--no-defaults',
      data,
      isApart ? '--user=root' : user,
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--log-error=${join(folder, 'error.log')}`,
      '--bind-address=127.0.0.1',
      ...small,
      ...hostileDefaults,
      ...options,
    ]);
    await server.resume();
    const admin = await server.connect();
    await admin.query(`CREATE USER '${USER}'@'%' IDENTIFIED BY '${PASSWORD}'`);
    await admin.query(`GRANT ALL ON *.* TO '${USER}'@'%'`);
    await admin.end();
    return server;
  }

  /** Starts it again, on what it had. */
  async resume(): Promise<void> {
    const keeper = spawn(
      process.execPath,
      [join(__dirname, 'keeper.js'), this.folder, ...this.command, ...this.options, `--port=${this.port}`],
      // In a group of its own: Ctrl-C is for the tests, which end it.
      { stdio: ['pipe', 'pipe', 'ignore'], detached: true },
    );
    this.keeper = keeper;
    const [line] = (await once(keeper.stdout, 'data')) as [Buffer];
    this.pid = Number(line.toString());
    // The run of the tests may end although it runs.
    keeper.unref();
    (keeper.stdin as unknown as { unref(): void }).unref();
    (keeper.stdout as unknown as { unref(): void }).unref();
    await waitUntil('the server answers', () => this.answers(), 60_000);
  }

  async connect(): Promise<Connection> {
    return createConnection({ host: '127.0.0.1', port: this.port, user: 'root', connectTimeout: 2000 });
  }

  /** Address of a database, as DATABASE_URL has it. */
  url(database: string): string {
    return `mysql://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${this.port}/${database}`;
  }

  get dataFolder(): string {
    return join(this.folder, 'data');
  }

  /** Id of its process. */
  get processId(): number {
    return this.pid;
  }

  /** Stops all its work where it is (SIGSTOP), or lets it go on (SIGCONT). */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    process.kill(this.pid, signal);
  }

  /** Ends it, by force unless it is told otherwise; its data stays. */
  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const { keeper } = this;
    if (!keeper || keeper.exitCode !== null) return;
    // Else a process that has nothing else to do ends before it.
    keeper.ref();
    const ended = once(keeper, 'exit');
    process.kill(this.pid, signal);
    await ended;
  }

  /** Waits until it has ended by another hand. */
  async ended(): Promise<void> {
    const { keeper } = this;
    if (!keeper || keeper.exitCode !== null) return;
    keeper.ref();
    await once(keeper, 'exit');
  }

  /** Ends it, and removes its data. */
  async remove(): Promise<void> {
    await this.end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<boolean> {
    try {
      await (await this.connect()).end();
      return true;
    } catch {
      return false;
    }
  }
}
