import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { services } from '../../schema/services';
import { readVariables } from '../kit/configuration';
import { SetupError } from '../kit/errors';

/** What only the directory is told by its environment. */
export interface DirectoryConfiguration {
  /** Address of every subgraph that owns rows, by slug. */
  readonly sources: Readonly<Record<string, string>>;
  /** PKCS #8 in PEM; null: the one in the data folder. */
  readonly privateKey: string | null;
  /** How long to rest before a feed is asked again that could not be read, or does not hold its answer back. */
  readonly pollMillis: number;
}

const owners = services.filter(({ kind }) => kind !== 'directory');

const urlVariables = Object.fromEntries(
  owners.map(({ urlVariable, port }) => [
    urlVariable,
    z.url({ protocol: /^https?$/ }).default(`http://127.0.0.1:${port}`),
  ]),
);
const ownVariables = {
  DIRECTORY_PRIVATE_KEY: z.string().min(1).optional(),
  POLL_MILLIS: z.coerce.number().int().min(10).max(60_000).default(500),
};

// A key that is wrong would show only as regions that refuse their feeds.
function privateKeyOf(pem: string): string {
  try {
    // Files of variables often cannot hold more than one line.
    const key = createPrivateKey(pem.replaceAll('\\n', '\n'));
    if (key.asymmetricKeyType === 'ed25519') return key.export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    // Said below, without what came.
  }
  throw new SetupError(
    'DIRECTORY_PRIVATE_KEY: an Ed25519 key in PEM is expected ("-----BEGIN PRIVATE KEY-----").',
  );
}

/** Reads the addresses of the feeds (`WALES_URL` and so on) and the key. Throws SetupError. */
export function readDirectoryConfiguration(env: NodeJS.ProcessEnv): DirectoryConfiguration {
  const variables = readVariables({ ...urlVariables, ...ownVariables }, env);
  const urls: Readonly<Record<string, unknown>> = variables;
  return Object.freeze({
    sources: Object.fromEntries(
      owners.map(({ slug, urlVariable }) => [slug, (urls[urlVariable] as string).replace(/\/$/, '')]),
    ),
    privateKey: variables.DIRECTORY_PRIVATE_KEY ? privateKeyOf(variables.DIRECTORY_PRIVATE_KEY) : null,
    pollMillis: variables.POLL_MILLIS,
  });
}
