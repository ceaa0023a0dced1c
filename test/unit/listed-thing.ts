import { Column, Entity, PrimaryColumn } from 'typeorm';
import { anonymous } from '../../schema/viewer';
import type { RequestContext } from '../../subgraphs/kit/context';
import type { Database } from '../../subgraphs/kit/database/database';
import { Facet, indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { cursorOf, ROW, type ListQuery, type Order, type PageRow } from '../../subgraphs/kit/list/list-query';
import { Page, type PageSource } from '../../subgraphs/kit/list/page';
import { readPageRequest, type PageArguments } from '../../subgraphs/kit/list/page-arguments';
import { Loaders } from '../../subgraphs/kit/loaders';
import { createLog } from '../../subgraphs/kit/log';

/** A row that can be listed in every way that there is. */
@Entity('thing')
export class Thing {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'varchar', length: 100 })
  word!: string;

  @Column({ type: 'datetime', precision: 3 })
  at!: Date;

  @Column({ type: 'double precision' })
  score!: number;

  @Column({ type: 'varchar', length: 100 })
  box!: string;
}

/** The tables that a list of things needs. */
export const thingEntities = [Thing, ...indexEntities];

/** Every order that a list of things can have. */
export const orders: readonly Order[] = (['ASC', 'DESC'] as const).flatMap((direction) => [
  { name: `WORD_${direction}`, column: 'word', direction, type: 'text' },
  { name: `AT_${direction}`, column: 'at', direction, type: 'instant' },
  { name: `SCORE_${direction}`, column: 'score', direction, type: 'number' },
]);

/** Puts these things in the place of those that are there. Each hangs from the boxes under the facet `box`, too. */
export async function replaceThings(
  db: Database,
  things: readonly Thing[],
  boxesOf: (thing: Thing) => readonly string[] = ({ box }) => [box],
): Promise<void> {
  await db.write(async (manager) => {
    await manager.deleteAll(Thing);
    await manager.deleteAll(Facet);
    await manager.insert(Thing, [...things]);
    const facets = things.flatMap((thing) =>
      boxesOf(thing).map((value) => ({ owner: thing.id, name: 'box', value })),
    );
    await manager.insert(Facet, facets);
  });
}

/** The list of all things in an order, or of those of each parent. */
export function thingList(order: Order, parent?: ListQuery['parent']): ListQuery {
  return {
    name: 'things',
    filter: null,
    order,
    columns: ['box'],
    parent,
    rows: (manager) => manager.createQueryBuilder().from(Thing, ROW),
  };
}

/** A request as resolvers have it. */
export function requestOf(db: Database): RequestContext {
  return {
    viewer: anonymous,
    db,
    loaders: new Loaders(),
    clock: () => new Date(),
    log: createLog('test', 'silent'),
    languages: [],
    work: { statements: 0 },
  };
}

/** A page of a list. */
export function pageOf(
  context: RequestContext,
  list: ListQuery,
  { parent = null, ...given }: PageArguments & { parent?: PageSource['parent'] },
): Page {
  return new Page({ list, context, parent, request: readPageRequest(given), toNode: ({ id }) => id });
}

/** The cursor of a thing, whether it is there or not. */
export function cursorOfThing(list: ListQuery, thing: Thing, parent: string | null = null): string {
  return cursorOf(list, positionOf(list, thing, parent));
}

function positionOf({ order }: ListQuery, thing: Thing, parent: string | null): PageRow {
  const sort = thing[order.column as 'word' | 'at' | 'score'];
  return { id: thing.id, sort: sort instanceof Date ? sort.getTime() : sort, parent, columns: {} };
}

/** All that a page says of itself. */
export interface Told {
  readonly ids: string[];
  readonly hasPrevious: boolean;
  readonly hasNext: boolean;
}

export async function tell(page: Page): Promise<Told> {
  const [rows, hasPrevious, hasNext] = await Promise.all([
    page.rows(),
    page.hasMore('before'),
    page.hasMore('after'),
  ]);
  return { ids: rows.map(({ id }) => id), hasPrevious, hasNext };
}
