import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Processes, Started } from '../processes';

/** One process of the region, in its life from being loaded to being killed. */
interface Life {
  readonly process: Started;
  readonly marks: string;
  readonly go: string;
}

/** What the commits of a process came to, so far. */
export interface Commits {
  /** Under way: sent, and not answered. */
  readonly open: number;
  readonly failed: number;
}

/** A region, `serve cumbria` by the real command line, one process after another on the same database. */
export class ServedRegion {
  url = '';
  private lives = 0;
  private current: Life | undefined;
  private next: Life | undefined;

  constructor(
    private readonly processes: Processes,
    private readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  private get target(): string {
    return join(this.folder, 'target');
  }

  get process(): Started {
    return this.current!.process;
  }

  /** Serves by the process that is loaded, and loads another. */
  async serve(): Promise<void> {
    const life = this.next ?? this.load();
    this.current = life;
    writeFileSync(life.go, '');
    const [, url = ''] = await life.process.untilSays(/^cumbria serves at (http:\/\/[^\s/]+)/m);
    this.url = url;
    this.next = this.load();
  }

  /** Has it kill a process in the middle of its next commit: itself, or the server of its database. */
  killInCommit(pid: number): void {
    writeFileSync(this.target, String(pid));
    this.process.signal('SIGUSR2');
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`${this.url}/health/ready`)).ok;
  }

  commits(): Commits {
    const marks = readFileSync(this.current!.marks, 'utf8');
    const count = (mark: string): number => marks.split(mark).length - 1;
    return { open: count('b') - count('e') - count('f'), failed: count('f') };
  }

  private load(): Life {
    this.lives += 1;
    const [marks, go] = ['marks', 'go'].map((name) => join(this.folder, `${name}-${this.lives}`)) as [
      string,
      string,
    ];
    const crash = { CRASH_MARKS: marks, CRASH_GO: go, CRASH_TARGET: this.target };
    const env = { ...this.env, ...crash, PORT: '0', LOG_LEVEL: 'error', DEVELOPMENT_VIEWER: 'true' };
    const preload = join(__dirname, 'die-at-commit.js');
    return { process: this.processes.citizenship(['serve', 'cumbria'], { env, preload }), marks, go };
  }
}
