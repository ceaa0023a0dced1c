import type { ServiceState, SubgraphClient } from './subgraph-client';

/** Whether the whole graph can be asked, and how each service stands, by slug. */
export interface Readiness {
  readonly status: 'ready' | 'not ready';
  readonly services: Readonly<Record<string, ServiceState>>;
}

async function askAll(clients: readonly SubgraphClient[]): Promise<Readiness> {
  const states = await Promise.all(
    clients.map(async (client) => [client.service.slug, await client.findState()] as const),
  );
  const isReady = states.every(([, state]) => state === 'ready');
  return { status: isReady ? 'ready' : 'not ready', services: Object.fromEntries(states) };
}

/** A function that asks all services at once. Those who ask while an answer is under way share it, so asking often costs the services nothing. */
export function createReadinessCheck(clients: readonly SubgraphClient[]): () => Promise<Readiness> {
  let underWay: Promise<Readiness> | undefined;
  return () => {
    underWay ??= askAll(clients).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
