import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A group of networks that start together. */
@Entity('cohort')
@ObjectType('Cohort', { description: 'A group of networks of citizen leaders that start together.' })
@Directive('@key(fields: "id")')
export class Cohort {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  @Field(() => ID, { description: 'Stable and opaque; what `NetworkFilter.cohort` takes.' })
  id!: string;

  @Column({ type: 'varchar', length: 7 })
  @Field(() => String, {
    nullable: true,
    description: 'The month that it starts in, such as 2025-09 (ISO 8601).',
  })
  startsIn!: string;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Why there is a cohort of its own at that time; null where it is not known.',
  })
  reason!: string | null;
}
