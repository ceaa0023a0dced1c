import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

// Kept beside the index, which can be dropped and read again: what is still to be erased cannot. No row names anybody.

/** Somebody's wish to have a member erased, from before its region was asked until its answer is known. */
@Entity('erasure_wish')
export class ErasureWish {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Index('erasure_wish_by_member')
  @Column({ type: 'varchar', length: 100 })
  memberId!: string;

  /** Slug of the region that decides. */
  @Column({ type: 'varchar', length: 100 })
  home!: string;

  @Column({ type: 'datetime', precision: 3 })
  askedAt!: Date;
}

/** A member whose own region has erased it. */
@Entity('erasure')
export class Erasure {
  /** Id of the receipt that the region gave. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  receipt!: string;

  @Index('erasure_by_member')
  @Column({ type: 'varchar', length: 100 })
  memberId!: string;

  /** Slug of the region that decided. */
  @Column({ type: 'varchar', length: 100 })
  home!: string;

  /** By the region's clock. */
  @Column({ type: 'datetime', precision: 3 })
  erasedAt!: Date;

  /** When it became known here, by the clock of this machine. */
  @Column({ type: 'datetime', precision: 3 })
  knownAt!: Date;
}

/** One region's part of an erasure. */
@Entity('erasure_share')
export class ErasureShare {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  receipt!: string;

  /** Slug. */
  @Index('erasure_share_by_region')
  @PrimaryColumn({ type: 'varchar', length: 100 })
  region!: string;

  /** When the region erased; null where it has still to. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  erasedAt!: Date | null;

  /** Whether it erased after the last moment at which what was under way could still bring something there. */
  @Index('erasure_share_by_state')
  @Column({ type: 'boolean', default: false })
  isSettled!: boolean;
}

/** The tables of erasures. */
export const erasureEntities = [ErasureWish, Erasure, ErasureShare];
