import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { TextByLanguage } from '../../schema/contract/localised-text';
import { Node } from '../../schema/contract/node';

/** A subject that the movement works on. Its label and publications are resolved beside it. */
@Entity('theme')
@ObjectType('Theme', {
  implements: [Node],
  description:
    'A subject that the movement works on, such as peer support: it calls them social innovations.',
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "slug")')
export class Theme extends Node {
  /** `theme:<slug>`. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  override id!: string;

  @Index('theme_by_slug', { unique: true })
  @Column({ type: 'varchar', length: 80 })
  @Field(() => ID, { description: 'Stable name in addresses and filters, such as peer-support.' })
  slug!: string;

  @Column({ type: 'simple-json' })
  labelByLanguage!: TextByLanguage;

  /** Place in the list of themes, from 0. */
  @Column({ type: 'integer' })
  position!: number;
}
