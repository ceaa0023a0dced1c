import type { QueryRunner } from 'typeorm';
import { fullTextOf } from '../database/full-text-of';
import { createTables, text, longText, key, countedKey, Migration } from '../database/schema-steps';

/** The tables behind every list and search. */
export class IndexTables1795219200001 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      facet: {
        columns: { owner: key(text(100)), name: key(text(30)), value: key(text(100)) },
        indexes: { facet_by_value: ['name', 'value', 'owner'] },
      },
      listing: { columns: { owner: key(text(100)), token: key(text(120)) } },
      search_text: {
        columns: { key: countedKey(), owner: text(100), text: longText() },
        indexes: { search_text_by_owner: { unique: ['owner'] } },
      },
    });
    for (const sql of fullTextOf(runner.dataSource).createStatements) await runner.query(sql);
  }
}
