import type { DatabaseAddress } from './address';
import type { Database, DatabaseContents } from './database';
import { migrateEmbedded, openEmbedded } from './embedded';
import { compactEmbedded } from './embedded-compact';
import { migrateServer, openServer } from './server';
import { compactServer } from './server-compact';

/**
 * Opens a database, and makes its tables where it is empty. Throws SetupError where it cannot be had, or is not of the
 * level of this software.
 */
export function openDatabase(address: DatabaseAddress, contents: DatabaseContents): Promise<Database> {
  return address.kind === 'file' ? openEmbedded(address, contents) : openServer(address, contents);
}

/**
 * Takes a database to the level of this software, from an older one or from nothing; one that was cut off on the way
 * goes on. Answers the names of the migrations that ran. Throws SetupError.
 */
export function migrateDatabase(
  address: DatabaseAddress,
  contents: DatabaseContents,
): Promise<readonly string[]> {
  return address.kind === 'file' ? migrateEmbedded(address, contents) : migrateServer(address, contents);
}

/**
 * Writes a database anew, so that what was deleted in it is in it no more. Answers how many tables that were. Throws
 * SetupError; a file must not be open anywhere.
 */
export async function compactDatabase(address: DatabaseAddress, contents: DatabaseContents): Promise<number> {
  return address.kind === 'file' ? compactEmbedded(address) : compactServer(address, contents);
}
