import type { QueryRunner } from 'typeorm';
import { addColumns, Migration, orNull, text } from '../../kit/database/schema-steps';

/** The integrated care board of an activity. */
export class IntegratedCareBoard1795219200100 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'activity', { integratedCareBoard: orNull(text(120)) });
  }
}
