import type { QueryRunner } from 'typeorm';
import { addColumns, addIndexes, json, Migration, orNull, text } from '../../kit/database/schema-steps';

/** Needs that hosts are not told of, the language that was booked in, and which offers end next. */
export class Offers1795309200011 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'booking', {
      hiddenNeedSlugs: orNull(json()),
      language: orNull(text(35)),
    });
    await addIndexes(runner, 'booking', { booking_by_offer: ['offerExpiresAt'] });
  }
}
