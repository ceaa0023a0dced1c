import type { OrderAnswer, OrderInput, OrderName } from '../../../schema/orders';
import type { Viewer } from '../../../schema/viewer';
import type { RowParts } from '../../kit/program';
import type { RegionDefinition } from '../region-definition';

/** What an order is carried out with. */
export interface OrderWork extends RowParts {
  readonly region: RegionDefinition;
  /** On whose behalf it is given; anonymous where the directory acts by itself. */
  readonly viewer: Viewer;
}

/** Carries out one order of the directory. It may be given again after a lost answer, and then changes nothing more. */
export type Order<Name extends OrderName> = (
  work: OrderWork,
  input: OrderInput<Name>,
) => Promise<OrderAnswer<Name>>;
