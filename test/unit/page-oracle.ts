import type { Order } from '../../subgraphs/kit/list/list-query';
import type { Thing, Told } from './listed-thing';

// What the database must answer, told without one.

/** Which rows a page is asked for; `after` and `before` need not be among the things of the list. */
export interface Asked {
  readonly first?: number;
  readonly last?: number;
  readonly after?: Thing;
  readonly before?: Thing;
}

function compareValues(one: string | number | Date, other: string | number | Date): number {
  if (typeof one === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(other as string));
  return Number(one) - Number(other);
}

/** Which of two things comes first. */
export function compareThings({ column, direction }: Order, one: Thing, other: Thing): number {
  const sort = column as 'word' | 'at' | 'score';
  const ascending = compareValues(one[sort], other[sort]) || compareValues(one.id, other.id);
  return direction === 'ASC' ? ascending : -ascending;
}

/** Things in the order of a list. */
export function sortThings(order: Order, things: readonly Thing[]): Thing[] {
  return things.toSorted((one, other) => compareThings(order, one, other));
}

/** What a page must say of itself. */
export function expectedPage(order: Order, things: readonly Thing[], asked: Asked): Told {
  const { first, last, after, before } = asked;
  const sorted = sortThings(order, things);
  const toAfter = sorted.filter((thing) => after && compareThings(order, thing, after) <= 0);
  const fromBefore = sorted.filter((thing) => before && compareThings(order, thing, before) >= 0);
  const between = sorted.filter((thing) => !toAfter.includes(thing) && !fromBefore.includes(thing));
  const page = last === undefined ? between.slice(0, first) : between.slice(-last);
  return {
    ids: page.map(({ id }) => id),
    hasPrevious: page.length > 0 ? page[0] !== sorted[0] : toAfter.length > 0,
    hasNext: page.length > 0 ? page.at(-1) !== sorted.at(-1) : fromBefore.length > 0,
  };
}
