import type { QueryRunner } from 'typeorm';
import {
  addColumns,
  createTables,
  instant,
  json,
  key,
  Migration,
  orNull,
  text,
} from '../../kit/database/schema-steps';

/** Who looked at members' private data, and why members lead. */
export class AccessLog1795309200016 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      access_log_entry: {
        columns: { id: key(text(100)), memberId: text(100), at: instant(), by: text(200), what: json() },
        indexes: { access_log_by_member: ['memberId', 'at', 'id'], access_log_by_time: ['at'] },
      },
    });
    await addColumns(runner, 'leadership_role', { motivations: orNull(json()) });
  }
}
