import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A slow way to a subgraph: what its change feed answers is under way for as long as the test says. */
export class LaggingProxy {
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async start(target: string, lagMillis: () => number): Promise<LaggingProxy> {
    const server = createServer((incoming, outgoing) => {
      const { method, url = '', headers } = incoming;
      const lag = async (answer: IncomingMessage): Promise<void> => {
        if (url.startsWith('/changes')) await sleep(lagMillis());
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      };
      const passedOn = request(`${target}${url}`, { method, headers }, (answer) => void lag(answer));
      passedOn.once('error', () => outgoing.destroy());
      outgoing.once('close', () => passedOn.destroy());
      incoming.pipe(passedOn);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return new LaggingProxy(`http://127.0.0.1:${port}`, server);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
