import { SetupError } from '../../schema/setup-error';
import { describeDatabase, type DatabaseAddress } from '../kit/database/address';
import type { Database } from '../kit/database/database';
import { lockFile } from './hold-database';

const taken = (address: DatabaseAddress): SetupError =>
  new SetupError(
    `Another import into the ${describeDatabase(address)} is under way. Wait until it has ended.`,
  );

/** On a server, a lock with a name is held by a connection, and goes with it. */
async function holdOnServer(db: Database, address: DatabaseAddress): Promise<() => Promise<void>> {
  const runner = db.read.dataSource.createQueryRunner();
  const [row] = (await runner.query(
    "SELECT GET_LOCK(CONCAT(LEFT(DATABASE(), 40), '.citizenship-import'), 0) AS got",
  )) as {
    got: unknown;
  }[];
  if (Number(row?.got) !== 1) {
    await runner.release();
    throw taken(address);
  }
  return async () => {
    await runner.query("SELECT RELEASE_LOCK(CONCAT(LEFT(DATABASE(), 40), '.citizenship-import'))");
    await runner.release();
  };
}

/**
 * Lets one process at a time import into a region, until the function that this answers is called, or the process ends,
 * in whichever way. The region itself may run meanwhile. Throws SetupError where another one imports.
 */
export async function holdImport(db: Database, address: DatabaseAddress): Promise<() => Promise<void>> {
  if (address.kind === 'server') return holdOnServer(db, address);
  try {
    const held = lockFile(`${address.file}-import`, 0);
    return async () => void held.close();
  } catch (error) {
    throw (error as { code?: string }).code === 'SQLITE_BUSY' ? taken(address) : error;
  }
}
