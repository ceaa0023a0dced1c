import type { QueryRunner } from 'typeorm';
import { createTables, instant, key, Migration, text } from '../../kit/database/schema-steps';

/** Who was erased: an id that nobody has any more. */
export class Erasures1795309200015 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      erasure: {
        columns: { memberId: key(text(100)), receipt: text(100), erasedAt: instant() },
        indexes: { erasure_by_receipt: ['receipt'] },
      },
    });
  }
}
