import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../schema/project';
import { SetupError } from './errors';

const port = z.coerce.number().int().min(0).max(65_535);

/** What every subgraph is told by its environment. */
const subgraphVariables = {
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.optional(),
  DATA_DIR: z.string().min(1).default(join(projectRoot, 'data')),
  DATABASE_URL: z.string().min(1).optional(),
  DIRECTORY_PUBLIC_KEY: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  DEMO: z.enum(['true', 'false']).default('false'),
  MAX_BODY_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(256 * 1024),
};

/** How one subgraph runs. */
export interface SubgraphConfiguration {
  readonly host: string;
  readonly port: number;
  /** Folder of what the embedded default keeps: databases, keys. */
  readonly dataFolder: string;
  /** File of the embedded database. */
  readonly databaseFile: string;
  /** Public key (PEM) of the directory, which alone may read the change feed; null: the one in the data folder. */
  readonly directoryPublicKey: string | null;
  /** Whether an empty database is filled with made-up rows. */
  readonly hasDemo: boolean;
  readonly logLevel: string;
  readonly maxBodyBytes: number;
}

/** Checks variables against their shape; throws SetupError with one line that names every wrong one. */
export function readVariables<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: NodeJS.ProcessEnv,
): z.output<z.ZodObject<Shape>> {
  const result = z.object(shape).safeParse(env);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return `${name}: ${message}, but got "${env[name] ?? ''}"`;
  });
  throw new SetupError(`The environment is not right. ${faults.join('; ')}.`);
}

function fileOf(url: string): string {
  if (/^\w{2,}:/.test(url) && !url.startsWith('file:')) {
    throw new SetupError(
      `DATABASE_URL must be a file, such as file:/var/lib/citizenship/wales.db, but got "${url}".`,
    );
  }
  return url.replace(/^file:(\/\/)?/, '');
}

/** How the subgraph `slug` runs. Throws SetupError. */
export function readSubgraphConfiguration(
  { slug, port: defaultPort }: { slug: string; port: number },
  env: NodeJS.ProcessEnv,
): SubgraphConfiguration {
  const variables = readVariables(subgraphVariables, env);
  return Object.freeze({
    host: variables.HOST,
    port: variables.PORT ?? defaultPort,
    dataFolder: variables.DATA_DIR,
    databaseFile: variables.DATABASE_URL
      ? fileOf(variables.DATABASE_URL)
      : join(variables.DATA_DIR, `${slug}.db`),
    directoryPublicKey: variables.DIRECTORY_PUBLIC_KEY ?? null,
    hasDemo: variables.DEMO === 'true',
    logLevel: variables.LOG_LEVEL,
    maxBodyBytes: variables.MAX_BODY_BYTES,
  });
}
