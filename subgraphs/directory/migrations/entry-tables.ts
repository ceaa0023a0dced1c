import type { QueryRunner } from 'typeorm';
import {
  createTables,
  text,
  integer,
  bigInteger,
  real,
  yesNo,
  instant,
  key,
  orNull,
  Migration,
} from '../../kit/database/schema-steps';

/** Where things are, and how far the feeds are read. */
export class EntryTables1795219200020 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      entry: {
        columns: { id: key(text(100)), kind: text(30), source: text(100), number: bigInteger() },
        indexes: { entry_by_source: ['source'] },
      },
      member: {
        columns: {
          id: key(text(100)),
          kind: text(10),
          sortName: text(200),
          joinedAt: instant(),
          region: text(100),
        },
        indexes: {
          member_by_name: ['sortName', 'id'],
          member_by_joined: ['joinedAt', 'id'],
          member_by_region_and_name: ['region', 'sortName', 'id'],
          member_by_region_and_joined: ['region', 'joinedAt', 'id'],
        },
      },
      activity: {
        columns: {
          id: key(text(100)),
          kind: text(30),
          audience: text(20),
          mode: text(20),
          status: text(20),
          startsAt: instant(),
          publishedAt: orNull(instant()),
          latitude: orNull(real()),
          longitude: orNull(real()),
          hasPlaces: yesNo(),
          region: text(100),
        },
        indexes: {
          activity_by_publication: ['publishedAt', 'id'],
          activity_by_start: ['startsAt', 'id'],
          activity_by_region_and_start: ['region', 'startsAt', 'id'],
        },
      },
      network: {
        columns: { id: key(text(100)), sortName: text(200), cohort: orNull(text(100)), region: text(100) },
        indexes: {
          network_by_name: ['sortName', 'id'],
          network_by_region_and_name: ['region', 'sortName', 'id'],
        },
      },
      feed_cursor: {
        columns: {
          source: key(text(100)),
          epoch: orNull(text(64)),
          cursor: bigInteger(),
          mark: orNull(text(64)),
          asOf: orNull(instant()),
          hasLeft: { ...yesNo(), default: '0' },
        },
      },
      set_aside: {
        columns: { source: key(text(100)), id: key(text(100)), number: bigInteger(), reason: text(200) },
      },
      feed_lease: { columns: { id: key(integer()), holder: text(64), expires: bigInteger() } },
    });
  }
}
