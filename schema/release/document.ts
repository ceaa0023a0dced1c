import {
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';

/** A part of a type: a field, an enum value, or a field of an input. */
export type Member = FieldDefinitionNode | EnumValueDefinitionNode | InputValueDefinitionNode;

function isType(definition: DefinitionNode): definition is TypeDefinitionNode {
  return definition.kind.endsWith('TypeDefinition');
}

// In Federation 2, "extend type" says no more than "type".
function withoutExtensions(definition: DefinitionNode): DefinitionNode {
  if (!definition.kind.endsWith('TypeExtension')) return definition;
  const kind: unknown = definition.kind.replace('Extension', 'Definition');
  return { ...definition, kind } as DefinitionNode;
}

/** Reads SDL. Throws GraphQLError where it is none. */
export function readDocument(sdl: string): DocumentNode {
  const document = parse(sdl, { noLocation: true });
  return { ...document, definitions: document.definitions.map(withoutExtensions) };
}

export function typesOf(document: DocumentNode): TypeDefinitionNode[] {
  return document.definitions.filter(isType);
}

export function findType(document: DocumentNode, name: string): TypeDefinitionNode | undefined {
  return typesOf(document).find((type) => type.name.value === name);
}

export function membersOf(type: TypeDefinitionNode | undefined): readonly Member[] {
  if (!type) return [];
  if (type.kind === Kind.ENUM_TYPE_DEFINITION) return type.values ?? [];
  return 'fields' in type ? (type.fields ?? []) : [];
}

export function findMember(type: TypeDefinitionNode | undefined, name: string): Member | undefined {
  return membersOf(type).find((member) => member.name.value === name);
}

export function argumentsOf(member: Member | undefined): readonly InputValueDefinitionNode[] {
  return member?.kind === Kind.FIELD_DEFINITION ? (member.arguments ?? []) : [];
}

export function interfacesOf(type: TypeDefinitionNode): string[] {
  return 'interfaces' in type ? (type.interfaces ?? []).map((one) => one.name.value) : [];
}

export function directivesOf(
  node: { readonly directives?: readonly ConstDirectiveNode[] },
  name: string,
): readonly ConstDirectiveNode[] {
  return (node.directives ?? []).filter((one) => one.name.value === name);
}

export function hasDirective(
  node: { readonly directives?: readonly ConstDirectiveNode[] },
  name: string,
): boolean {
  return directivesOf(node, name).length > 0;
}

/** The type that lists and `!` are put around. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** Every type that a definition, or a part of one, speaks of. */
export function typesNamedIn(node: TypeDefinitionNode | Member): string[] {
  const names: string[] = [];
  visit(node, { NamedType: ({ name }) => void names.push(name.value) });
  return names;
}
