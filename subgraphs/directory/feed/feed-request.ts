import { feedEnvelope, MAX_FEED_PAGE, type FeedEnvelope } from '../../../schema/changes';
import { signDirectoryToken } from '../../../schema/directory-token';
import type { Position } from './position';

const DEADLINE_MILLIS = 5000;

/** Whose feed is asked. */
export interface FeedAddress {
  /** Slug of the subgraph. */
  readonly slug: string;
  /** Address of the subgraph, such as `http://127.0.0.1:4002`. */
  readonly url: string;
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
}

/** What is asked of a feed. */
export interface FeedRequest {
  readonly position: Position;
  /** For how long the source may hold an empty answer back. */
  readonly waitSeconds: number;
  readonly signal: AbortSignal;
}

/** Asks a feed for the page at a position. Throws where it does not answer with one in time. */
export async function fetchPage(
  { slug, url, privateKey }: FeedAddress,
  { position: { epoch, cursor, mark }, waitSeconds, signal }: FeedRequest,
): Promise<FeedEnvelope> {
  const question = new URLSearchParams({
    after: String(cursor),
    limit: String(MAX_FEED_PAGE),
    ...(waitSeconds > 0 && { wait: String(waitSeconds) }),
    ...(epoch !== null && { epoch }),
    ...(mark !== null && { mark }),
  });
  const deadline = AbortSignal.timeout(DEADLINE_MILLIS + waitSeconds * 1000);
  const response = await fetch(`${url}/changes?${question.toString()}`, {
    headers: { authorization: `Bearer ${await signDirectoryToken(privateKey, slug)}` },
    signal: AbortSignal.any([signal, deadline]),
  });
  if (!response.ok) throw new Error(`The feed of ${slug} answered ${response.status}.`);
  return feedEnvelope.parse(await response.json());
}
