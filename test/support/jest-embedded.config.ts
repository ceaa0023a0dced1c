import type { Config } from 'jest';
import { projectRoot } from '../../schema/project';
import { mayHaveSmallDisk } from './crashes/small-disk';

/** Every test but those of a server, on the embedded engine. */
const config: Config = {
  displayName: 'embedded',
  rootDir: projectRoot,
  roots: ['<rootDir>/dist/test'],
  testMatch: ['**/*.test.js'],
  testPathIgnorePatterns: ['/test/server/', ...(mayHaveSmallDisk() ? [] : ['disk-full'])],
  testEnvironment: 'node',
};

export default config;
