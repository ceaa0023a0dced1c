import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { readGatewayConfiguration } from '../../gateway/configuration';
import { startGateway } from '../../gateway/server';
import { DEVELOPMENT_VIEWER_HEADER } from '../../schema/development-viewer';
import { encodePosition } from '../../schema/position';
import { services } from '../../schema/services';
import type { Viewer } from '../../schema/viewer';
import { PositionSeal } from '../../subgraphs/directory/read-after/position-seal';
import { ownDirectoryKey } from '../../subgraphs/kit/changes/directory-key';
import type { Database } from '../../subgraphs/kit/database/database';
import type { DemoSize } from '../../subgraphs/kit/demo/demo-size';
import type { SubgraphProgram } from '../../subgraphs/kit/program';
import { getProgram } from '../../subgraphs/programs';
import { ask, type Answer, type Question } from './ask';
import { dropDatabasesOf, makeDatabasesOf, variablesOf } from './databases';
import { LaggingProxy } from './lagging-proxy';
import { LogSink } from './log-sink';
import { waitUntil } from './wait-until';

/** The instant at which all tests take place, unless they say otherwise. */
export const NOW = new Date('2026-11-21T12:00:00Z');

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

export interface GraphOptions {
  /** Made-up rows to begin with; null for the known facts alone. */
  readonly demo?: DemoSize | null;
  readonly identify?: (request: FastifyRequest) => Viewer;
  /** For how long what a feed answers is under way to the directory, in milliseconds. */
  readonly feedLag?: () => number;
  /** What stands between the directory and each owner of rows at this address. */
  readonly onTheWay?: (url: string) => Promise<Running>;
  /** Slugs of processes that do not take the development header's word; all others do. */
  readonly distrusting?: readonly string[];
}

/** The whole graph in one process: seven HTTP servers on ports of their own, six databases of their own. */
export class Graph {
  readonly folder = mkdtempSync(join(tmpdir(), 'citizenship-test-'));
  readonly logs = new Map<string, LogSink>();
  now = NOW;
  private readonly running = new Map<string, Running>();
  private readonly urls = new Map<string, string>();
  private readonly databases = new Map<string, Database>();
  /** What the directory takes for the owners of rows, where something is on the way. */
  private readonly proxies = new Map<string, Running>();

  private constructor(private readonly options: GraphOptions) {}

  /** Starts all seven, and waits until the gateway is ready. */
  static async start(options: GraphOptions = {}): Promise<Graph> {
    const graph = new Graph(options);
    try {
      await graph.startAll();
      return graph;
    } catch (error) {
      // Servers left listening would keep the test runner from ever ending.
      await graph.stop();
      throw error;
    }
  }

  url(slug = 'gateway'): string {
    const url = this.urls.get(slug);
    if (!url) throw new Error(`${slug} was never started.`);
    return url;
  }

  /** Asks the gateway, or one subgraph by its slug. */
  ask(
    question: Question | string,
    { of = 'gateway', as: viewer, headers = {} }: AskOptions = {},
  ): Promise<Answer> {
    const who = viewer && { [DEVELOPMENT_VIEWER_HEADER]: JSON.stringify(viewer) };
    return ask(this.url(of), question, { ...who, ...headers });
  }

  /** The database that an owner of rows is served from: what is written to it is seen as the subgraph's own writes are. */
  database(slug: string): Database {
    const db = this.databases.get(slug);
    if (!db) throw new Error(`${slug} was never started.`);
    return db;
  }

  log(slug: string): LogSink {
    const sink = this.logs.get(slug) ?? new LogSink();
    this.logs.set(slug, sink);
    return sink;
  }

  clearLogs(): void {
    for (const sink of this.logs.values()) sink.clear();
  }

