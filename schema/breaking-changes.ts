import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** Changes that break clients of the API: each in a sentence with the path that it is about. */
export async function findBreakingChanges(before: string, after: GraphQLSchema): Promise<string[]> {
  const changes = await diff(buildSchema(before), after);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message, path }) => (path ? `${path}: ${message}` : message));
}
