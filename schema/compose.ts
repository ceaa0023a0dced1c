import { composeServices, type CompositionSuccess } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { isEnumType, isObjectType, parse, type GraphQLSchema } from 'graphql';

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

/**
 * Hints that are as they should be while partners release on their own days: what one subgraph has and others have not
 * yet stays out of the API. The hints of `whileHidden` only where the API has not got it.
 */
export const waitingHints: Readonly<Record<string, string>> = {
  INCONSISTENT_INPUT_OBJECT_FIELD: 'An input field is in the API when every subgraph has it.',
  INCONSISTENT_ARGUMENT_PRESENCE: 'An argument is in the API when every subgraph has it.',
  INCONSISTENT_ENUM_VALUE_FOR_INPUT_ENUM: 'So is a value that is only taken in.',
  INCONSISTENT_BUT_COMPATIBLE_FIELD_TYPE:
    'The API says what all of them keep: null may come while one may give it.',
  INCONSISTENT_BUT_COMPATIBLE_ARGUMENT_TYPE: 'The API takes what all of them take.',
  INCONSISTENT_DESCRIPTION: 'One release has other words than another: clients read those of most.',
};

/** Hints that wait only while what they are about is hidden from clients. */
const whileHidden: readonly string[] = [
  'INCONSISTENT_OBJECT_VALUE_TYPE_FIELD',
  'INCONSISTENT_ENUM_VALUE_FOR_OUTPUT_ENUM',
];

/** How composition treats subgraphs of different releases. */
export interface ComposeOptions {
  /** True where a subgraph is published from elsewhere, so that it may be a release ahead or behind. */
  readonly mayWait?: boolean;
}

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

/** Whether clients see the field or the value that a hint is about. */
function isVisible(
  api: GraphQLSchema,
  { coordinate = '', message }: CompositionSuccess['hints'][number],
): boolean {
  const [typeName = '', member = ''] = (/^Field "([^"]+)"/.exec(message)?.[1] ?? coordinate).split('.');
  const type = api.getType(typeName);
  if (isEnumType(type)) return type.getValue(member) !== undefined;
  return isObjectType(type) && member in type.getFields();
}

/**
 * Composes subgraphs into one graph. Throws CompositionError on an error, and on a hint that is not allowed by name.
 */
export function compose(
  subgraphs: readonly SubgraphSdl[],
  { mayWait = false }: ComposeOptions = {},
): Composed {
  const result = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (result.errors) throw new CompositionError(result.errors.map(({ message }) => message));
  const api = Supergraph.build(result.supergraphSdl).apiSchema().toGraphQLJSSchema();
  const isAllowed = (hint: CompositionSuccess['hints'][number]): boolean => {
    const { code } = hint.definition;
    if (code in allowedHints) return true;
    return mayWait && (code in waitingHints || (whileHidden.includes(code) && !isVisible(api, hint)));
  };
  const strange = result.hints.filter((hint) => !isAllowed(hint));
  if (strange.length > 0) throw new CompositionError(strange.map(describeHint));
  return { supergraphSdl: result.supergraphSdl, api };
}
