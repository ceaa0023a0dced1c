import { accessSync, constants, mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { gatewayPort } from '../../schema/services';
import { SetupError } from '../../schema/setup-error';
import { describeLoss, hasEnded, launch, stop, untilListening, type Child, type Launch } from './child';
import { isFree } from './free-ports';
import { whenNpmIsGone } from './orphan';
import { HOST, planProcesses, type Plan, type UpOptions } from './plan';

const FIRST_WORD_MILLIS = 15_000;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function checkFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new SetupError(
      `The folder ${folder} cannot be written to (${code}). Make it writable, or name another with --data.`,
    );
  }
}

async function checkPorts({ launches, base }: Plan): Promise<void> {
  for (const { port } of launches) {
    if (await isFree(HOST, port)) continue;
    const other = base < 60_000 ? base + 1000 : gatewayPort;
    throw new SetupError(
      `Port ${port} on ${HOST} is in use. Stop what runs there, or move all ${launches.length}, such as with --port ${other}.`,
    );
  }
}

/** Which services do not answer as they should; null while the gateway itself does not answer. */
async function findUnready(url: string): Promise<readonly string[] | null> {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(10_000) });
    const { services: states } = (await response.json()) as { services: Record<string, string> };
    return Object.keys(states).filter((slug) => states[slug] !== 'ready');
  } catch {
    return null;
  }
}

/** Waits for as long as it takes; says now and then what it waits for. */
async function waitUntilReady(url: string, isOver: () => boolean): Promise<void> {
  let nextWord = Date.now() + FIRST_WORD_MILLIS;
  while (!isOver()) {
    const unready = await findUnready(url);
    if (unready?.length === 0 || isOver()) return;
    if (Date.now() > nextWord) {
      say(`Not ready yet: ${unready?.join(', ') ?? 'the gateway'}. The directory may have much to read.`);
      nextWord += 2 * FIRST_WORD_MILLIS;
    }
    await sleep(100);
  }
}

/** The processes of the graph, from the first to the last. */
class Graph {
  private isStopping = false;
  private children: readonly Child[] = [];

  launch(launches: readonly Launch[]): void {
    this.children = launches.map(launch);
  }

  wasStopped(): boolean {
    return this.isStopping;
  }

  isOver(): boolean {
    return this.isStopping || this.children.every(hasEnded);
  }

  /** From here on, a process that ends is a loss. Throws SetupError when one does not listen. */
  async untilListening(): Promise<void> {
    await Promise.all(this.children.map(untilListening));
    for (const child of this.children) {
      if (hasEnded(child)) this.tellLoss(child);
      else child.process.once('exit', () => this.tellLoss(child));
    }
  }

  /** Whoever asks others goes before them: what is being answered is answered whole, and nobody is missed. */
  async stop(): Promise<void> {
    if (this.isStopping) return;
    this.isStopping = true;
    for (const asking of ['gateway', 'directory'])
      await Promise.all(this.children.filter(({ name }) => name === asking).map(stop));
    await Promise.all(this.children.map(stop));
  }

  private tellLoss(child: Child): void {
    if (this.isStopping) return;
    say(describeLoss(child));
    if (!this.isOver()) return;
    say('Nothing runs any more.');
    process.exitCode = 1;
  }
}

/** Answers false when it was told to stop before. Throws SetupError. */
async function becomeReady(graph: Graph, url: string): Promise<boolean> {
  try {
    await graph.untilListening();
  } catch (error) {
    if (graph.wasStopped()) return false;
    await graph.stop();
    throw error;
  }
  await waitUntilReady(url, () => graph.isOver());
  return !graph.isOver();
}

/** Runs every subgraph and the gateway, each in a process of its own, until it is told to stop. Throws SetupError. */
export async function up(options: UpOptions, env: NodeJS.ProcessEnv): Promise<void> {
  const started = Date.now();
  const plan = planProcesses(options, env);
  checkFolder(plan.folder);
  await checkPorts(plan);
  say(`Starting ${plan.launches.length} processes, with data in ${plan.folder}:`);
  for (const { name, port } of plan.launches) say(`  ${name.padEnd(18)} http://${HOST}:${port}/graphql`);
  const graph = new Graph();
  process.on('SIGINT', () => void graph.stop());
  process.on('SIGTERM', () => void graph.stop());
  whenNpmIsGone(env, () => void graph.stop());
  graph.launch(plan.launches);
  const url = `http://${HOST}:${plan.base}`;
  if (!(await becomeReady(graph, url))) return;
  const seconds = Math.round((Date.now() - started) / 1000);
  say(`Ready after ${seconds} s. Open ${url}/ for a first query. Ctrl-C stops all.`);
  if (options.demo) say('Members and activities are made up.');
}
