import { getService } from '../../schema/services';
import { changeEntities } from '../kit/changes/change-record';
import { readSubgraphConfiguration, type SubgraphConfiguration } from '../kit/configuration';
import type { Database, DatabaseContents } from '../kit/database/database';
import { openDatabase } from '../kit/database/open-database';
import { inOrder } from '../kit/database/schema-steps';
import { indexEntities } from '../kit/list/indexed-row';
import { changeMigrations, indexMigrations } from '../kit/migrations';
import { startOwner, type SubgraphProgram } from '../kit/program';
import type { SubgraphSchema } from '../kit/subgraph-schema';
import { AccessFeatureKind } from './access-feature-kind';
import { Area } from './area';
import { Cohort } from './cohort';
import { CoopMembership } from './coop-membership';
import { seedCoopMemberships } from './demo/seed-coop-memberships';
import { Finding } from './finding';
import { buildLibrarySchema } from './library-schema';
import { LibraryTables1795219200030 } from './migrations/library-tables';
import { Milestone } from './milestone';
import { Observation } from './observation';
import { Organisation } from './organisation';
import { Publication } from './publication';
import { LoadedReference, loadReference } from './reference/load-reference';
import type { LibrarySeed } from './reference/seed';
import { Theme } from './theme';

const contents: DatabaseContents = {
  slug: 'library',
  entities: [
    Theme,
    Publication,
    Finding,
    Organisation,
    Cohort,
    Milestone,
    Observation,
    Area,
    AccessFeatureKind,
    CoopMembership,
    LoadedReference,
    ...indexEntities,
    ...changeEntities,
  ],
  migrations: inOrder([...indexMigrations, ...changeMigrations, LibraryTables1795219200030]),
};

async function openLibrary(seed: LibrarySeed, { database }: SubgraphConfiguration): Promise<Database> {
  const db = await openDatabase(database, contents);
  try {
    await loadReference(db, seed);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** The library as a program that holds what `seed` says; tests pass a seed of their own. */
export function libraryProgram(seed: LibrarySeed): SubgraphProgram {
  const { slug, port } = getService('library');
  let built: SubgraphSchema | undefined;
  const schema = (): SubgraphSchema => (built ??= buildLibrarySchema());
  const open = (configuration: SubgraphConfiguration): Promise<Database> => openLibrary(seed, configuration);
  return {
    slug,
    schema,
    contents,
    open: (env) => open(readSubgraphConfiguration({ slug, port }, env)),
    seedDemo: seedCoopMemberships,
    start: (options) => startOwner({ slug, port, schema, open, seedDemo: seedCoopMemberships }, options),
  };
}
