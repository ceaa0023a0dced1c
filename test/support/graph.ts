import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { readGatewayConfiguration } from '../../gateway/configuration';
import { startGateway } from '../../gateway/server';
import { decodePosition, encodePosition } from '../../schema/position';
import { services } from '../../schema/services';
import type { Viewer } from '../../schema/viewer';
import { PositionSigner } from '../../subgraphs/directory/read-after/signed-position';
import { ownDirectoryKey } from '../../subgraphs/kit/changes/directory-key';
import type { DemoSize } from '../../subgraphs/kit/demo/demo-size';
import type { SubgraphProgram } from '../../subgraphs/kit/program';
import { getProgram } from '../../subgraphs/programs';
import { ask, type Answer, type Question } from './ask';
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
}

/** The whole graph in one process: seven HTTP servers on ports of their own, six databases in a folder of their own. */
export class Graph {
  readonly folder = mkdtempSync(join(tmpdir(), 'citizenship-test-'));
  readonly logs = new Map<string, LogSink>();
  now = NOW;
  private readonly running = new Map<string, Running>();
  private readonly urls = new Map<string, string>();

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
  ask(question: Question | string, { of = 'gateway', headers = {} }: AskOptions = {}): Promise<Answer> {
    return ask(this.url(of), question, headers);
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
    const running = await program.start({ env: this.env(slug), log, identify, clock: () => this.now });
    this.running.set(slug, running);
    this.urls.set(slug, running.url);
  }

  async untilReady(): Promise<void> {
    await waitUntil('the gateway is ready', async () => (await fetch(`${this.url()}/health/ready`)).ok);
  }

  /** A position that this graph could have given, a million changes after `change`. */
  aheadOf(change: string): string {
    const position = decodePosition(change.split('.')[0] ?? '');
    if (!position) throw new Error('That is no position.');
    const signer = new PositionSigner(ownDirectoryKey(this.folder));
    return signer.sign(encodePosition({ ...position, number: position.number + 1_000_000 }));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running.values()].map((one) => one.stop()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  env(slug: string): NodeJS.ProcessEnv {
    const addresses = services.map(({ slug: one, urlVariable }) => [urlVariable, this.urls.get(one)]);
    const port = this.urls.has(slug) ? new URL(this.url(slug)).port : '0';
    return {
      ...Object.fromEntries(addresses.filter(([, url]) => url !== undefined)),
      DATA_DIR: this.folder,
      PORT: port,
      POLL_MILLIS: '25',
    };
  }

  private async startAll(): Promise<void> {
    const owners = services.filter(({ kind }) => kind !== 'directory');
    for (const { slug } of owners) await this.prepare(await getProgram(slug));
    await Promise.all(owners.map(({ slug }) => this.startSubgraph(slug)));
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
    });
    this.running.set('gateway', gateway);
    this.urls.set('gateway', gateway.url);
  }
}

interface AskOptions {
  /** `gateway`, or a subgraph's slug. */
  readonly of?: string;
  readonly headers?: Record<string, string>;
}
