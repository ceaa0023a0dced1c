import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A member whom other regions have bookings of, and are to be told how it stands: that, and never what they are told. */
@Entity('due_standing')
export class DueStanding {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  memberId!: string;

  /** Slug of the region that last spoke of the member as its own. */
  @Column({ type: 'varchar', length: 100 })
  region!: string;

  /** Names this need to ask, later ones above earlier ones: whoever has settled an earlier one has not settled this one. */
  @Index('due_standing_by_version')
  @Column({ type: 'varchar', length: 36 })
  version!: string;

  /** Milliseconds since 1970: one whose answer could not be had is asked for again from then on. */
  @Column({ type: 'bigint', transformer: { to: (value: number) => value, from: Number } })
  notBefore!: number;
}
