import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { DateScalar } from '../../schema/contract/scalars';
import { AccessFeatureKindReference } from './references';

/** What a member needs to take part: kept for as long as the member consents to it, and no longer. */
@Entity('access_requirement')
@ObjectType('AccessRequirement', {
  description: 'What a member needs to take part: the need, never the diagnosis.',
})
@Directive('@shareable')
export class AccessRequirement {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  memberId!: string;

  /** Slug of the vocabulary in the library. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  kindSlug!: string;

  @Column({ type: 'varchar', length: 500, nullable: true })
  @Field(() => String, { nullable: true, description: 'What whoever arranges it should know.' })
  detail!: string | null;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether hosts of activities that the member books may know.' })
  shareWithHosts!: boolean;

  /** The Accessible Information Standard asks for a review. */
  @Column({ type: 'varchar', length: 10 })
  @Field(() => DateScalar, { description: 'When to ask the member whether it still holds.' })
  reviewDue!: string;

  @Field(() => AccessFeatureKindReference, { description: 'What is needed, by the vocabulary.' })
  kind(): AccessFeatureKindReference {
    return { slug: this.kindSlug };
  }
}
