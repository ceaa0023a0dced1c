import type { QueryRunner } from 'typeorm';
import { addIndexes, Migration } from '../database/schema-steps';

/** Whoever reads changes of one kind passes by those of all others. */
export class ChangesByKind1795309200018 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await addIndexes(runner, 'change_record', { change_record_by_kind: ['kind', 'number'] });
  }
}
