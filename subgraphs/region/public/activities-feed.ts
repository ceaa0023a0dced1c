import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MAX_FEED_PAGE } from '../../../schema/changes';
import { parseAcceptLanguage } from '../../../schema/contract/accept-language';
import { sayIn } from '../../../schema/contract/words';
import { countingStatements } from '../../kit/database/statements';
import type { RowParts } from '../../kit/program';
import type { RegionDefinition } from '../region-definition';
import { readActivitiesPage, type OpenItem } from './activities-page';
import { feedQuestionWrong } from './messages';

const PATH = '/feeds/activities';
/** The standard wants every page to name it; open data of the UK's activities is under this one. */
const LICENSE = 'https://creativecommons.org/licenses/by/4.0/';
const DEFAULT_LIMIT = 500;
const MAX_AGE_SECONDS = 60;
/** The last page is where readers wait for news. */
const LAST_PAGE_MAX_AGE_SECONDS = 8;

const query = z.strictObject({
  afterChangeNumber: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_FEED_PAGE).optional(),
});
type Query = z.infer<typeof query>;

/** The address of this page as its reader knows it; null where the request does not say. */
function addressOf({ protocol, host, url }: FastifyRequest, publicUrl: string | null): URL | null {
  const address = `${publicUrl ?? `${protocol}://${host}`}${url}`;
  return URL.canParse(address) ? new URL(address) : null;
}

/** The page after these items; the page itself where there are none (RPDE 1.0, section "Response"). */
function nextOf(page: URL, { limit }: Query, last: OpenItem | undefined): string {
  const next = new URL(page);
  if (last === undefined) return next.href;
  next.search = '';
  next.searchParams.set('afterChangeNumber', String(last.modified));
  if (limit !== undefined) next.searchParams.set('limit', String(limit));
  return next.href;
}

/** Adds `GET /feeds/activities`: what anybody may see, as a feed of RPDE 1.0, ordered by change number. */
export function addActivitiesFeed(
  server: FastifyInstance,
  region: RegionDefinition,
  { db, log, publicUrl }: RowParts,
): void {
  server.get(PATH, async (request, reply) => {
    const asked = query.safeParse(request.query);
    const address = addressOf(request, publicUrl);
    if (!asked.success || address === null) {
      const languages = parseAcceptLanguage(request.headers['accept-language']);
      const message = sayIn(languages, feedQuestionWrong(MAX_FEED_PAGE));
      reply.code(400).header('cache-control', 'no-store');
      return { errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] };
    }
    const { afterChangeNumber: after = 0, limit = DEFAULT_LIMIT } = asked.data;
    const work = { statements: 0 };
    const items = await countingStatements(work, () => readActivitiesPage(db, region, { after, limit }));
    log.info({ requestId: request.id, items: items.length, ...work }, 'page of the public feed');
    const maxAge = items.length > 0 ? MAX_AGE_SECONDS : LAST_PAGE_MAX_AGE_SECONDS;
    reply.header('cache-control', `public, max-age=${maxAge}`);
    return { next: nextOf(address, asked.data, items.at(-1)), items, license: LICENSE };
  });
}
