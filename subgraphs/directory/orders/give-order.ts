import { z } from 'zod';
import { orders, type OrderAnswer, type OrderInput, type OrderName } from '../../../schema/orders';
import { signRoutedToken } from '../../../schema/routed-token';
import { anonymous, type Viewer } from '../../../schema/viewer';
import { post, RegionSilent, type RegionCalls } from '../routing/post-to-region';

/** One order for one region. */
export interface GivenOrder<Name extends OrderName> {
  readonly region: string;
  readonly order: Name;
  readonly input: OrderInput<Name>;
  /** On whose behalf; left out where the directory acts by itself. */
  readonly viewer?: Viewer;
  /** How long the region is waited for, where that is not the usual. */
  readonly deadlineMillis?: number;
}

/**
 * Has a region carry out an order. Throws RegionSilent where the region does not say that it did: it may have, and
 * giving the order again is harmless.
 */
export async function giveOrder<Name extends OrderName>(
  { urls, privateKey }: RegionCalls,
  { region, order, input, viewer = anonymous, deadlineMillis }: GivenOrder<Name>,
): Promise<OrderAnswer<Name>> {
  const body = { order, input };
  const token = await signRoutedToken(privateKey, { audience: region, viewer, body });
  const call = { body, headers: { authorization: `Bearer ${token}` }, deadlineMillis };
  const answer = await post(`${urls[region] ?? ''}/orders`, call).catch((error: unknown) => {
    throw new RegionSilent('A region did not answer.', { cause: error, region });
  });
  const { success, data } = z.object({ answer: orders[order].answer }).safeParse(answer);
  if (!success) throw new RegionSilent(`A region did not carry out the order "${order}".`, { region });
  return data.answer as OrderAnswer<Name>;
}
