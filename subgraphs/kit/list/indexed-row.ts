import {
  Column,
  Entity,
  Index,
  In,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  type EntityManager,
} from 'typeorm';
import { storeRows } from '../database/database';
import { fullTextOf } from '../database/full-text-of';
import { foldText } from '../database/words';

/** One value of a row that a filter may ask for; a row may have many of one name. */
@Entity('facet')
@Index('facet_by_value', ['name', 'value', 'owner'])
export class Facet {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  owner!: string;

  @PrimaryColumn({ type: 'varchar', length: 30 })
  name!: string;

  @PrimaryColumn({ type: 'varchar', length: 100 })
  value!: string;
}

/** One token whose holders may find a row. A row without any is found by no one. */
@Entity('listing')
export class Listing {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  owner!: string;

  @PrimaryColumn({ type: 'varchar', length: 120 })
  token!: string;
}

/** The words that a search may find a row by. */
@Entity('search_text')
export class SearchText {
  @PrimaryGeneratedColumn({ type: 'integer' })
  key!: number;

  @Index('search_text_by_owner', { unique: true })
  @Column({ type: 'varchar', length: 100 })
  owner!: string;

  @Column({ type: 'text' })
  text!: string;
}

/** The tables behind every list and search. */
export const indexEntities = [Facet, Listing, SearchText];

/** How one row is found: by which values, by whom, by which words. */
export interface IndexedRow {
  readonly id: string;
  readonly facets: Readonly<Record<string, readonly string[]>>;
  readonly listedTo: readonly string[];
  readonly text: string;
}

const MAX_IDS_IN_ONE_STATEMENT = 10_000;

/** Makes rows unfindable: part of deleting them. */
export async function removeFromIndex(manager: EntityManager, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += MAX_IDS_IN_ONE_STATEMENT) {
    const owner = In(ids.slice(at, at + MAX_IDS_IN_ONE_STATEMENT));
    for (const entity of indexEntities) await manager.delete(entity, { owner });
  }
}

/** Makes rows findable as they are now, in place of how they were. Belongs in the transaction that writes them. */
export async function replaceInIndex(
  manager: EntityManager,
  rows: readonly IndexedRow[],
  { areNew = false }: { areNew?: boolean } = {},
): Promise<void> {
  if (!areNew)
    await removeFromIndex(
      manager,
      rows.map((row) => row.id),
    );
  const facets = rows.flatMap(({ id: owner, facets }) =>
    Object.entries(facets).flatMap(([name, values]) =>
      [...new Set(values)].map((value) => ({ owner, name, value })),
    ),
  );
  const listings = rows.flatMap(({ id: owner, listedTo }) =>
    [...new Set(listedTo)].map((token) => ({ owner, token })),
  );
  const texts = rows
    .filter((row) => row.text !== '')
    .map(({ id: owner, text }) => ({ owner, text: foldText(text) }));
  await storeRows(manager, Facet, facets);
  await storeRows(manager, Listing, listings);
  await storeRows(manager, SearchText, texts as SearchText[]);
  await fullTextOf(manager.dataSource).add(manager, texts);
}
