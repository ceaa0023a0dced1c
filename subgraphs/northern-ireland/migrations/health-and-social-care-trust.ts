import type { QueryRunner } from 'typeorm';
import { addColumns, Migration, orNull, text } from '../../kit/database/schema-steps';

/** The health and social care trust of an activity. */
export class HealthAndSocialCareTrust1795219200100 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'activity', { healthAndSocialCareTrust: orNull(text(20)) });
  }
}
