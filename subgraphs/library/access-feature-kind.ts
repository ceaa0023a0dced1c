import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { TextByLanguage } from '../../schema/contract/localised-text';

/** One word of the vocabulary of access features. Its label is resolved beside it. */
@Entity('access_feature_kind')
@ObjectType('AccessFeatureKind', {
  description:
    'One word of the vocabulary of access features, such as a hearing loop: something that lets more people take part.',
})
@Directive('@key(fields: "slug")')
export class AccessFeatureKind {
  @PrimaryColumn({ type: 'varchar', length: 80 })
  @Field(() => ID, {
    description:
      'Stable name in filters, such as hearing-loop. The list grows: be ready for slugs you do not know.',
  })
  slug!: string;

  @Column({ type: 'simple-json' })
  labelByLanguage!: TextByLanguage;

  /** Place in the vocabulary, from 0. */
  @Column({ type: 'integer' })
  position!: number;
}
