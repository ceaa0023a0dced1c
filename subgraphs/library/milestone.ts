import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, ObjectType } from 'type-graphql';
import { DatePrecision } from '../../schema/contract/library-enums';

/** Something that happened on the way of Citizen Network. */
@Entity('milestone')
@ObjectType('Milestone', { description: 'Something that happened in the history of Citizen Network.' })
export class Milestone {
  /** Place in the list of milestones, from 0. */
  @PrimaryColumn({ type: 'integer' })
  position!: number;

  @Column({ type: 'varchar', length: 10 })
  @Field(() => String, {
    description: 'When, as exactly as `precision` says: 2015, 2015-06 or 2015-06-01 (ISO 8601).',
  })
  date!: string;

  @Column({ type: 'varchar', length: 10 })
  @Field(() => DatePrecision, { description: 'How exactly the date is known: do not show more of it.' })
  precision!: DatePrecision;

  @Column({ type: 'varchar', length: 200, nullable: true })
  @Field(() => String, { nullable: true, description: 'Where, in words; null where it is not known.' })
  place!: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'What happened, in one sentence of English.' })
  text!: string;
}
