import { composeServices, type CompositionSuccess } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { parse, type GraphQLSchema } from 'graphql';

/** What one subgraph brings to the graph. */
export interface SubgraphSdl {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** What composition makes. */
export interface Composed {
  /** All that the gateway loads. */
  readonly supergraphSdl: string;
  /** What a client sees. */
  readonly api: GraphQLSchema;
}

/**
 * Hints of composition that are as they should be, each with its reason. Any other hint is an error: composition stays
 * silent about much, so what it does say is heard.
 */
export const allowedHints: Readonly<Record<string, string>> = {
  INCONSISTENT_INTERFACE_VALUE_TYPE_FIELD:
    'The directory and the library know of an interface only the fields that they need.',
};

/** Subgraphs that do not make one graph: one line for each reason. */
export class CompositionError extends Error {
  override readonly name = 'CompositionError';

  constructor(readonly reasons: readonly string[]) {
    super(reasons.join('\n'));
  }
}

function describeHint({ definition, message }: CompositionSuccess['hints'][number]): string {
  return `${definition.code}: ${message}`;
}

/** Composes subgraphs into one graph. Throws CompositionError on an error, and on a hint that is not allowed by name. */
export function compose(subgraphs: readonly SubgraphSdl[]): Composed {
  const result = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (result.errors) throw new CompositionError(result.errors.map(({ message }) => message));
  const strange = result.hints.filter(({ definition }) => !(definition.code in allowedHints));
  if (strange.length > 0) throw new CompositionError(strange.map(describeHint));
  const api = Supergraph.build(result.supergraphSdl).apiSchema().toGraphQLJSSchema();
  return { supergraphSdl: result.supergraphSdl, api };
}
