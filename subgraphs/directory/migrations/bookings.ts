import type { QueryRunner } from 'typeorm';
import { bigInteger, createTables, instant, key, Migration, text } from '../../kit/database/schema-steps';

/** Whose bookings are where, and of whom the regions that have some have yet to hear. */
export class Bookings1795309200021 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      booking: {
        columns: {
          id: key(text(100)),
          memberId: text(100),
          activityId: text(100),
          bookedAt: instant(),
          region: text(100),
        },
        indexes: { booking_by_member: ['memberId', 'bookedAt', 'id'] },
      },
      due_standing: {
        columns: { memberId: key(text(100)), region: text(100), version: text(36), notBefore: bigInteger() },
        indexes: { due_standing_by_version: ['version'] },
      },
    });
  }
}
