import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A move of a member that was accepted and has yet to be finished: what it takes is known here before anything is done. */
@Entity('move')
export class Move {
  /** A member moves once at a time. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  memberId!: string;

  /** Names this move, and no other of the same member. */
  @Column({ type: 'varchar', length: 36 })
  id!: string;

  /** Slug. */
  @Column({ type: 'varchar', length: 100 })
  fromRegion!: string;

  /** Slug. */
  @Column({ type: 'varchar', length: 100 })
  toRegion!: string;

  /** Place of the arrival in the feed of the new region; null until it is known there, and its own in the index. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  change!: string | null;

  /** By what the attempt is known again, once it has succeeded; null where it came without a key. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  keyHash!: string | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  inputHash!: string | null;
}
