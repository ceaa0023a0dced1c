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

/** CI has half an hour: on the server it leaves out what takes long and goes by little of the engine. */
const notInCI = [
  'region/import-processes',
  'story/bad-input',
  'story/calendar',
  'story/development-viewer',
  'story/fifth-region',
  'story/local-equals-global',
  'story/nothing-leaks',
  'story/one-page',
  'story/one-page-under-change',
  'story/orders',
  'story/page-five-hundred',
  'story/read-after-lag',
  'fault/feed-processes',
  'fault/move-cut-off',
  'fault/move-killed',
];

/** Every region, story and feed test again, and those of moves cut off, on a server that is started for them. */
const config: Config = {
  displayName: 'mariadb',
  rootDir: projectRoot,
  roots: ['<rootDir>/dist/test'],
  testMatch: findMariaDb()
    ? [
        '**/test/region/*.test.js',
        '**/test/story/*.test.js',
        '**/test/fault/feed-*.test.js',
        '**/test/fault/move-*.test.js',
        `**/test/unit/{${units.join(',')}}.test.js`,
        '**/test/server/*.test.js',
      ]
    : ['**/none'],
  testPathIgnorePatterns: [
    ...(mayHaveSmallDisk() ? [] : ['disk-full']),
    ...(process.env['CI'] ? [`/(${notInCI.join('|')})\\.test\\.js$`] : []),
  ],
  testEnvironment: 'node',
  globals: { testEngine: 'mariadb' },
  globalSetup: '<rootDir>/dist/test/support/mariadb/start.js',
  globalTeardown: '<rootDir>/dist/test/support/mariadb/stop.js',
};

export default config;
