import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner';
import { MysqlQueryRunner } from 'typeorm/driver/mysql/MysqlQueryRunner';
import { readDatabaseAddress } from '../../subgraphs/kit/database/address';
import { migrateDatabase } from '../../subgraphs/kit/database/open-database';
import { getProgram } from '../../subgraphs/programs';
import { secondLevel } from './levels';

// Migrates a database, and dies by SIGKILL before the statement with this number among those that change something.
// Arguments: the database's address, the number, and the subgraph whose migrations they are (those of `levels.ts`
// without). Ends by itself where there are fewer.

const [url = '', number = '', slug] = process.argv.slice(2);
let left = Number(number);

function dieInTime(sql: string): void {
  const isChange = /^\s*(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|RENAME|START|BEGIN|COMMIT)\b/i.test(sql);
  if (isChange && --left === 0) process.kill(process.pid, 'SIGKILL');
}

for (const { prototype } of [MysqlQueryRunner, BetterSqlite3QueryRunner]) {
  const { query } = prototype;
  prototype.query = function (this: typeof prototype, sql: string, ...rest: unknown[]): Promise<never> {
    dieInTime(sql);
    return Reflect.apply(query, this, [sql, ...rest]) as Promise<never>;
  };
}

async function migrate(): Promise<void> {
  const contents = slug === undefined ? secondLevel : (await getProgram(slug)).contents;
  await migrateDatabase(readDatabaseAddress(url), contents);
}

void migrate();
