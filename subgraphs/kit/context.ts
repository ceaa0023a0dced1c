import type { Viewer } from '../../schema/viewer';
import type { Database } from './database/database';
import type { Work } from './database/statements';
import type { Loaders } from './loaders';
import type { Log } from './log';

/** Tells the time; tests pass one that they control. */
export type Clock = () => Date;

/** What every resolver of one request has at hand. */
export interface RequestContext {
  readonly viewer: Viewer;
  readonly db: Database;
  readonly loaders: Loaders;
  readonly clock: Clock;
  readonly log: Log;
  /** Languages that the caller reads, best first; empty when the caller does not say. */
  readonly languages: readonly string[];
  readonly work: Work;
}

/** The languages to answer in: the argument's alone when it is given, else those of the request. */
export function wantedLanguages(
  context: RequestContext,
  argument: string | null | undefined,
): readonly string[] {
  return argument ? [argument] : context.languages;
}
