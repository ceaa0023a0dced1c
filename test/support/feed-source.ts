import { generateKeyPairSync } from 'node:crypto';
import { fastify, type FastifyInstance } from 'fastify';
import { signDirectoryToken } from '../../schema/directory-token';
import { services } from '../../schema/services';
import { addChangeFeed } from '../../subgraphs/kit/changes/change-feed';
import {
  changeEntities,
  recordChanges,
  startCounting,
  type Change,
} from '../../subgraphs/kit/changes/change-record';
import type { Database } from '../../subgraphs/kit/database/database';
import { indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { closeUnusedConnections } from '../../subgraphs/kit/unused-connections';
import { makeDatabasesOf, openAt } from './databases';

/** The directory's pair of keys (PEM). */
export const directoryKeys = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** A member as a region says one. */
export function memberChange(id: string, name: string, data: object = {}): Change {
  const entry = {
    kind: 'PERSON',
    sortName: name,
    joinedAt: '2026-01-01T00:00:00.000Z',
    facets: {},
    text: name,
    ...data,
  };
  return { state: 'updated', id, kind: 'MEMBER', listedTo: ['public'], data: entry };
}

/** A subgraph that has a change feed and nothing else, over real HTTP and a real database. */
export class FeedOwner {
  /** The questions that were asked, oldest first. */
  readonly asked: URLSearchParams[] = [];
  /** What every question and answer passes through; tests spoil them here. */
  onAsked: (question: URLSearchParams) => void = () => undefined;
  onAnswer: (body: string) => string | Promise<string> = (body) => body;
  url = '';
  /** Questions that are not answered yet. */
  held = 0;
  private server: FastifyInstance | undefined;

  private constructor(
    readonly slug: string,
    readonly file: string,
    readonly db: Database,
  ) {}

  static async start(slug: string, file: string): Promise<FeedOwner> {
    const db = await FeedOwner.open(file);
    await db.write(startCounting);
    const owner = new FeedOwner(slug, file, db);
    await owner.listen();
    return owner;
  }

  /** Opens the database another time, as another process does. */
  static open(file: string): Promise<Database> {
    return openAt(file, [...changeEntities, ...indexEntities]);
  }

  /** Listens, at the port that it had before. */
  async listen(): Promise<void> {
    const server = fastify({ forceCloseConnections: 'idle' });
    closeUnusedConnections(server);
    server.addHook('onRequest', async (request, reply) => {
      const question = new URLSearchParams(request.query as Record<string, string>);
      this.asked.push(question);
      this.held += 1;
      reply.raw.once('close', () => (this.held -= 1));
      this.onAsked(question);
    });
    server.addHook('onSend', async (_request, _reply, body) => this.onAnswer(String(body)));
    server.addHook('preValidation', async (request) => {
      request.query = Object.fromEntries(this.asked.at(-1) ?? []);
    });
    addChangeFeed(server, {
      db: this.db,
      slug: this.slug,
      directoryPublicKey: directoryKeys.publicKey,
    });
    this.url = await server.listen({ host: '127.0.0.1', port: Number(this.url.split(':')[2] ?? 0) });
    this.server = server;
  }

  write(...changes: Change[]): Promise<void> {
    return this.db.write((manager) => recordChanges(manager, changes));
  }

  /** Asks as the directory does. */
  async ask(question: Record<string, string | number>, signal?: AbortSignal): Promise<Response> {
    const token = await signDirectoryToken(directoryKeys.privateKey, this.slug);
    const query = new URLSearchParams(question as Record<string, string>);
    return fetch(`${this.url}/changes?${query.toString()}`, {
      headers: { authorization: `Bearer ${token}` },
      ...(signal && { signal }),
    });
  }

  /** Stops serving, as a process that is told to stop does. */
  async stop(): Promise<void> {
    await this.server?.close();
    this.server = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.db.close();
  }
}

/** An owner for every subgraph that has rows, with its database in a folder. */
export async function startOwners(folder: string): Promise<Map<string, FeedOwner>> {
  const owners = services.filter(({ kind }) => kind !== 'directory');
  const started = owners.map(async ({ slug }): Promise<[string, FeedOwner]> => [
    slug,
    await FeedOwner.start(slug, `${folder}/${slug}.db`),
  ]);
  return new Map(await Promise.all(started));
}

/** The environment of a directory that reads these owners. */
export async function directoryEnvironment(
  owners: ReadonlyMap<string, FeedOwner>,
  folder: string,
): Promise<Record<string, string>> {
  const urls = services.flatMap(({ slug, urlVariable }) => {
    const owner = owners.get(slug);
    return owner ? [[urlVariable, owner.url] as const] : [];
  });
  return {
    ...Object.fromEntries(urls),
    ...(await makeDatabasesOf(folder)),
    DIRECTORY_PRIVATE_KEY: directoryKeys.privateKey,
    PORT: '0',
    LOG_LEVEL: 'fatal',
  };
}
