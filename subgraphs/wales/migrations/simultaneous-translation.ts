import type { QueryRunner } from 'typeorm';
import { addColumns, Migration, yesNo } from '../../kit/database/schema-steps';

/** Whether Welsh is translated at an activity. */
export class SimultaneousTranslation1795219200100 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'activity', { simultaneousTranslation: { ...yesNo(), default: '0' } });
  }
}
