import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { AreaType } from '../../schema/contract/library-enums';
import type { TextByLanguage } from '../../schema/contract/localised-text';
import { DateScalar } from '../../schema/contract/scalars';

/** An area by its GSS code. Its name and the areas that it has to do with are resolved beside it. */
@Entity('area')
@ObjectType('Area', {
  description: 'A part of the UK as the Office for National Statistics knows it, of today or of the past.',
})
@Directive('@key(fields: "gss")')
export class Area {
  @PrimaryColumn({ type: 'varchar', length: 9 })
  @Field(() => ID, {
    description:
      'Code of the Government Statistical Service (GSS), such as W92000004: it never changes its meaning.',
  })
  gss!: string;

  @Column({ type: 'simple-json' })
  nameByLanguage!: TextByLanguage;

  @Column({ type: 'varchar', length: 20 })
  @Field(() => AreaType, { nullable: true, description: 'What kind of area it is.' })
  type!: AreaType;

  /** GSS code; null where it is not known. */
  @Column({ type: 'varchar', length: 9, nullable: true })
  parentGss!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day it was there; null where it is not known.',
  })
  from!: string | null;

  @Column({ type: 'varchar', length: 10, nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day it ended, on which others took its place; null while it is there.',
  })
  to!: string | null;

  /** GSS codes; null where it is not known. */
  @Column({ type: 'simple-json', nullable: true })
  replacesGss!: readonly string[] | null;

  /** GSS codes; null where it is not known. */
  @Column({ type: 'simple-json', nullable: true })
  replacedByGss!: readonly string[] | null;
}
