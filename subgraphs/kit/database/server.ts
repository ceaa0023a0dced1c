import type { ServerAddress } from './address';
import type { Database, DatabaseContents } from './database';
import { checkServer } from './server-check';
import { connect } from './server-connection';
import { prepareServer } from './server-schema';
import { runTransaction } from './transaction';

/** After so long without an answer, a server is taken for gone. */
const STATEMENT_MILLIS = 10_000;
/** Longer than whoever asks through the gateway waits, and short enough for a queue not to outlive them all. */
const ACQUIRE_MILLIS = 5000;

/** Takes a database to the level of this software. Answers the migrations that ran. Throws SetupError. */
export async function migrateServer(
  address: ServerAddress,
  contents: DatabaseContents,
): Promise<readonly string[]> {
  const server = { address, contents, kind: await checkServer(address) };
  return (await prepareServer(server, true)).ran;
}

/** Opens a database on a MySQL or MariaDB server, and makes its tables where it is empty. Throws SetupError. */
export async function openServer(address: ServerAddress, contents: DatabaseContents): Promise<Database> {
  const server = { address, contents, kind: await checkServer(address) };
  const { isNew } = await prepareServer(server, false);
  const common = {
    acquireMillis: ACQUIRE_MILLIS,
    statementMillis: STATEMENT_MILLIS,
    connections: address.connections,
  };
  // Two pools, so that writers who wait for each other keep no reader waiting.
  const writer = await connect(server, { ...common, mode: 'READ WRITE' });
  const reader = await connect(server, { ...common, mode: 'READ ONLY' });
  const listeners = new Set<() => void>();
  const underWay = new Set<Promise<unknown>>();
  return {
    isNew,
    warnings: server.kind.warnings,
    read: reader.manager,
    write: async (work) => {
      const writing = runTransaction(writer, work);
      underWay.add(writing);
      const result = await writing.finally(() => underWay.delete(writing));
      for (const listener of listeners) listener();
      return result;
    },
    onCommit: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      await Promise.allSettled(underWay);
      await Promise.all([writer.destroy(), reader.destroy()]);
    },
  };
}
