import type { SubgraphProgram } from '../kit/program';
import { libraryProgram } from './library-program';
import { readSeed } from './reference/seed';

export { buildLibrarySchema } from './library-schema';
export { libraryProgram } from './library-program';
export { readSeed, type LibrarySeed } from './reference/seed';

/** What is known, for all regions: themes, publications, organisations, cohorts, history, areas, vocabularies. */
export const library: SubgraphProgram = libraryProgram(readSeed());
