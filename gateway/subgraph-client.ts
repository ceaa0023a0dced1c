import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { type Dispatcher, Pool } from 'undici';
import { DEVELOPMENT_VIEWER_HEADER } from '../schema/development-viewer';
import { findRegion } from '../schema/regions';
import type { ServiceAddress } from './configuration';
import { createUnavailableError } from './errors';
import { type ReplyShape, readReplyShape } from './reply-shape';
import type { RequestContext } from './request-context';
import { type SubgraphReply, isRefusalForClient, readSubgraphReply } from './subgraph-reply';

/** How a service answers when it is asked whether it is ready. */
export type ServiceState = 'ready' | 'not ready' | 'unreachable';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessResult = Awaited<ReturnType<GraphQLDataSource['process']>>;
type Sent = Pick<ProcessOptions['request'], 'query' | 'variables' | 'operationName'>;

const MAX_REPLY_BYTES = 32 * 1024 * 1024;
const CONNECTIONS = 64;
/** Of readers who wait for their own write: on connections of their own, so that they are in nobody's way. */
const WAITING_CONNECTIONS = 256;
/** Operations come from the query planner, one for each client document and subgraph: a bound against a flood of new ones. */
const MAX_SHAPES = 5_000;

/** What went wrong, in words that hold nothing of the upstream's body or address. */
function describeCause(error: unknown): string {
  if (error instanceof SyntaxError) return 'the reply is not JSON';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : error instanceof Error ? error.message : 'unknown';
}

/** Takes over what a reply says of regions whose changes it does not hold. */
function readBehind(json: unknown, context: RequestContext): void {
  const behind = (json as { extensions?: { behind?: unknown } } | null)?.extensions?.behind;
  if (!Array.isArray(behind)) return;
  for (const slug of behind) if (typeof slug === 'string' && findRegion(slug)) context.behind.add(slug);
}

/** The gateway's way to one subgraph: kept-alive connections, a total deadline, and replies checked before use. */
export class SubgraphClient implements GraphQLDataSource {
  private readonly pool: Pool;
  private readonly waitingPool: Pool;
  private waiting = 0;
  private readonly basePath: string;
  private readonly shapes = new Map<string, ReplyShape>();

  constructor(
    readonly service: ServiceAddress,
    private readonly surroundings: { supergraph: GraphQLSchema; timeoutMillis: number; log: Logger },
  ) {
    const url = new URL(service.url);
    this.basePath = url.pathname.replace(/\/$/, '');
    // The deadline of each call stands in for undici's own timers.
    const options = { maxResponseSize: MAX_REPLY_BYTES, headersTimeout: 0, bodyTimeout: 0 };
    this.pool = new Pool(url.origin, { ...options, connections: CONNECTIONS });
    this.waitingPool = new Pool(url.origin, { ...options, connections: WAITING_CONNECTIONS });
  }

  /** Throws the one unavailability error of this service when no sound reply comes in time. */
  async process({ request, context: unknownContext }: ProcessOptions): Promise<ProcessResult> {
    const context = unknownContext as RequestContext;
    context.subgraphCalls += 1;
    try {
      // The interface wants GraphQLError objects, but the gateway reads only message, path and extensions.
      return await this.ask(request, context);
    } catch (error) {
      const cause = describeCause(error);
      this.surroundings.log.warn(
        { subgraph: this.service.slug, requestId: context.requestId, cause },
        'subgraph call failed',
      );
      throw createUnavailableError(this.service.slug);
    }
  }

  /** Never throws: a service that does not answer in time is unreachable. */
  async findState(): Promise<ServiceState> {
    try {
      return await this.withDeadline(this.surroundings.timeoutMillis, async (signal) => {
        const path = `${this.basePath}/health/ready`;
        const { statusCode, body } = await this.pool.request({ method: 'GET', path, signal });
        await body.text();
        return statusCode === 200 ? 'ready' : 'not ready';
      });
    } catch {
      return 'unreachable';
    }
  }

  /** Cuts whatever is still under way. */
  async close(): Promise<void> {
    await Promise.all([this.pool.destroy(), this.waitingPool.destroy()]);
  }

  private async ask(
    { query, variables, operationName }: Sent,
    context: RequestContext,
  ): Promise<SubgraphReply> {
    if (!query) throw new Error('the query planner sent no operation');
    const shape = this.findShape(query);
    // What a reader may be kept waiting is no slowness of the subgraph.
    const timeoutMillis = this.surroundings.timeoutMillis + context.patienceMillis;
    const millis = Math.min(timeoutMillis, context.deadlineAt - performance.now());
    const json = await this.withDeadline(millis, async (signal) => {
      const { statusCode, body } = await this.send(context, {
        method: 'POST',
        path: `${this.basePath}/graphql`,
        headers: this.createHeaders(context),
        body: JSON.stringify({ query, variables, operationName }),
        signal,
      });
      // GraphQL servers answer 400 to a variable that a scalar refuses; what they say may be for the client.
      if (statusCode === 200) return await body.json();
      const refusal = statusCode === 400 ? await body.json() : undefined;
      if (isRefusalForClient(refusal)) return refusal;
      throw new Error(`HTTP ${statusCode}`);
    });
    readBehind(json, context);
    return readSubgraphReply(json, shape, variables?.representations);
  }

  /** Sends a request; one that may be held waits on connections of its own, or is told not to wait. */
  private async send(
    context: RequestContext,
    options: Dispatcher.RequestOptions,
  ): Promise<Dispatcher.ResponseData> {
    const { readAfter } = context;
    if (readAfter === undefined || this.service.kind !== 'directory') return this.pool.request(options);
    const mayWait = context.patienceMillis > 0 && this.waiting < WAITING_CONNECTIONS;
    const headers = {
      ...(options.headers as Record<string, string>),
      'x-read-after': readAfter,
      'x-read-after-patience': String(mayWait ? context.patienceMillis : 0),
    };
    if (!mayWait) return this.pool.request({ ...options, headers });
    this.waiting += 1;
    try {
      return await this.waitingPool.request({ ...options, headers });
    } finally {
      this.waiting -= 1;
    }
  }

  private createHeaders({
    requestId,
    acceptLanguage,
    developmentViewer,
  }: RequestContext): Record<string, string> {
    return {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-request-id': requestId,
      ...(acceptLanguage && { 'accept-language': acceptLanguage }),
      ...(developmentViewer !== undefined && { [DEVELOPMENT_VIEWER_HEADER]: developmentViewer }),
    };
  }

  /** Runs `call`, and aborts it when it is not done in time or when it fails: an unread body must not hold its connection. */
  private async withDeadline<T>(millis: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (millis <= 0) throw new Error('no time left for this request');
    const controller = new AbortController();
    const tooLate = () => controller.abort(new Error(`no whole answer within ${Math.ceil(millis)} ms`));
    const timer = setTimeout(tooLate, millis);
    try {
      return await call(controller.signal);
    } catch (error) {
      controller.abort(error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private findShape(query: string): ReplyShape {
    const known = this.shapes.get(query);
    if (known) return known;
    if (this.shapes.size >= MAX_SHAPES) this.shapes.clear();
    const shape = readReplyShape(this.surroundings.supergraph, query);
    this.shapes.set(query, shape);
    return shape;
  }
}
