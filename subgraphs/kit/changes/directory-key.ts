import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../errors';

/**
 * The directory's private key (PEM) in the data folder: made by whichever process of this machine asks first. Throws
 * SetupError.
 */
export function ownDirectoryKey(dataFolder: string): string {
  const folder = join(dataFolder, 'keys');
  try {
    return readOrMakeKey(folder);
  } catch (error) {
    const { message } = error as Error;
    throw new SetupError(
      `Cannot keep the directory's key in ${folder}: ${message}. Make the folder writable, or set DATA_DIR.`,
    );
  }
}

function readOrMakeKey(folder: string): string {
  const file = join(folder, 'directory.pem');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `directory.${process.pid}.draft`);
  const { privateKey } = generateKeyPairSync('ed25519');
  writeFileSync(draft, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  try {
    // A link is made whole or not at all, so that two processes that start together agree on one key.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
}

/** The public half (PEM) of a private key. */
export function publicHalf(privateKey: string): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
}
