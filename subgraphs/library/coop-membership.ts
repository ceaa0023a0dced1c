import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Field, ObjectType } from 'type-graphql';
import { DateScalar } from '../../schema/contract/scalars';

/** A membership of the cooperative, held by a member of any region or by an organisation. */
@Entity('coop_membership')
@ObjectType('CoopMembership', {
  description:
    'A membership of the cooperative Citizen Network Osk: apart from the free membership of the movement.',
})
export class CoopMembership {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  /** Id of the member that holds it; null when an organisation does. */
  @Index('coop_membership_by_member', { unique: true })
  @Column({ type: 'varchar', length: 100, nullable: true })
  memberId!: string | null;

  /** Id of the organisation that holds it; null when a member does. */
  @Index('coop_membership_by_organisation', { unique: true })
  @Column({ type: 'varchar', length: 100, nullable: true })
  organisationId!: string | null;

  @Column({ type: 'varchar', length: 10 })
  @Field(() => DateScalar, { description: 'The first day of the membership.' })
  since!: string;

  @Column({ type: 'varchar', length: 20 })
  @Field(() => String, { description: 'How it stands, as a word in capitals; ACTIVE while it lasts.' })
  status!: string;
}
