import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { OrganisationTie } from '../../schema/contract/library-enums';
import { Node } from '../../schema/contract/node';

/** A name that an organisation no longer has. */
@ObjectType('FormerName', { description: 'A name that an organisation had before its name of today.' })
export class FormerName {
  @Field(() => String, { description: 'The name as it was.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'When it began, as exactly as is known: 2021, 2021-03 or 2021-03-01. Null: not known.',
  })
  from!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'When it ended, as exactly as is known: 2021, 2021-03 or 2021-03-01. Null: not known.',
  })
  to!: string | null;
}

/** An organisation with its ties to the movement. */
@Entity('organisation')
@Index('organisation_by_name', ['sortName', 'id'])
@ObjectType('Organisation', {
  implements: [Node],
  description: 'An organisation that has to do with the movement: who it is and how it is tied to it.',
})
@Directive('@key(fields: "id")')
export class Organisation extends Node {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  override id!: string;

  @Column({ type: 'varchar', length: 200 })
  @Field(() => String, { nullable: true, description: 'Its name of today.' })
  name!: string;

  @Column({ type: 'varchar', length: 10, nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'When its name of today began: 2021, 2021-03 or 2021-03-01. Null where it is not known.',
  })
  nameSince!: string | null;

  @Column({ type: 'simple-json', nullable: true })
  @Field(() => [FormerName], {
    nullable: true,
    description:
      'Earlier names, earliest first; empty when none is on record, null where its names are not known.',
  })
  formerNames!: FormerName[] | null;

  @Column({ type: 'simple-json' })
  @Field(() => [OrganisationTie], {
    nullable: true,
    description: 'How it belongs to the movement; often in one way.',
  })
  ties!: OrganisationTie[];

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, { nullable: true, description: 'The year it began; null where it is not known.' })
  founded!: number | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'What it is in law, in words of English; null where it is not known.',
  })
  legalForm!: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'How one joins it, in words of English; null where it is not known.',
  })
  joining!: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  @Field(() => String, { nullable: true, description: 'Where it is registered; null where it is not known.' })
  registeredIn!: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'What it does for the movement, in words of English; null where it is not known.',
  })
  role!: string | null;

  /** What lists are ordered by. */
  @Column({ type: 'varchar', length: 200 })
  sortName!: string;
}
