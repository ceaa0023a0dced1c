import { PrivateServer } from './private-server';

/** The server of this run of the tests, for `stop.ts`. */
export const holder = globalThis as { privateServer?: PrivateServer };

/** Starts the one server that all tests of the project share; each makes databases of its own there. */
export default async function start(): Promise<void> {
  holder.privateServer = await PrivateServer.start();
  process.env['TEST_MARIADB_PORT'] = String(holder.privateServer.port);
}
