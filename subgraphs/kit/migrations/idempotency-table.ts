import type { QueryRunner } from 'typeorm';
import { createTables, text, instant, key, Migration } from '../database/schema-steps';

/** What attempts with a key came to. */
export class IdempotencyTable1795219200003 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      idempotency_key: {
        columns: {
          hash: key(text(64)),
          inputHash: text(64),
          resultId: text(100),
          change: text(200),
          createdAt: instant(),
        },
        indexes: { idempotency_key_by_age: ['createdAt'] },
      },
    });
  }
}
