import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { LeadershipFocus, LeadershipLevel } from '../../schema/contract/member-enums';
import { DateScalar } from '../../schema/contract/scalars';
import { OrganisationReference } from './references';

/** What a member leads, or has led. */
@Entity('leadership_role')
@ObjectType('LeadershipRole', { description: 'What a member leads or has led, and where.' })
@Directive('@shareable')
export class LeadershipRole {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  @Field(() => ID, { description: 'Global and opaque.' })
  id!: string;

  @Index('leadership_role_by_member')
  @Column({ type: 'varchar', length: 100 })
  memberId!: string;

  @Column({ type: 'varchar', length: 20 })
  @Field(() => LeadershipLevel, { description: 'Where the member leads.' })
  level!: LeadershipLevel;

  @Column({ type: 'varchar', length: 200 })
  @Field(() => String, {
    description: 'What the leader is called there, in free words: "citizen leader" is not everyone\'s word.',
  })
  title!: string;

  @Column({ type: 'varchar', length: 100, nullable: true })
  organisationId!: string | null;

  @Column({ type: 'simple-json' })
  @Field(() => [LeadershipFocus], {
    description: 'What strategic leadership is about; empty at other levels.',
  })
  focus!: LeadershipFocus[];

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether the lead is shared with professionals.' })
  collaborative!: boolean;

  @Column({ type: 'varchar', length: 10 })
  @Field(() => DateScalar, { description: 'First day in the role.' })
  from!: string;

  @Column({ type: 'varchar', length: 10, nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'Last day in the role; null while it lasts.' })
  to!: string | null;

  /** Why, in the member's own words: private; null where nothing was said. */
  @Column({ type: 'simple-json', nullable: true })
  motivations!: readonly string[] | null;

  @Field(() => OrganisationReference, {
    nullable: true,
    description: 'The organisation that the role is in; always there at the level ORGANISATIONAL.',
  })
  organisation(): OrganisationReference | null {
    return this.organisationId === null ? null : { id: this.organisationId };
  }
}
