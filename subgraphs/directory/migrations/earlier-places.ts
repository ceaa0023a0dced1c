import type { QueryRunner } from 'typeorm';
import { bigInteger, createTables, instant, key, Migration, text } from '../../kit/database/schema-steps';

/** Where rows stood until they moved, and which region made what the index does not know yet. */
export class EarlierPlaces1795309200020 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      earlier_place: {
        columns: { owner: key(text(100)), name: key(text(30)), version: key(bigInteger()), sort: text(200) },
        indexes: { earlier_place_by_version: ['version'] },
      },
      remembered_route: {
        columns: { id: key(text(100)), region: text(100), expiresAt: instant() },
        indexes: { remembered_route_by_expiry: ['expiresAt'] },
      },
    });
  }
}
