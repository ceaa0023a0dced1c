import type { Config } from 'jest';
import { projectRoot } from '../../schema/project';
import { mayHaveSmallDisk } from './crashes/small-disk';
import { findMariaDb } from './mariadb/installed';

/** Of the tests that know of no engine and yet need a database. */
const units = [
  'apply-page',
  'change-record',
  'demo-seed',
  'due-standings',
  'full-text',
  'keyset-list',
  'leaving-at-once',
  'left-places',
  'library',
  'near',
  'nested-list',
  'remembered-routes',
  'schema-level',
  'settler',
  'write-frame',
];

/** Stories that take long and go by little of the engine; the others show it. */
const onFilesAlone = [
  'bad-input',
  'costs',
  'demo',
  'facts',
  'fifth-region',
  'nothing-leaks',
  'page-five-hundred',
  // CI has half an hour.
  ...(process.env['CI']
    ? ['calendar', 'development-viewer', 'local-equals-global', 'one-page', 'orders', 'read-after-lag']
    : []),
];

/** Every region, story and feed test again, but for those, on a server that is started for them. */
const config: Config = {
  displayName: 'mariadb',
  rootDir: projectRoot,
  roots: ['<rootDir>/dist/test'],
  testMatch: findMariaDb()
    ? [
        '**/test/region/*.test.js',
        '**/test/story/*.test.js',
        '**/test/fault/feed-*.test.js',
        `**/test/unit/{${units.join(',')}}.test.js`,
        '**/test/server/*.test.js',
      ]
    : ['**/none'],
  testPathIgnorePatterns: [
    `/story/(${onFilesAlone.join('|')})\\.test\\.js$`,
    ...(mayHaveSmallDisk() ? [] : ['disk-full']),
    ...(process.env['CI'] ? ['/fault/feed-processes\\.test'] : []),
  ],
  testEnvironment: 'node',
  globals: { testEngine: 'mariadb' },
  globalSetup: '<rootDir>/dist/test/support/mariadb/start.js',
  globalTeardown: '<rootDir>/dist/test/support/mariadb/stop.js',
};

export default config;
