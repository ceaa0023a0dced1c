import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ConsentPurpose } from '../../schema/contract/member-enums';

/** A consent that a member gave: rows are added, and never changed but for the day of withdrawal. */
@Entity('consent')
export class Consent {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Index('consent_by_member')
  @Column({ type: 'varchar', length: 100 })
  memberId!: string;

  @Column({ type: 'varchar', length: 30 })
  purpose!: ConsentPurpose;

  @Column({ type: 'varchar', length: 40 })
  wordingVersion!: string;

  /** BCP 47: the language that the wording was read in. */
  @Column({ type: 'varchar', length: 35 })
  language!: string;

  @Column({ type: 'datetime', precision: 3 })
  givenAt!: Date;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  withdrawnAt!: Date | null;
}
