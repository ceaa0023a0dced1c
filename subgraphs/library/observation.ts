import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Field, Float, ObjectType } from 'type-graphql';
import { ObservationOperator } from '../../schema/contract/library-enums';

/** A figure that somebody reported. */
@Entity('observation')
@ObjectType('Observation', {
  description: 'A figure that somebody reported. Never add it to figures that the graph counts itself.',
})
export class Observation {
  /** Place in the list of observations, from 0. */
  @PrimaryColumn({ type: 'integer' })
  position!: number;

  @Column({ type: 'varchar', length: 50 })
  @Field(() => String, {
    description:
      'What was counted, as a name in capitals such as INDIVIDUAL_MEMBERS or WEBSITE_VISITORS_A_MONTH.',
  })
  metric!: string;

  @Column({ type: 'varchar', length: 10 })
  @Field(() => ObservationOperator, { description: 'How the value is meant: "over 800" is OVER and 800.' })
  operator!: ObservationOperator;

  @Column({ type: 'double precision' })
  @Field(() => Float, {
    description: 'The number itself: people, groups, books and so on, as `metric` says.',
  })
  value!: number;

  @Column({ type: 'varchar', length: 10, nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'When it was so: 2021, 2021-03 or 2021-03-01. Null where it is not known.',
  })
  asAt!: string | null;

  @Column({ type: 'varchar', length: 200 })
  @Field(() => String, { description: 'Who reported it.' })
  source!: string;
}
