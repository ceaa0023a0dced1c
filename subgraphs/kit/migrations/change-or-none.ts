import type { QueryRunner } from 'typeorm';
import { allowNull, Migration } from '../database/schema-steps';

/** An attempt may have told the feed nothing. */
export class ChangeOrNone1795309200003 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await allowNull(runner, 'idempotency_key', 'change');
  }
}
