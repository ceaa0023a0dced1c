import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of an order on its way to a region. */
export type Fate = 'passes' | 'is lost' | 'is carried out and its answer lost';

async function bodyOf(incoming: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of incoming) parts.push(part);
  return Buffer.concat(parts);
}

/** The way from the directory to a region, on which the test says what becomes of each order; all else passes. */
export class OrderProxy {
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async start(
    target: string,
    fateOf: (order: string) => Fate,
    losesFeed: (target: string) => boolean = () => false,
  ): Promise<OrderProxy> {
    const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
      const { method, url = '', headers } = incoming;
      const body = await bodyOf(incoming);
      const isOrder = url === '/orders';
      const order = isOrder ? (JSON.parse(body.toString()) as { order: string }).order : '';
      const fate = isOrder ? fateOf(order) : 'passes';
      if (fate === 'is lost') return void outgoing.destroy();
      const leaving = new AbortController();
      outgoing.once('close', () => leaving.abort());
      const sent = Object.entries(headers).filter(
        ([name]) => !/^(host|connection|content-length)$/.test(name),
      );
      const answer = await fetch(`${target}${url}`, {
        ...{ method, signal: leaving.signal },
        headers: Object.fromEntries(sent.map(([name, value]) => [name, String(value)])),
        ...(body.length > 0 && { body }),
      });
      const text = await answer.text();
      const isLost = fate !== 'passes' || (url.startsWith('/changes') && losesFeed(target));
      if (isLost) return void outgoing.destroy();
      const type = answer.headers.get('content-type') ?? 'application/json';
      outgoing.writeHead(answer.status, { 'content-type': type }).end(text);
    };
    const server = createServer((incoming, outgoing) => {
      pass(incoming, outgoing).catch(() => outgoing.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return new OrderProxy(`http://127.0.0.1:${port}`, server);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
