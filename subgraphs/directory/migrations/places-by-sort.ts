import type { QueryRunner } from 'typeorm';
import { addIndexes, Migration } from '../../kit/database/schema-steps';

/** Who reads a list on while rows move reads the places that they had in the order of the list, not all of the last hour. */
export class PlacesBySort1795309200023 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await addIndexes(runner, 'earlier_place', { earlier_place_by_sort: ['name', 'sort', 'owner'] });
  }
}
