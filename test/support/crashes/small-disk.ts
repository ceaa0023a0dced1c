import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

// A disk of a few megabytes that one process has to itself: in a namespace of its own, which takes no privileges where
// the system lets its users have namespaces. It goes with the process.

const namespace = ['--map-root-user', '--mount', '--propagation', 'private'];

/** The words to put before a command, so that a folder is a small disk for it, with what was in the folder. */
export function onSmallDisk(folder: string, mebibytes: number): readonly [string, ...string[]] {
  const script = [
    `small=$(mktemp -d)`,
    `mount -t tmpfs -o size=${mebibytes}m none "$small"`,
    `cp -a "$0/." "$small/"`,
    `mount --move "$small" "$0"`,
    `rmdir "$small"`,
    `exec "$@"`,
  ].join(' && ');
  return ['unshare', ...namespace, 'sh', '-c', script, folder];
}

/** Whether this machine lets the tests have one. */
export function mayHaveSmallDisk(): boolean {
  try {
    const mount = ['mount', '-t', 'tmpfs', '-o', 'size=1m', 'none', '/tmp'];
    execFileSync('unshare', [...namespace, ...mount], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The small disk of a running process, seen from outside. */
export class SmallDisk {
  constructor(
    private readonly pid: number,
    private readonly folder: string,
  ) {}

  /** A file of it, by a path of this process. */
  path(name: string): string {
    return join(`/proc/${this.pid}/root`, this.folder, name);
  }

  /** Leaves room for nothing. */
  fill(): void {
    const ballast = openSync(this.path('ballast'), 'a');
    try {
      for (let size = 1 << 20; size >= 1; size >>= 1) this.writeAll(ballast, Buffer.alloc(size, 1));
    } finally {
      closeSync(ballast);
    }
  }

  /** Makes room again. */
  free(): void {
    rmSync(this.path('ballast'));
  }

  private writeAll(file: number, block: Buffer): void {
    try {
      while (writeSync(file, block) === block.length);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}
