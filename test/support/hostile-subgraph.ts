import { buildSubgraphSchema } from '@apollo/subgraph';
import { type ExecutionResult, execute, parse } from 'graphql';
import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Modules = Parameters<typeof buildSubgraphSchema>[0];
/** A reply that can be spoilt anywhere. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type LooseReply = any;

/** Answers one GraphQL request, or does something worse. `answer` is the sound reply. */
export type Behaviour = (response: ServerResponse, answer: () => Promise<ExecutionResult>) => unknown;

/** A subgraph over real HTTP that answers soundly until it is told otherwise. */
export interface HostileSubgraph {
  readonly url: string;
  readonly received: {
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
  }[];
  behave(behaviour: Behaviour): void;
  /** Also forgets what was received. */
  behaveWell(): void;
  close(): Promise<void>;
}

/** Sends this text, or this value as JSON. */
export function send(body: unknown, status = 200): Behaviour {
  return (response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Sends the sound reply after `spoil` has changed it. */
export function spoilt(spoil: (reply: LooseReply) => void): Behaviour {
  return async (response, answer) => {
    const reply: unknown = JSON.parse(JSON.stringify(await answer()));
    spoil(reply);
    response.end(JSON.stringify(reply));
  };
}

export const hang: Behaviour = () => undefined;

/** A byte at a time, for ever: no single wait is long. */
export const drip: Behaviour = (response) => {
  response.write('{"data":');
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

export const cut: Behaviour = (response) => {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('{"data"', () => response.destroy());
};

/** The sound reply behind this many bytes of white space. */
export function flood(bytes: number): Behaviour {
  return async (response, answer) => {
    const reply = JSON.stringify(await answer());
    const chunk = Buffer.alloc(1 << 20, ' ');
    let left = bytes;
    const pour = () => {
      while (left > 0) {
        left -= chunk.length;
        if (!response.write(chunk)) return response.once('drain', pour);
      }
      return response.end(reply);
    };
    pour();
  };
}

const sound: Behaviour = async (response, answer) => response.end(JSON.stringify(await answer()));

/** Starts a subgraph on a free port of 127.0.0.1. `/health/ready` answers 200. */
export async function startHostileSubgraph(modules: Modules): Promise<HostileSubgraph> {
  const schema = buildSubgraphSchema(modules);
  const received: HostileSubgraph['received'] = [];
  let current = sound;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    received.push({ path: request.url ?? '', headers: request.headers, body });
    if (request.url === '/health/ready') return response.end('{}');
    const { query, variables, operationName } = JSON.parse(body);
    const answer = async () =>
      execute({ schema, document: parse(query), variableValues: variables, operationName });
    return current(response, answer);
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    behave: (behaviour) => void (current = behaviour),
    behaveWell() {
      current = sound;
      received.length = 0;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
