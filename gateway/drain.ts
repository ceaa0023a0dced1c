import { once } from 'node:events';
import { type Server, type ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** How long a client may go on using a kept-alive connection before it is told to leave by closing it. */
const LATE_REQUEST_MILLIS = 250;

/** Knows which requests are being answered, so that a stop can wait for them. */
export interface Drain {
  enter(response: ServerResponse): void;
  isDraining(): boolean;
  /** Refuses new connections, then waits until every response is sent or its client gone: `patienceMillis` at most. */
  finish(server: Server, patienceMillis: number): Promise<void>;
}

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((error, count) => resolve(error ? 0 : count)));
}

async function waitForResponses(
  underWay: ReadonlySet<ServerResponse>,
  patienceMillis: number,
): Promise<void> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMillis);
  try {
    for (const response of underWay) await once(response, 'close', { signal: patience.signal });
  } catch (error) {
    if (!patience.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
}

export function createDrain(): Drain {
  const underWay = new Set<ServerResponse>();
  let draining = false;
  return {
    enter(response) {
      underWay.add(response);
      // "close" also comes when the client goes away; "finish" would not.
      response.once('close', () => underWay.delete(response));
    },
    isDraining: () => draining,
    async finish(server, patienceMillis) {
      draining = true;
      // The HTTP server's own close() cuts idle connections at once, and with them the request that is on its way.
      NetServer.prototype.close.call(server);
      if ((await countConnections(server)) > 0) await wait(LATE_REQUEST_MILLIS);
      await waitForResponses(underWay, patienceMillis);
    },
  };
}
