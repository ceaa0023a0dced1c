import type { QueryRunner } from 'typeorm';
import { createTables, instant, key, Migration, orNull, text, yesNo } from '../../kit/database/schema-steps';

/** Who is to be erased, and which regions have done so. */
export class Erasures1795309200024 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      erasure_wish: {
        columns: { id: key(text(100)), memberId: text(100), home: text(100), askedAt: instant() },
        indexes: { erasure_wish_by_member: ['memberId'] },
      },
      erasure: {
        columns: {
          receipt: key(text(100)),
          memberId: text(100),
          home: text(100),
          erasedAt: instant(),
          knownAt: instant(),
        },
        indexes: { erasure_by_member: ['memberId'] },
      },
      erasure_share: {
        columns: {
          receipt: key(text(100)),
          region: key(text(100)),
          erasedAt: orNull(instant()),
          isSettled: { ...yesNo(), default: '0' },
        },
        indexes: { erasure_share_by_region: ['region'], erasure_share_by_state: ['isSettled'] },
      },
    });
  }
}
