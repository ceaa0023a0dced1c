import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, IsNull, PrimaryColumn, type EntityManager } from 'typeorm';
import { ConsentPurpose } from '../../schema/contract/member-enums';
import { DateTimeScalar, LanguageTagScalar } from '../../schema/contract/scalars';

/** A consent that a member gave: rows are added, and never changed but for the day of withdrawal. */
@Entity('consent')
@ObjectType('Consent', { description: 'A consent that a member gave, and whether it still holds.' })
@Directive('@shareable')
export class Consent {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  @Field(() => ID, { description: 'Global and opaque.' })
  id!: string;

  @Index('consent_by_member')
  @Column({ type: 'varchar', length: 100 })
  memberId!: string;

  @Column({ type: 'varchar', length: 30 })
  @Field(() => ConsentPurpose, { description: 'What it is for.' })
  purpose!: ConsentPurpose;

  @Column({ type: 'varchar', length: 40 })
  @Field(() => String, { description: 'Version of the wording that was read.' })
  wordingVersion!: string;

  /** BCP 47: the language that the wording was read in. */
  @Column({ type: 'varchar', length: 35 })
  @Field(() => LanguageTagScalar, { description: 'The language that the wording was read in.' })
  language!: string;

  @Column({ type: 'datetime', precision: 3 })
  @Field(() => DateTimeScalar, { description: 'When it was given.' })
  givenAt!: Date;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was withdrawn; null while it holds.' })
  withdrawnAt!: Date | null;
}

/** What a member consents to today. */
export function findLiveConsents(manager: EntityManager, memberId: string): Promise<Consent[]> {
  return manager.findBy(Consent, { memberId, withdrawnAt: IsNull() });
}

/** Withdraws every live consent of a member, or those to one purpose: the rows stay, with the day. */
export async function withdrawConsents(
  manager: EntityManager,
  { memberId, purpose, now }: { memberId: string; purpose?: ConsentPurpose; now: Date },
): Promise<void> {
  const which = { memberId, withdrawnAt: IsNull(), ...(purpose && { purpose }) };
  await manager.update(Consent, which, { withdrawnAt: now });
}
