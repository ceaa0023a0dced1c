import { Column, PrimaryColumn } from 'typeorm';
import { Field, ID, InterfaceType } from 'type-graphql';
import { plainInterface } from '../../schema/contract/node';
import type { TextByLanguage } from '../../schema/contract/localised-text';
import { LanguageTagScalar } from '../../schema/contract/scalars';

/** A region as it describes itself: one row in its own database. */
@InterfaceType('Region', {
  ...plainInterface,
  description:
    'A part of the UK whose coordinator runs its own subgraph and owns its members and activities.',
})
export abstract class Region {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  @Field(() => ID, { description: 'Stable name in addresses and filters, such as northern-ireland.' })
  slug!: string;

  @Column({ type: 'simple-json' })
  nameByLanguage!: TextByLanguage;

  /** GSS code. */
  @Column({ type: 'varchar', length: 9 })
  nationGss!: string;

  /** GSS codes. */
  @Column({ type: 'simple-json' })
  areaCodes!: readonly string[];

  /** GSS codes of parts of the areas that another region serves. */
  @Column({ type: 'simple-json' })
  exceptAreaCodes!: readonly string[];

  @Column({ type: 'simple-json' })
  @Field(() => [LanguageTagScalar], { nullable: true, description: 'Languages that the region works in.' })
  languages!: string[];
}
