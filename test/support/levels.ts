import { Column, Entity, Index, PrimaryColumn, type QueryRunner } from 'typeorm';
import type { DatabaseContents } from '../../subgraphs/kit/database/database';
import {
  addColumns,
  addIndexes,
  allowNull,
  createTables,
  dropColumns,
  dropIndexes,
  dropTables,
  integer,
  key,
  longText,
  Migration,
  orNull,
  text,
} from '../../subgraphs/kit/database/schema-steps';

// Two levels of one database, for tests of the way between them.

@Entity('note')
@Index('note_by_author', ['author', 'id'])
export class Note {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'text' })
  text!: string;

  @Column({ type: 'varchar', length: 50 })
  author!: string;

  @Column({ type: 'varchar', length: 10, nullable: true })
  old!: string | null;
}

@Entity('scrap')
export class Scrap {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;
}

@Entity('note')
@Index('note_by_length', ['length', 'id'])
export class LaterNote {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'text' })
  text!: string;

  @Column({ type: 'varchar', length: 50, nullable: true })
  author!: string | null;

  @Column({ type: 'integer', nullable: true })
  length!: number | null;
}

@Entity('tag')
export class Tag {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'varchar', length: 100 })
  note!: string;
}

class FirstTables1795219300001 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, {
      note: {
        columns: { id: key(text(100)), text: longText(), author: text(50), old: orNull(text(10)) },
        indexes: { note_by_author: ['author', 'id'] },
      },
      scrap: { columns: { id: key(text(100)) } },
    });
  }
}

/** Every kind of step, each of which may be the last before the process dies. */
class LaterTables1795219300002 extends Migration {
  async up(runner: QueryRunner): Promise<void> {
    await addColumns(runner, 'note', { length: orNull(integer()) });
    await runner.query('UPDATE note SET length = LENGTH(text) WHERE length IS NULL');
    await dropColumns(runner, 'note', ['old']);
    await allowNull(runner, 'note', 'author');
    await runner.query("UPDATE note SET author = NULL WHERE author = ''");
    await createTables(runner, {
      tag: { columns: { id: key(text(100)), note: text(100) } },
    });
    await addIndexes(runner, 'note', { note_by_length: ['length', 'id'] });
    await dropIndexes(runner, 'note', ['note_by_author']);
    await runner.query('DELETE FROM tag');
    await runner.query('INSERT INTO tag (id, note) SELECT id, id FROM note');
    await dropTables(runner, ['scrap']);
  }
}

export const firstLevel: DatabaseContents = {
  slug: 'wales',
  entities: [Note, Scrap],
  migrations: [FirstTables1795219300001],
};

export const secondLevel: DatabaseContents = {
  slug: 'wales',
  entities: [LaterNote, Tag],
  migrations: [FirstTables1795219300001, LaterTables1795219300002],
};
