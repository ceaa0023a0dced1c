import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { MAX_FEED_PAGE, MAX_FEED_WAIT_SECONDS, type FeedPage } from '../../../schema/changes';
import { isDirectoryToken } from '../../../schema/directory-token';
import type { Database } from '../database/database';
import { FeedWaiters } from './feed-waiters';
import { readFeed } from './read-feed';

const query = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(MAX_FEED_PAGE).default(MAX_FEED_PAGE),
  wait: z.coerce.number().int().min(0).max(MAX_FEED_WAIT_SECONDS).default(0),
  epoch: z.string().min(1).max(64).optional(),
  mark: z.string().min(1).max(64).optional(),
});

/** What the feed of one subgraph is served from. */
export interface FeedParts {
  readonly db: Database;
  /** The subgraph's slug: the audience that the directory's token must be made out to. */
  readonly slug: string;
  /** The directory's public key (PEM). */
  readonly directoryPublicKey: string;
}

function isEmpty({ items, epoch }: FeedPage, asked: { epoch?: string | undefined }): boolean {
  return items.length === 0 && (asked.epoch === undefined || asked.epoch === epoch);
}

/**
 * Serves `GET /changes` to the directory alone: the feed says of rows that few may see that they exist. An answer that
 * is held back leaves at once when the server closes.
 */
export function addChangeFeed(server: FastifyInstance, { db, slug, directoryPublicKey }: FeedParts): void {
  const waiters = new FeedWaiters(db);
  let isClosing = false;
  server.addHook('preClose', async () => {
    isClosing = true;
    waiters.close();
  });
  // An answer that leaves now comes too late for the server to close its connection as an idle one.
  server.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
  server.get('/changes', async (request, reply) => {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (!token || !(await isDirectoryToken(directoryPublicKey, slug, token))) {
      reply.code(401);
      return { error: `The change feed is for the directory: send its signed token for "${slug}".` };
    }
    const parsed = query.safeParse(request.query);
    if (!parsed.success) {
      reply.code(400);
      return {
        error: `"after" must be 0 or more, "limit" 1 to ${MAX_FEED_PAGE}, "wait" 0 to ${MAX_FEED_WAIT_SECONDS}, "epoch" and "mark" as they came.`,
      };
    }
    reply.header('cache-control', 'no-store');
    const { wait, ...question } = parsed.data;
    const page = await readFeed(db, question);
    if (wait === 0 || !isEmpty(page, question)) return page;
    const leaving = new AbortController();
    reply.raw.once('close', () => leaving.abort());
    if (reply.raw.closed) leaving.abort();
    await waiters.wait(question.after, wait * 1000, leaving.signal);
    return readFeed(db, question);
  });
}
