import { existsSync } from 'node:fs';
import { findRegion, regions } from '../../schema/regions';
import { getService } from '../../schema/services';
import { SetupError } from '../../schema/setup-error';
import { readSubgraphConfiguration } from '../kit/configuration';
import type { DatabaseAddress } from '../kit/database/address';
import type { Database } from '../kit/database/database';
import { getProgram } from '../programs';
import type { RegionDefinition } from '../region/region-definition';
import type { RegionProgram } from '../region/region-program';

/** A region's database, opened beside the region itself. */
export interface RegionDatabase {
  readonly db: Database;
  readonly address: DatabaseAddress;
  readonly region: RegionDefinition;
}

/** Throws SetupError where the list has no such region. */
export function checkRegion(slug: string): void {
  if (findRegion(slug)) return;
  const known = regions.map((region) => region.slug).join(', ');
  throw new SetupError(`There is no region "${slug}". There is: ${known}.`);
}

/** Runs `work` on a region's database, whether or not the region runs meanwhile. Throws SetupError. */
export async function inRegion<T>(
  slug: string,
  env: NodeJS.ProcessEnv,
  work: (at: RegionDatabase) => Promise<T>,
): Promise<T> {
  checkRegion(slug);
  const { database: address } = readSubgraphConfiguration(getService(slug), env);
  if (address.kind === 'file' && !existsSync(address.file))
    throw new SetupError(
      `There is no region's database ${address.file}. Name its folder with --data, or start the region once: npx citizenship serve ${slug}`,
    );
  const program = (await getProgram(slug)) as RegionProgram;
  const db = await program.open(env);
  return work({ db, address, region: program.region }).finally(() => db.close());
}
