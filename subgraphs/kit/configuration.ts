import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../schema/project';
import { SetupError } from './errors';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A variable that is a whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number) {
  const isInRange = (text: string): boolean => /^\d{1,10}$/.test(text) && +text >= least && +text <= most;
  return z
    .string()
    .refine(isInRange, `a whole number from ${least} to ${most} is expected`)
    .transform(Number);
}

/** What every subgraph is told by its environment. */
const subgraphVariables = {
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).optional(),
  DATA_DIR: z.string().default(join(projectRoot, 'data')),
  DATABASE_URL: z.string().optional(),
  DIRECTORY_PUBLIC_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, `one of ${logLevels.join(', ')} is expected`).default('warn'),
  DEMO: z.enum(['true', 'false'], 'true or false is expected').default('false'),
  MAX_BODY_BYTES: wholeNumber(1, 100_000_000).default(256 * 1024),
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

/**
 * Checks variables against their shape; throws SetupError with one line that names every wrong one. A variable set to
 * nothing counts as not set: that is how compose files and shells leave one out.
 */
export function readVariables<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: NodeJS.ProcessEnv,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = z.object(shape).safeParse(given);
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

// A key that is wrong would show only as a directory that never gets ready.
function publicKeyOf(pem: string): string {
  try {
    // Files of variables often cannot hold more than one line.
    const key = createPublicKey(pem.replaceAll('\\n', '\n'));
    if (key.asymmetricKeyType === 'ed25519' && !pem.includes('PRIVATE'))
      return key.export({ type: 'spki', format: 'pem' }).toString();
  } catch {
    // Said below, without what came: a private key pasted here by mistake must not be shown.
  }
  throw new SetupError(
    'DIRECTORY_PUBLIC_KEY: the public half of an Ed25519 key in PEM is expected ("-----BEGIN PUBLIC KEY-----").',
  );
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
    directoryPublicKey: variables.DIRECTORY_PUBLIC_KEY ? publicKeyOf(variables.DIRECTORY_PUBLIC_KEY) : null,
    hasDemo: variables.DEMO === 'true',
    logLevel: variables.LOG_LEVEL,
    maxBodyBytes: variables.MAX_BODY_BYTES,
  });
}
