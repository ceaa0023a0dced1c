import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from 'type-graphql';
import type { RequestContext } from './context';
import { printDocument, subgraphDocument } from './sdl';

type Class = new (...args: never[]) => object;
type AbstractClass = abstract new (...args: never[]) => object;

/** Finds the object behind a reference such as `{ __typename: "WalesMember", id }`; null when there is none to see. */
export type ReferenceResolver<Context extends RequestContext = RequestContext> = (
  reference: Record<string, string>,
  context: Context,
) => unknown;

/** The type-graphql classes of a subgraph. */
export interface SubgraphClasses {
  /** Classes with the root fields. */
  readonly resolvers: NonEmptyArray<Class>;
  /** Object types that no root field names, such as the types of other subgraphs' fields. */
  readonly types: readonly (Class | AbstractClass)[];
  /** By the GraphQL name of an entity type. */
  readonly references: Readonly<Record<string, ReferenceResolver<never>>>;
  /** False for a region: four `Query.members` would collide, so its roots are its own endpoint's alone. */
  readonly publishesRoots: boolean;
}

/** A subgraph ready to serve. */
export interface SubgraphSchema {
  /** Answers the gateway and whoever asks this subgraph alone. */
  readonly executable: GraphQLSchema;
  /** What the gateway composes. */
  readonly publishedSdl: string;
  /** What the own endpoint serves. */
  readonly localSdl: string;
}

type ResolversMap = Record<string, Record<string, unknown>>;

/** Builds a subgraph from type-graphql classes. Throws where the classes do not make a valid schema. */
export function buildSubgraph(classes: SubgraphClasses): SubgraphSchema {
  const schema = buildSchemaSync({
    resolvers: classes.resolvers,
    orphanedTypes: [...classes.types],
    // The library leaves validation off by default.
    validate: { forbidUnknownValues: false },
  });
  const local = subgraphDocument(schema, { withRoots: true });
  const publishedSdl = printDocument(subgraphDocument(schema, { withRoots: classes.publishesRoots }));
  const resolvers = createResolversMap(schema) as ResolversMap;
  for (const [name, resolve] of Object.entries(classes.references)) {
    const type = resolvers[name];
    if (!type)
      throw new Error(`A reference resolver is given for ${name}, which is no type of this subgraph.`);
    type['__resolveReference'] = resolve;
  }
  const executable = buildSubgraphSchema([{ typeDefs: local, resolvers: resolvers as never }]);
  const query = executable.getQueryType() as GraphQLObjectType;
  const service = query.getFields()['_service'];
  if (service) service.resolve = () => ({ sdl: publishedSdl });
  return { executable, publishedSdl, localSdl: printDocument(local) };
}
