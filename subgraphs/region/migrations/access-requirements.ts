import type { QueryRunner } from 'typeorm';
import { createTables, key, Migration, orNull, text, yesNo } from '../../kit/database/schema-steps';

/** What members need to take part. */
export class AccessRequirements1795309200010 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      access_requirement: {
        columns: {
          memberId: key(text(100)),
          kindSlug: key(text(100)),
          detail: orNull(text(500)),
          shareWithHosts: yesNo(),
          reviewDue: text(10),
        },
      },
    });
  }
}
