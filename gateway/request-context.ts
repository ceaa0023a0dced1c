import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { DEVELOPMENT_VIEWER_HEADER } from '../schema/development-viewer';

/** What one request carries through Apollo Server to the subgraph clients. */
export interface RequestContext {
  readonly requestId: string;
  /** As the caller sent it, where it looks like a list of languages. */
  readonly acceptLanguage: string | undefined;
  /** The position that lists must hold, as the caller sent it back. */
  readonly readAfter: string | undefined;
  /** For how long the caller may be kept waiting for that, in milliseconds. */
  readonly patienceMillis: number;
  /** Who asks, as a developer said it; subgraphs are told the same. */
  readonly developmentViewer: string | undefined;
  /** Regions whose changes the answer does not hold, though the caller asked for them. */
  readonly behind: Set<string>;
  /** Both on the clock of `performance.now()`, in milliseconds. */
  readonly startedAt: number;
  readonly deadlineAt: number;
  /** How many subgraph calls this request has made so far. */
  subgraphCalls: number;
}

const SANE_REQUEST_ID = /^[\w.:-]{1,64}$/;
const SANE_LANGUAGES = /^[\w*,;=. -]{1,200}$/;

/** The caller's own request id where it is a short plain token, else a new one. */
export function chooseRequestId(offered: string | string[] | undefined): string {
  return typeof offered === 'string' && SANE_REQUEST_ID.test(offered) ? offered : randomUUID();
}

/** The context of a request that starts now. */
export function startRequest(
  requestId: string,
  headers: IncomingHttpHeaders,
  { timeoutMillis, patienceMillis = 0 }: { timeoutMillis: number; patienceMillis?: number },
): RequestContext {
  const languages = headers['accept-language'];
  const readAfter = headers['x-read-after'];
  const startedAt = performance.now();
  return {
    requestId,
    readAfter: typeof readAfter === 'string' ? readAfter.slice(0, 1000) : undefined,
    patienceMillis,
    developmentViewer: headers[DEVELOPMENT_VIEWER_HEADER]?.toString(),
    behind: new Set(),
    acceptLanguage: languages && SANE_LANGUAGES.test(languages) ? languages : undefined,
    startedAt,
    deadlineAt: startedAt + timeoutMillis,
    subgraphCalls: 0,
  };
}
