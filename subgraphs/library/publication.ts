import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { PublicationKind } from '../../schema/contract/library-enums';
import { Node } from '../../schema/contract/node';

/** Something that Citizen Network published. Its themes and findings are resolved beside it. */
@Entity('publication')
@Index('publication_by_sort_key', ['sortKey', 'id'])
@ObjectType('Publication', {
  implements: [Node],
  description: 'A book, report, article or review of evidence from the library of Citizen Network.',
})
@Directive('@key(fields: "id")')
export class Publication extends Node {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  override id!: string;

  @Column({ type: 'varchar', length: 200, nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'The title; null where it is not known: show `subject` then.',
  })
  title!: string | null;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'The calendar year it came out; null where it is not known.',
  })
  year!: number | null;

  @Column({ type: 'varchar', length: 20, nullable: true })
  @Field(() => PublicationKind, {
    nullable: true,
    description: 'What kind of publication it is; null where it is not known.',
  })
  kind!: PublicationKind | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'What it is about, in a few words of English; null where it is not known.',
  })
  subject!: string | null;

  /** Null where it is not known. */
  @Column({ type: 'simple-json', nullable: true })
  themeSlugs!: readonly string[] | null;

  /** What the list is ordered by, ascending: newest year first, then the title. */
  @Column({ type: 'varchar', length: 210 })
  sortKey!: string;
}
