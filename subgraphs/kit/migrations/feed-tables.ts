import type { QueryRunner } from 'typeorm';
import {
  createTables,
  text,
  json,
  integer,
  bigInteger,
  key,
  orNull,
  Migration,
} from '../database/schema-steps';

/** The tables of the change feed. */
export class FeedTables1795219200002 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      change_record: {
        columns: {
          id: key(text(100)),
          number: bigInteger(),
          kind: text(30),
          listedTo: orNull(json()),
          data: orNull(json()),
        },
        indexes: { change_record_by_number: { unique: ['number'] } },
      },
      change_counter: { columns: { id: key(integer()), epoch: text(64), last: bigInteger() } },
      change_mark: { columns: { number: key(bigInteger()), mark: text(32) } },
    });
  }
}