  /** What the operations since `clearLogs` have cost. */
  cost(): { subgraphCalls: number; statements: number } {
    const sum = (numbers: (number | undefined)[]): number =>
      numbers.reduce<number>((all, one) => all + (one ?? 0), 0);
    const ofSubgraphs = services.flatMap(({ slug }) => this.log(slug).operations());
    return {
      subgraphCalls: sum(
        this.log('gateway')
          .operations()
          .map(({ subgraphCalls }) => subgraphCalls),
      ),
      statements: sum(ofSubgraphs.map(({ statements }) => statements)),
    };
  }

  async stopSubgraph(slug: string): Promise<void> {
    await this.running.get(slug)?.stop();
    this.running.delete(slug);
  }

  /** Starts a subgraph, at the port that it had before. */
  async startSubgraph(slug: string): Promise<void> {
    const program = await getProgram(slug);
    const { log } = this.log(slug);
    const { identify } = this.options;
    const running = await program.start({
      env: this.env(slug),
      log,
      identify,
      clock: () => this.now,
      onOpen: (db) => this.databases.set(slug, db),
    });
    this.running.set(slug, running);
    this.urls.set(slug, running.url);
  }

  async untilReady(): Promise<void> {
    await waitUntil('the gateway is ready', async () => (await fetch(`${this.url()}/health/ready`)).ok);
  }

  /** A position that this graph could have given, a million changes after `change`. */
  aheadOf(change: string): string {
    const seal = new PositionSeal(ownDirectoryKey(this.folder));
    const position = seal.open(change);
    if (!position) throw new Error('That is no position.');
    return seal.seal(encodePosition({ ...position, number: position.number + 1_000_000 }));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running.values()].map((one) => one.stop()));
    await Promise.all([...this.proxies.values()].map((one) => one.stop()));
    await dropDatabasesOf(this.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }

  env(slug: string): NodeJS.ProcessEnv {
    const urlOf = (one: string): string | undefined =>
      (slug === 'directory' ? this.proxies.get(one)?.url : undefined) ?? this.urls.get(one);
    const addresses = services.map(({ slug: one, urlVariable }) => [urlVariable, urlOf(one)]);
    const port = this.urls.has(slug) ? new URL(this.url(slug)).port : '0';
    return {
      ...Object.fromEntries(addresses.filter(([, url]) => url !== undefined)),
      ...variablesOf(this.folder),
      PORT: port,
      POLL_MILLIS: '25',
      OFFER_CHECK_MILLIS: '25',
      DEVELOPMENT_VIEWER: String(!this.options.distrusting?.includes(slug)),
    };
  }

  private async startAll(): Promise<void> {
    await makeDatabasesOf(this.folder);
    const owners = services.filter(({ kind }) => kind !== 'directory');
    for (const { slug } of owners) await this.prepare(await getProgram(slug));
    await Promise.all(owners.map(({ slug }) => this.startSubgraph(slug)));
    const { feedLag, onTheWay = feedLag && ((url) => LaggingProxy.start(url, feedLag)) } = this.options;
    if (onTheWay) for (const { slug } of owners) this.proxies.set(slug, await onTheWay(this.url(slug)));
    await this.startSubgraph('directory');
    await this.startTheGateway();
    await this.untilReady();
    this.clearLogs();
  }

  private async prepare(program: SubgraphProgram): Promise<void> {
    const { demo = { members: 400, activities: 240 } } = this.options;
    const db = await program.open(this.env(program.slug));
    if (demo) await program.seedDemo?.(db, { size: demo, now: NOW });
    await db.close();
  }

  private async startTheGateway(): Promise<void> {
    const gateway = await startGateway(readGatewayConfiguration(this.env('gateway')), {
      log: this.log('gateway').log,
      clock: () => this.now,
    });
    this.running.set('gateway', gateway);
    this.urls.set('gateway', gateway.url);
  }
}

interface AskOptions {
  /** `gateway`, or a subgraph's slug. */
  readonly of?: string;
  /** Who asks; nobody that is known when left out. */
  readonly as?: Viewer;
  readonly headers?: Record<string, string>;
}
