import { mayHaveSmallDisk } from '../crashes/small-disk';
import { findMariaDb } from './installed';

/** Tests that did not run, why, and how to have them. */
interface Missing {
  readonly said: string;
  readonly remedy: string;
}

const server: Missing = {
  said: 'MariaDB is not installed: the project "mariadb" (region, story, feed and move tests on a server) did not run',
  remedy:
    'To have it: apt-get install mariadb-server (Debian, Ubuntu) or brew install mariadb, then npm test',
};

const smallDisk: Missing = {
  said: 'This machine lets the tests have no small disk of their own: those of a full disk did not run',
  remedy:
    'To have them: run on Linux as a user who may have namespaces ("unshare --map-root-user --mount true" tells), or as root',
};

/** Says at the very end which tests did not run, and how to have them; without a server where all must run (CI), it fails the run. */
export default class MissingReporter {
  private error: Error | undefined;

  onRunComplete(): void {
    const missing = [...(findMariaDb() ? [] : [server]), ...(mayHaveSmallDisk() ? [] : [smallDisk])];
    for (const one of missing) {
      // A server can be installed anywhere; what the machine allows, it allows.
      const isFailure = one === server && process.env['CI'] === 'true';
      const said = isFailure ? `${one.said}, and with CI=true it must` : one.said;
      if (isFailure) this.error = new Error(said);
      // After jest's own summary, which is printed when this has answered.
      process.once('exit', () => process.stderr.write(`\n${said}.\n${one.remedy}.\n`));
    }
  }

  getLastError(): Error | undefined {
    return this.error;
  }
}
