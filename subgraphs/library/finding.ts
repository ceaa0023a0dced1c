import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ID, ObjectType } from 'type-graphql';
import type { TextByLanguage } from '../../schema/contract/localised-text';

/** One thing that a publication found. Its text is resolved beside it. */
@Entity('finding')
@ObjectType('Finding', { description: 'One thing that a publication found out.' })
export class Finding {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  publicationId!: string;

  @PrimaryColumn({ type: 'varchar', length: 80 })
  @Field(() => ID, { description: 'Stable name of the finding, unique within its publication only.' })
  slug!: string;

  @Column({ type: 'simple-json' })
  textByLanguage!: TextByLanguage;

  /** Place among the findings of the publication, from 0. */
  @Column({ type: 'integer' })
  position!: number;
}
