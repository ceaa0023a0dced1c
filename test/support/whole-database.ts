import type { Database } from '../../subgraphs/kit/database/database';
import { engine } from './databases';

const tablesSql = {
  embedded: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_text_fts%'",
  mariadb: 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()',
} as const;

/** Every row of every table of a database, whether or not an entity knows it, as text by table. */
export async function dumpOf({ read }: Database): Promise<ReadonlyMap<string, string>> {
  const tables = await read.query<{ name: string }[]>(tablesSql[engine]);
  const dump = new Map<string, string>();
  for (const { name } of tables) dump.set(name, JSON.stringify(await read.query(`SELECT * FROM ${name}`)));
  return dump;
}
