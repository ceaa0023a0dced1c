import { Column } from 'typeorm';
import { Field, Int, InterfaceType } from 'type-graphql';
import { MemberKind, MembershipStatus, Visibility } from '../../schema/contract/member-enums';
import { Node, plainInterface } from '../../schema/contract/node';
import { DateTimeScalar } from '../../schema/contract/scalars';
import { ListedMember } from '../catalogue/member-list';

/** A person or a group that joined. Columns without a `@Field` are personal data: they leave by `private` alone. */
@InterfaceType('Member', {
  ...plainInterface,
  implements: [Node],
  description: 'A person or a group that joined. Joining is free.',
})
export abstract class Member extends ListedMember {
  @Field(() => MemberKind, { nullable: true, description: 'A person or a group.' })
  override kind!: MemberKind;

  @Column({ type: 'varchar', length: 200 })
  /** Empty for one who has left or moved. */
  displayName!: string;

  @Column({ type: 'varchar', length: 10 })
  @Field(() => Visibility, { nullable: true, description: 'Who may find the member in lists.' })
  visibility!: Visibility;

  @Column({ type: 'varchar', length: 10 })
  @Field(() => MembershipStatus, { nullable: true, description: 'Whether the membership is live.' })
  status!: MembershipStatus;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the member joined.' })
  override joinedAt!: Date;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'How many people the group has, by its own word; null for a person.',
  })
  groupSize!: number | null;

  @Column({ type: 'simple-json' })
  networkIds!: readonly string[];

  /** BCP 47. */
  @Column({ type: 'varchar', length: 35 })
  preferredLanguage!: string;

  @Column({ type: 'varchar', length: 254, nullable: true })
  email!: string | null;

  @Column({ type: 'varchar', length: 30, nullable: true })
  phone!: string | null;

  @Column({ type: 'varchar', length: 8, nullable: true })
  postcode!: string | null;

  /** Slug of the region that the member asks to move to. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  movingTo!: string | null;

  /** Slug of the region that it moves to, or has moved to: from then on nobody changes it here. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  movedTo!: string | null;

  /** The person to write to; a group has one. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  contactName!: string | null;
}
