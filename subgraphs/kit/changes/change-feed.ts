import type { FastifyInstance } from 'fastify';
import { MoreThan } from 'typeorm';
import { z } from 'zod';
import { MAX_FEED_PAGE, type FeedPage } from '../../../schema/changes';
import { isDirectoryToken } from '../../../schema/directory-token';
import type { Database } from '../database/database';
import { ChangeCounter, ChangeRecord } from './change-record';

const query = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(MAX_FEED_PAGE).default(MAX_FEED_PAGE),
});

/** Changes with a number above `after`, lowest first, at most `limit` of them. */
export async function readFeed(db: Database, { after, limit }: z.infer<typeof query>): Promise<FeedPage> {
  const { epoch, last } = await db.read.findOneByOrFail(ChangeCounter, { id: 1 });
  const records = await db.read.find(ChangeRecord, {
    where: { number: MoreThan(after) },
    order: { number: 'ASC' },
    take: limit,
  });
  const reached = records.at(-1)?.number ?? after;
  const remaining = reached >= last ? 0 : await db.read.countBy(ChangeRecord, { number: MoreThan(reached) });
  const items = records.map(({ id, kind, number: modified, listedTo, data }) =>
    listedTo === null
      ? { state: 'deleted' as const, id, kind, modified }
      : { state: 'updated' as const, id, kind, modified, listedTo, data },
  );
  return { epoch, items: items as FeedPage['items'], remaining };
}

/** What the feed of one subgraph is served from. */
export interface FeedParts {
  readonly db: Database;
  /** The subgraph's slug: the audience that the directory's token must be made out to. */
  readonly slug: string;
  /** The directory's public key (PEM). */
  readonly directoryPublicKey: string;
}

/** Serves `GET /changes` to the directory alone: the feed says of rows that few may see that they exist. */
export function addChangeFeed(server: FastifyInstance, { db, slug, directoryPublicKey }: FeedParts): void {
  server.get('/changes', async (request, reply) => {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (!token || !(await isDirectoryToken(directoryPublicKey, slug, token))) {
      reply.code(401);
      return { error: `The change feed is for the directory: send its signed token for "${slug}".` };
    }
    const parsed = query.safeParse(request.query);
    if (!parsed.success) {
      reply.code(400);
      return { error: `"after" must be 0 or more, and "limit" 1 to ${MAX_FEED_PAGE}.` };
    }
    return readFeed(db, parsed.data);
  });
}
