import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { acceptsDevelopmentViewer } from '../../schema/development-viewer';
import { projectRoot } from '../../schema/project';
import { services } from '../../schema/services';
import { readDatabaseAddress, type DatabaseAddress } from './database/address';
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

/** An address of the web, with a path or without one; no query, so that what it leads to can be put behind it. */
const webAddress = z
  .string()
  .refine(isWebAddress, 'an address such as https://wales.example.org is expected')
  .transform((text) => text.replace(/\/+$/, ''));

function isWebAddress(text: string): boolean {
  const { protocol, search, hash, username } = URL.canParse(text) ? new URL(text) : new URL('none:');
  return /^https?:$/.test(protocol) && search + hash + username === '';
}

/** What every subgraph is told by its environment. */
const subgraphVariables = {
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).optional(),
  DATA_DIR: z.string().default(join(projectRoot, 'data')),
  DIRECTORY_PUBLIC_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, `one of ${logLevels.join(', ')} is expected`).default('warn'),
  DEMO: z.enum(['true', 'false'], 'true or false is expected').default('false'),
  DEVELOPMENT_VIEWER: z.enum(['true', 'false'], 'true or false is expected').default('false'),
  NODE_ENV: z.string().optional(),
  MAX_BODY_BYTES: wholeNumber(1, 100_000_000).default(256 * 1024),
  PUBLIC_URL: webAddress.optional(),
};

/** How one subgraph runs. */
export interface SubgraphConfiguration {
  readonly host: string;
  readonly port: number;
  /** Folder of what the embedded default keeps: databases, keys. */
  readonly dataFolder: string;
  readonly database: DatabaseAddress;
  /** Public key (PEM) of the directory, which alone may read the change feed; null: the one in the data folder. */
  readonly directoryPublicKey: string | null;
  /** Whether an empty database is filled with made-up rows. */
  readonly hasDemo: boolean;
  readonly logLevel: string;
  readonly maxBodyBytes: number;
  /** Where the world reaches this subgraph, without a slash at its end; null: where a request says that it was sent to. */
  readonly publicUrl: string | null;
  /** Whether the header x-development-viewer says who asks; else a request with it is refused. */
  readonly acceptsDevelopmentViewer: boolean;
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

/**
 * Its database: what its own variable says, such as WALES_DATABASE_URL where several share an environment, or what
 * DATABASE_URL says, or a file in the data folder.
 */
function databaseOf(slug: string, dataFolder: string, env: NodeJS.ProcessEnv): DatabaseAddress {
  const own = services.find((service) => service.slug === slug)?.databaseVariable ?? '';
  const url = env[own] || env['DATABASE_URL'];
  return url ? readDatabaseAddress(url) : { kind: 'file', file: join(dataFolder, `${slug}.db`) };
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
    database: databaseOf(slug, variables.DATA_DIR, env),
    directoryPublicKey: variables.DIRECTORY_PUBLIC_KEY ? publicKeyOf(variables.DIRECTORY_PUBLIC_KEY) : null,
    hasDemo: variables.DEMO === 'true',
    logLevel: variables.LOG_LEVEL,
    maxBodyBytes: variables.MAX_BODY_BYTES,
    publicUrl: variables.PUBLIC_URL ?? null,
    acceptsDevelopmentViewer: acceptsDevelopmentViewer(variables.DEVELOPMENT_VIEWER, variables.NODE_ENV),
  });
}
