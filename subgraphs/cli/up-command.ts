import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../schema/project';
import { gatewayPort, services } from '../../schema/services';
import { SetupError } from '../kit/errors';
import { isFree } from './free-ports';
import type { Listening } from './serve-command';

interface UpOptions {
  /** Port of the gateway; the others keep their distance from it. */
  readonly port?: number;
  readonly demo: boolean;
}

interface Member {
  readonly name: string;
  readonly port: number;
  readonly child: ChildProcess;
}

const HOST = '127.0.0.1';
const READY_MILLIS = 120_000;

function checkFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SetupError(
      `The folder ${folder} cannot be written to (${code}). Make it writable, or name another with --data.`,
    );
  }
}

async function checkPorts(ports: readonly number[]): Promise<void> {
  for (const port of ports) {
    if (await isFree(HOST, port)) continue;
    throw new SetupError(
      `Port ${port} on ${HOST} is in use. Stop what runs there, or move all seven with --port.`,
    );
  }
}

/** Addresses of all processes, for all processes. */
function addresses(base: number): Record<string, string> {
  return Object.fromEntries(
    services.map(({ urlVariable, port }) => [urlVariable, `http://${HOST}:${port - gatewayPort + base}`]),
  );
}

function launch(name: string, port: number, env: NodeJS.ProcessEnv): Member {
  const child = fork(join(__dirname, 'main.js'), ['serve', name], {
    env: { ...env, HOST, PORT: String(port) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return { name, port, child };
}

/** Resolves when the process listens; throws when it ends before, having said why on standard error. */
async function listening({ name, child }: Member): Promise<void> {
  const gone = new AbortController();
  const { signal } = gone;
  const said = once(child, 'message', { signal }) as Promise<[Listening]>;
  const ended = once(child, 'exit', { signal });
  const first = await Promise.race([said.then(() => 'listening'), ended.then(() => 'ended')]);
  gone.abort();
  await Promise.allSettled([said, ended]);
  if (first === 'ended') throw new SetupError(`${name} did not start; the reason stands above.`);
}

async function waitUntilReady(url: string, isStopping: () => boolean): Promise<void> {
  const deadline = Date.now() + READY_MILLIS;
  while (!isStopping() && Date.now() < deadline) {
    const isReady = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await sleep(100);
  }
}

function stopAll(members: readonly Member[]): Promise<unknown> {
  const alive = members.filter(({ child }) => child.exitCode === null && child.signalCode === null);
  for (const { child } of alive) child.kill('SIGTERM');
  return Promise.all(alive.map(({ child }) => once(child, 'exit')));
}

function announce(members: readonly Member[], { hasDemo }: { hasDemo: boolean }): string {
  const rows = members.map(({ name, port }) => `  ${name.padEnd(18)} http://${HOST}:${port}/graphql`);
  const gateway = members.find(({ name }) => name === 'gateway');
  return [
    'The citizenship graph runs.',
    ...rows,
    `Open http://${HOST}:${gateway?.port}/ for a first query. Ctrl-C stops all.`,
    ...(hasDemo ? ['Members and activities are made up.'] : []),
    '',
  ].join('\n');
}

/** Runs every subgraph and the gateway, each in a process of its own, until it is told to stop. Throws SetupError. */
export async function up(
  { port: base = gatewayPort, demo }: UpOptions,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const folder = env['DATA_DIR'] ?? join(projectRoot, 'data');
  checkFolder(folder);
  const ports = [
    ...services.map(({ slug, port }) => [slug, port - gatewayPort + base] as const),
    ['gateway', base] as const,
  ];
  await checkPorts(ports.map(([, port]) => port));
  // One variable for all would give all of them one database.
  const { DATABASE_URL: _one, ...rest } = env;
  const shared = { LOG_LEVEL: 'warn', ...rest, ...addresses(base), DATA_DIR: folder, DEMO: String(demo) };
  const members = ports.map(([name, port]) => launch(name, port, shared));
  let isStopping = false;
  const stop = async (): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    await stopAll(members);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
  try {
    await Promise.all(members.map(listening));
    await waitUntilReady(`http://${HOST}:${base}`, () => isStopping);
  } catch (error) {
    await stop();
    throw error;
  }
  if (isStopping) return;
  process.stdout.write(announce(members, { hasDemo: demo }));
  for (const { name, child } of members) {
    child.once('exit', () => {
      if (!isStopping)
        process.stdout.write(
          `${name} has ended; the others go on. Start it again: npx citizenship serve ${name}\n`,
        );
    });
  }
}
