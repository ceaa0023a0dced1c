import {
  Kind,
  parse,
  print,
  type DefinitionNode,
  type DocumentNode,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';
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

/** Names that a definition speaks of, by a look at its text: enough to drop what nothing speaks of any more. */
function isSpokenOf(name: string, definitions: readonly TypeDefinitionNode[]): boolean {
  const pattern = new RegExp(`[:\\[ ]${name}\\b`);
  return definitions.some((definition) => definition.name.value !== name && pattern.test(print(definition)));
}

/**
 * The part of the contract that every region answers alone: its local SDL without its concrete types and its own
 * fields. The regions must agree on it; throws where one says something else.
 */
export function regionContract(locals: readonly { region: RegionRow; sdl: string }[]): string {
  const contracts = locals.map(({ region, sdl }) => ({ region, text: contractOf(region, parse(sdl)) }));
  const [first, ...others] = contracts;
  if (!first) throw new Error('There is no region to take a contract from.');
  const other = others.find(({ text }) => text !== first.text);
  if (other) {
    throw new Error(
      `The regions do not answer the same: ${other.region.slug} differs from ${first.region.slug}. ` +
        'A field of one region alone belongs on its concrete types.',
    );
  }
  return first.text;
}

function contractOf(region: RegionRow, document: DocumentNode): string {
  const kept = document.definitions
    .filter(isTypeDefinition)
    .filter((definition) => !isConcrete(definition, region))
    .map(plain);
  const spoken = kept.filter(({ name }) => name.value === 'Query' || isSpokenOf(name.value, kept));
  return `${print({ kind: Kind.DOCUMENT, definitions: spoken })}\n`;
}
