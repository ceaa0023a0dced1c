import type { QueryRunner } from 'typeorm';
import {
  countedKey,
  createTables,
  instant,
  integer,
  json,
  key,
  longText,
  Migration,
  orNull,
  text,
  yesNo,
} from '../../kit/database/schema-steps';

/** By which ids coordinators' sheets know rows, and where the rows of a sheet wait until all are checked. */
export class Imports1795309200012 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      external_id: {
        columns: {
          kind: key(text(10)),
          externalId: key(text(100)),
          subjectId: text(100),
          rowHash: text(64),
        },
        indexes: { external_id_by_subject: { unique: ['kind', 'subjectId'] } },
      },
      import_job: {
        columns: {
          id: countedKey(),
          kind: text(10),
          requestHash: text(64),
          phase: text(10),
          rows: integer(),
          bad: integer(),
          applied: integer(),
          made: integer(),
          changed: integer(),
          touchedAt: instant(),
        },
      },
      import_row: {
        columns: {
          jobId: key(integer()),
          line: key(integer()),
          externalId: text(100),
          isBad: yesNo(),
          content: orNull(longText()),
          problems: orNull(json()),
        },
        indexes: {
          import_row_by_verdict: ['jobId', 'isBad', 'line'],
          import_row_by_external_id: ['jobId', 'externalId', 'line'],
        },
      },
    });
  }
}
