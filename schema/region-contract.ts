import {
  Kind,
  parse,
  print,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';
import { CompositionError } from './compose';
import { describedLike } from './described-like';
import type { RegionRow } from './regions';

function isConcrete(definition: DefinitionNode, { prefix }: RegionRow): boolean {
  return (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
    [prefix, ...['Member', 'Activity', 'Network', 'Booking'].map((word) => `${prefix}${word}`)].includes(
      definition.name.value,
    )
  );
}

/** A definition without what federation needs: a client of one region sees none of it. */
function plain(definition: TypeDefinitionNode): TypeDefinitionNode {
  if (!('fields' in definition)) return { ...definition, directives: [] };
  const fields = (definition.fields ?? []).map((field) => ({ ...field, directives: [] }));
  return { ...definition, directives: [], fields } as ObjectTypeDefinitionNode;
}

function isTypeDefinition(definition: DefinitionNode): definition is TypeDefinitionNode {
  return definition.kind.endsWith('TypeDefinition');
}

/** The definitions that one reaches from the roots: what only a region's own types speak of is none of the contract. */
function reachable(definitions: readonly TypeDefinitionNode[]): TypeDefinitionNode[] {
  const byName = new Map(definitions.map((definition) => [definition.name.value, definition]));
  const names = new Set(['Query', 'Mutation']);
  // A set hands out what is added to it on the way.
  for (const name of names) {
    const definition = byName.get(name);
    if (definition) visit(definition, { NamedType: (type) => void names.add(type.name.value) });
  }
  return definitions.filter(({ name }) => names.has(name.value));
}

/**
 * The part of the contract that every region answers alone: its local SDL without its concrete types and its own
 * fields, with the API's descriptions where it has none. The regions must agree on it; throws CompositionError where
 * one says something else.
 */
export function regionContract(
  locals: readonly { region: RegionRow; sdl: string }[],
  api: GraphQLSchema,
): string {
  const contracts = locals.map(({ region, sdl }) => {
    const definitions = contractOf(region, parse(sdl));
    return { region, definitions, text: printed(definitions) };
  });
  const [first, ...others] = contracts;
  if (!first) throw new CompositionError(['There is no region to take a contract from.']);
  const other = others.find(({ text }) => text !== first.text);
  if (other) {
    throw new CompositionError([
      `The regions do not answer the same: ${other.region.slug} differs from ${first.region.slug}. ` +
        'A field of one region alone belongs on its concrete types.',
    ]);
  }
  return printed(describedLike(first.definitions, api));
}

function contractOf(region: RegionRow, document: DocumentNode): TypeDefinitionNode[] {
  const kept = document.definitions
    .filter(isTypeDefinition)
    .filter((definition) => !isConcrete(definition, region))
    .map(plain);
  return reachable(kept);
}

function printed(definitions: readonly TypeDefinitionNode[]): string {
  return `${print({ kind: Kind.DOCUMENT, definitions })}\n`;
}
