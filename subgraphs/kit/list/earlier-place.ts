import { Column, Entity, In, Index, LessThan, PrimaryColumn, type EntityManager } from 'typeorm';
import { asNumber } from '../database/as-number';
import { storeRows } from '../database/database';
import type { SortType } from './cursor';

/**
 * Where a row stood in an order until it moved. Who reads a list page by page reads the order that it began with: a row
 * that moves meanwhile is met once, at the place that it had then, neither twice nor never.
 */
@Entity('earlier_place')
@Index('earlier_place_by_sort', ['name', 'sort', 'owner'])
export class EarlierPlace {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  owner!: string;

  /** The column that the order is by. */
  @PrimaryColumn({ type: 'varchar', length: 30 })
  name!: string;

  /** Grows with every move of any row. A listing that began at a lower one goes by this place. */
  @Index('earlier_place_by_version')
  @PrimaryColumn({ type: 'bigint', transformer: asNumber })
  version!: number;

  /** The sort value, an instant as SQL writes one. */
  @Column({ type: 'varchar', length: 200 })
  sort!: string;
}

/** For how long an earlier place is known, in milliseconds; a listing that takes longer may meet a row twice. */
export const PLACE_LIFETIME_MILLIS = 3_600_000;

/**
 * SQL of the state that a listing which begins now goes by. Moves of rows that are not listed to one of `:placeTokens`
 * do not count: whoever reads the cursor must not learn of them.
 */
export const LISTING_NOW = `COALESCE((SELECT place.version FROM earlier_place place
  JOIN listing seen ON seen.owner = place.owner AND seen.token IN (:...placeTokens)
  ORDER BY place.version DESC LIMIT 1), 0)`;

/** How a sort value stands in the table. */
export function placeText(type: SortType, sort: string | number): string {
  return type === 'instant' ? new Date(sort).toISOString().replace('T', ' ').replace('Z', '') : String(sort);
}

/** A place that a row is about to leave. */
export type Left = Pick<EarlierPlace, 'owner' | 'name' | 'sort'>;

/**
 * Remembers the places that rows leave, and forgets those that no listing needs any more. Belongs in the transaction
 * that moves the rows, and no two of those run at one time.
 */
export async function leavePlaces(manager: EntityManager, places: readonly Left[], now: Date): Promise<void> {
  await manager.delete(EarlierPlace, { version: LessThan(now.getTime() - PLACE_LIFETIME_MILLIS) });
  if (places.length === 0) return;
  const latest = (await manager.maximum(EarlierPlace, 'version')) ?? 0;
  // Above all that were ever given out, the forgotten ones too.
  const version = Math.max(now.getTime(), latest + 1);
  await storeRows(
    manager,
    EarlierPlace,
    places.map((place) => ({ ...place, version })),
  );
}

/** Forgets where rows stood: part of deleting them. */
export async function forgetPlaces(manager: EntityManager, owners: readonly string[]): Promise<void> {
  await manager.delete(EarlierPlace, { owner: In(owners) });
}
