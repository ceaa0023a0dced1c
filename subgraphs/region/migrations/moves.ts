import type { QueryRunner } from 'typeorm';
import { addColumns, Migration, orNull, text } from '../../kit/database/schema-steps';

/** Where a member asks to move, and where it has moved. */
export class Moves1795309200013 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'member', { movingTo: orNull(text(100)), movedTo: orNull(text(100)) });
  }
}
