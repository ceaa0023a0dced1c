import { Column, Entity, Index, PrimaryColumn, type EntityManager } from 'typeorm';
import { EraseReceipt } from '../../../schema/contract/erase-receipt';
import type { RegionDefinition } from '../region-definition';

/**
 * That a person was erased here: all that is known of them. The id says nothing of anybody to those who do not know it
 * already; without it, whoever asks again could not be told that it is done.
 */
@Entity('erasure')
export class Erasure {
  /** The id that the person had. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  memberId!: string;

  /** Id of the receipt that their own region gave. */
  @Index('erasure_by_receipt')
  @Column({ type: 'varchar', length: 100 })
  receipt!: string;

  @Column({ type: 'datetime', precision: 3 })
  erasedAt!: Date;
}

/** A person's erasure from this region; null where there was none. */
export function findErasure(manager: EntityManager, memberId: string): Promise<Erasure | null> {
  return manager.findOneBy(Erasure, { memberId });
}

/** The receipt as this region alone can give it. */
export async function getReceipt(
  manager: EntityManager,
  { row }: RegionDefinition,
  receipt: string,
): Promise<EraseReceipt> {
  const { erasedAt } = await manager.findOneByOrFail(Erasure, { receipt });
  return Object.assign(new EraseReceipt(), { id: receipt, erasedAt, regions: [row.slug] });
}
