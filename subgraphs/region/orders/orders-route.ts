import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { orders, type OrderAnswer, type OrderInput, type OrderName } from '../../../schema/orders';
import { readRoutedToken } from '../../../schema/routed-token';
import { countingStatements } from '../../kit/database/statements';
import type { RowParts } from '../../kit/program';
import type { RegionDefinition } from '../region-definition';
import { allOrders } from './all-orders';
import type { OrderWork } from './order';

const body = z.object({
  order: z.enum(Object.keys(orders) as [OrderName, ...OrderName[]]),
  input: z.unknown(),
});

// The input has been checked to be of the order's own shape.
function carryOut<Name extends OrderName>(
  order: Name,
  work: OrderWork,
  input: unknown,
): Promise<OrderAnswer<Name>> {
  return allOrders[order](work, input as OrderInput<Name>);
}

/**
 * Serves `POST /orders` to the directory alone: what it has this region do for people who are known in several. A fault
 * says nothing of its cause, which may be personal.
 */
export function addOrdersRoute(server: FastifyInstance, region: RegionDefinition, parts: RowParts): void {
  server.post('/orders', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const call = { audience: region.row.slug, body: request.body };
    const viewer = token && (await readRoutedToken(parts.directoryPublicKey, token, call));
    if (!viewer) {
      reply.code(401);
      return { error: `Orders are the directory's: send its signed token for "${region.row.slug}".` };
    }
    const sent = body.safeParse(request.body);
    const input = sent.success ? orders[sent.data.order].input.safeParse(sent.data.input) : null;
    if (!sent.success || !input?.success) {
      reply.code(400);
      return {
        error: `"order" must be one of ${Object.keys(orders).join(', ')}, with an input of its shape.`,
      };
    }
    const work = { statements: 0 };
    try {
      const answer = await countingStatements(work, () =>
        carryOut(sent.data.order, { ...parts, region, viewer }, input.data),
      );
      parts.log.info({ requestId: request.id, order: sent.data.order, ...work }, 'order');
      return { answer };
    } catch (error) {
      parts.log.error({ err: error, order: sent.data.order, requestId: request.id }, 'an order failed');
      reply.code(500);
      return { error: 'The order was not carried out.' };
    }
  });
}
