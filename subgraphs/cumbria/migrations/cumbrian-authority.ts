import type { QueryRunner } from 'typeorm';
import { addColumns, Migration, orNull, text } from '../../kit/database/schema-steps';

/** Which of the two authorities an activity is in. */
export class CumbrianAuthority1795219200100 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'activity', { authority: orNull(text(30)) });
  }
}
