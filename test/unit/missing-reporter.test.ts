import { join } from 'node:path';
import { projectRoot } from '../../schema/project';
import { Processes, type Started } from '../support/processes';

// Whoever has no MariaDB is told so at the very end, however well all else went.

const processes = new Processes();
afterAll(() => processes.killAll());

/** Runs one small test where no server is to be found. */
async function run(env: Readonly<Record<string, string>>): Promise<Started> {
  const jest = join(projectRoot, 'node_modules', 'jest', 'bin', 'jest.js');
  const started = processes.run(process.execPath, [jest, '--testPathPatterns', 'unit/mutex'], {
    MARIADB_FOLDERS: join(projectRoot, 'test'),
    ...env,
  });
  await started.ended();
  return started;
}

const afterTheSummary = ({ stderr }: Started): string => stderr.slice(stderr.indexOf('Ran all test suites'));

const said =
  'MariaDB is not installed: the project "mariadb" (region, story, feed and move tests on a server) did not run';
const remedy =
  'To have it: apt-get install mariadb-server (Debian, Ubuntu) or brew install mariadb, then npm test';

test('without MariaDB, the last lines say what did not run and how to have it, and all is well', async () => {
  const ended = await run({});
  expect(ended.stderr).toContain('Test Suites: 1 passed, 1 total');
  expect(afterTheSummary(ended)).toContain(`\n${said}.\n${remedy}.\n`);
  expect(ended.end).toBe(0);
});

test('without MariaDB, a run with CI=true fails and says why', async () => {
  const ended = await run({ CI: 'true' });
  expect(ended.stderr).toContain('Test Suites: 1 passed, 1 total');
  expect(afterTheSummary(ended)).toContain(`\n${said}, and with CI=true it must.\n${remedy}.\n`);
  expect(ended.end).toBe(1);
});
