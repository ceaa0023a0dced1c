import { join, resolve } from 'node:path';
import { projectRoot } from '../../schema/project';
import { gatewayPort, services } from '../../schema/services';
import { SetupError } from '../../schema/setup-error';
import { readSubgraphConfiguration } from '../kit/configuration';
import type { Launch } from './child';

/** Where everything that `up` starts listens: on this machine alone. */
export const HOST = '127.0.0.1';

/** The gateway's highest port: the others, which keep their distance from it, have to fit above. */
export const HIGHEST_PORT = 65_535 - Math.max(...services.map(({ port }) => port - gatewayPort));

export interface UpOptions {
  /** Port of the gateway; the others keep their distance from it. */
  readonly port?: number;
  readonly demo: boolean;
}

/** What `up` starts, and where. */
export interface Plan {
  /** Whole path of the folder of databases and keys. */
  readonly folder: string;
  /** Port of the gateway. */
  readonly base: number;
  readonly launches: readonly PlannedLaunch[];
}

export interface PlannedLaunch extends Launch {
  readonly port: number;
}

/** Variables that a shell may hold for one process alone, and that would be wrong for all. */
const ofOneProcess = ['DATABASE_URL', 'DIRECTORY_PUBLIC_KEY', 'DIRECTORY_PRIVATE_KEY'];

function withoutThoseOfOne(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ofOneProcess.includes(name)));
}

function planLaunches(base: number, folder: string, env: NodeJS.ProcessEnv): PlannedLaunch[] {
  const distance = base - gatewayPort;
  const addresses = Object.fromEntries(
    services.map(({ urlVariable, port }) => [urlVariable, `http://${HOST}:${port + distance}`]),
  );
  const isElsewhere = folder !== join(projectRoot, 'data');
  const rows = [...services, { slug: 'gateway', kind: 'gateway', port: gatewayPort }];
  return rows.map(({ slug: name, kind, port: usual }) => {
    const port = usual + distance;
    const asksOthers = kind === 'gateway' || kind === 'directory';
    const needed = {
      ...(distance !== 0 && { PORT: String(port) }),
      ...(isElsewhere && kind !== 'gateway' && { DATA_DIR: folder }),
      ...(distance !== 0 && asksOthers && addresses),
    };
    return { name, port, needed, env: { ...env, ...addresses, HOST, PORT: String(port), DATA_DIR: folder } };
  });
}

/** What `up` has to start: each process with its port and everyone's address. Throws SetupError. */
export function planProcesses({ port, demo }: UpOptions, given: NodeJS.ProcessEnv): Plan {
  const env = {
    LOG_LEVEL: 'warn',
    // Among made-up people, on this machine alone, a developer may be anyone.
    ...(demo && given['NODE_ENV'] !== 'production' && { DEVELOPMENT_VIEWER: 'true' }),
    ...withoutThoseOfOne(given),
    DEMO: String(demo),
  };
  const configuration = readSubgraphConfiguration({ slug: 'gateway', port: gatewayPort }, env);
  const base = port ?? configuration.port;
  if (base < 1 || base > HIGHEST_PORT)
    throw new SetupError(`PORT must be 1 to ${HIGHEST_PORT}, since the others follow it, but is ${base}.`);
  const folder = resolve(configuration.dataFolder);
  return { folder, base, launches: planLaunches(base, folder, env) };
}
