import type { QueryRunner } from 'typeorm';
import { createTables, instant, key, Migration, orNull, text } from '../../kit/database/schema-steps';

/** Moves that have yet to be finished, and the keys of those that were. */
export class Moves1795309200022 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      move: {
        columns: {
          memberId: key(text(100)),
          id: text(36),
          fromRegion: text(100),
          toRegion: text(100),
          change: orNull(text(200)),
          keyHash: orNull(text(64)),
          inputHash: orNull(text(64)),
        },
      },
      idempotency_key: {
        columns: {
          hash: key(text(64)),
          inputHash: text(64),
          resultId: text(100),
          change: orNull(text(200)),
          createdAt: instant(),
        },
        indexes: { idempotency_key_by_age: ['createdAt'] },
      },
    });
  }
}
