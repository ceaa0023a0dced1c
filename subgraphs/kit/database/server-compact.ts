import { SetupError } from '../errors';
import { describeDatabase, type ServerAddress } from './address';
import type { DatabaseContents } from './database';
import { checkServer } from './server-check';
import { connect, type Access } from './server-connection';

/** A large table takes as long as it takes. */
const access: Access = { mode: 'READ WRITE', acquireMillis: 10_000, statementMillis: 0, connections: 1 };

const TABLES = `SELECT table_name AS name FROM information_schema.tables
  WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name`;

/**
 * Writes all tables of a database anew, without what was deleted in them; whoever serves from it goes on. Answers how
 * many they were. Throws SetupError.
 */
export async function compactServer(address: ServerAddress, contents: DatabaseContents): Promise<number> {
  const source = await connect({ address, contents, kind: await checkServer(address) }, access);
  try {
    const tables = await source.query<{ name: string }[]>(TABLES);
    for (const { name } of tables) {
      const said = await source.query<{ Msg_type: string; Msg_text: string }[]>(`OPTIMIZE TABLE \`${name}\``);
      const fault = said.find(({ Msg_type: type }) => type.toLowerCase() === 'error');
      if (!fault) continue;
      throw new SetupError(
        `The ${describeDatabase(address)} would not write the table ${name} anew: ${fault.Msg_text}. Look after that, and compact again.`,
      );
    }
    return tables.length;
  } finally {
    await source.destroy();
  }
}
