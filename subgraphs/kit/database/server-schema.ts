import type { DataSource } from 'typeorm';
import { SetupError } from '../errors';
import { describeDatabase } from './address';
import { prepareSchema, type Prepared } from './schema-level';
import { connect, type Access, type Server } from './server-connection';

/**
 * Compares byte by byte, trailing spaces too, as the code does when it compares ids and sort names, and as the embedded
 * engine does: a page's cursor stands for the same place everywhere.
 */
const collations = { mariadb: 'utf8mb4_nopad_bin', mysql: 'utf8mb4_0900_bin' } as const;

/** A migration may take as long as it takes. */
const access: Access = { mode: 'READ WRITE', acquireMillis: 10_000, statementMillis: 0, connections: 4 };

/** Lets one process at a time look at the tables and change them, of however many start together. */
async function alone<T>(source: DataSource, name: string, work: () => Promise<T>): Promise<T> {
  const lock = "SHA1(CONCAT('tables of ', DATABASE()))";
  const runner = source.createQueryRunner();
  try {
    const [row] = (await runner.query(`SELECT GET_LOCK(${lock}, 120) AS held`)) as { held: number }[];
    if (Number(row?.held) !== 1)
      throw new SetupError(`Another process changes the tables of the ${name}. Try again when it has ended.`);
    return await work();
  } finally {
    await runner.query(`DO RELEASE_LOCK(${lock})`).catch(() => undefined);
    await runner.release();
  }
}

async function checkCollation(source: DataSource, server: Server, collation: string): Promise<void> {
  const [row] = await source.query<{ own: string; other: string | null }[]>(
    `SELECT @@collation_database AS own, (SELECT MIN(table_name) FROM information_schema.tables
       WHERE table_schema = DATABASE() AND table_collation <> ?) AS other`,
    [collation],
  );
  if (row?.own === collation && row.other === null) return;
  const remedy =
    row?.other == null
      ? `Run "npx citizenship migrate ${server.contents.slug}" where this was run`
      : `Use ALTER TABLE ${row.other} CONVERT TO CHARACTER SET utf8mb4 COLLATE ${collation}`;
  throw new SetupError(
    `The ${describeDatabase(server.address)} must sort by ${collation}, and does not. ${remedy}, and start again.`,
  );
}

/** Makes sure, one process after another, that the tables are those of this software; see `prepareSchema`. */
export async function prepareServer(server: Server, mayMigrate: boolean): Promise<Prepared> {
  const source = await connect(server, access);
  const name = describeDatabase(server.address);
  const collation = collations[server.kind.type];
  try {
    return await alone(source, name, async () => {
      const [tables] = await source.query<{ count: number }[]>(
        'SELECT COUNT(*) AS count FROM information_schema.tables WHERE table_schema = DATABASE()',
      );
      if (tables?.count === 0 || mayMigrate)
        await source.query(`ALTER DATABASE CHARACTER SET utf8mb4 COLLATE ${collation}`);
      const level = {
        source,
        name,
        slug: server.contents.slug,
        findLevelOfBefore: () => Promise.resolve(null),
      };
      const prepared = await prepareSchema(level, mayMigrate);
      await checkCollation(source, server, collation);
      return prepared;
    });
  } finally {
    await source.destroy();
  }
}
