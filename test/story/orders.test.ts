import { orders } from '../../schema/orders';
import { signRoutedToken } from '../../schema/routed-token';
import { anonymous } from '../../schema/viewer';
import { giveOrder } from '../../subgraphs/directory/orders/give-order';
import { RegionSilent } from '../../subgraphs/directory/routing/post-to-region';
import { ownDirectoryKey } from '../../subgraphs/kit/changes/directory-key';
import { Graph } from '../support/graph';

// What the directory has a region do is as good as its signature: these are the calls that anyone could try.
let graph: Graph;

beforeAll(async () => {
  graph = await Graph.start({ demo: null });
});
afterAll(() => graph.stop());

async function post(body: unknown, token?: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${graph.url('wales')}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

const order = { order: 'standing', input: { id: 'nobody' } };

function tokenFor(body: unknown, audience = 'wales'): Promise<string> {
  return signRoutedToken(ownDirectoryKey(graph.folder), { audience, viewer: anonymous, body });
}

test('a region carries out what the directory orders', async () => {
  expect(await post(order, await tokenFor(order))).toEqual({ status: 200, text: '{"answer":null}' });
});

test.each([
  ['without a token', () => undefined],
  ['made out to another region', () => tokenFor(order, 'england')],
  ['made for another order', () => tokenFor({ ...order, input: { id: 'somebody' } })],
])('an order %s is refused', async (_what, token) => {
  expect((await post(order, await token())).status).toBe(401);
});

test.each([
  ['of no such name', { order: 'drop', input: {} }],
  ['with another input', { order: 'standing', input: { name: 'Gwen' } }],
])('an order %s is refused in words that say what could be ordered', async (_what, body) => {
  const { status, text } = await post(body, await tokenFor(body));
  expect(status).toBe(400);
  for (const name of Object.keys(orders)) expect(text).toContain(name);
  expect(text).not.toContain('Gwen');
});

test('whoever gives an order is told where nobody carries it out', async () => {
  const privateKey = ownDirectoryKey(graph.folder);
  const input = { id: 'nobody' };
  const give = (url: string) =>
    giveOrder({ urls: { wales: url }, privateKey }, { region: 'wales', order: 'standing', input });
  await expect(give(graph.url('england'))).rejects.toThrow(RegionSilent);
  await expect(give('http://127.0.0.1:9')).rejects.toThrow(RegionSilent);
  expect(await give(graph.url('wales'))).toBeNull();
});
