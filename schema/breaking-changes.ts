import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** A change of the API: what it is about, as a schema coordinate, and a sentence. */
export interface ApiChange {
  readonly path: string;
  readonly message: string;
}

async function changesOf(before: string, after: GraphQLSchema, isBreaking: boolean): Promise<ApiChange[]> {
  const changes = await diff(buildSchema(before), after);
  return changes
    .filter(({ criticality }) => (criticality.level === CriticalityLevel.Breaking) === isBreaking)
    .map(({ message, path = '' }) => ({ path, message }));
}

/** Changes that break clients of the API. */
export function findBreaking(before: string, after: GraphQLSchema): Promise<ApiChange[]> {
  return changesOf(before, after, true);
}

/** Changes that clients of the API need not notice. */
export function findHarmless(before: string, after: GraphQLSchema): Promise<ApiChange[]> {
  return changesOf(before, after, false);
}

/** Changes that break clients of the API: each in a sentence with the path that it is about. */
export async function findBreakingChanges(before: string, after: GraphQLSchema): Promise<string[]> {
  const changes = await findBreaking(before, after);
  return changes.map(({ message, path }) => (path ? `${path}: ${message}` : message));
}
