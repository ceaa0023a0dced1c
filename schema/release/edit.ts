import {
  Kind,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';
import {
  argumentsOf,
  findMember,
  findType,
  hasDirective,
  interfacesOf,
  membersOf,
  typesNamedIn,
  typesOf,
  type Member,
} from './document';

/** A change of a document that leaves the document as it was. */
export type Edit = (document: DocumentNode) => DocumentNode;

/** A schema coordinate in its parts: `Place.name(short:)`. */
interface Coordinate {
  readonly type: string;
  readonly member?: string;
  readonly argument?: string;
}

/** Reads `Type`, `Type.member` and `Type.member(argument:)`; and `Type.member.argument`, as the comparison writes it. */
export function readCoordinate(text: string): Coordinate {
  const [type = '', member, argument] = text
    .replace(/[()]/g, '.')
    .replace(/[.:]+$/, '')
    .split('.');
  return { type, member, argument };
}

/** Puts what `change` makes in the place of a type; takes it away where that is null. */
export function editType(
  document: DocumentNode,
  name: string,
  change: (type: TypeDefinitionNode) => TypeDefinitionNode | null,
): DocumentNode {
  const target = findType(document, name);
  const definitions = document.definitions
    .map((definition) => (definition === target ? change(target) : definition))
    .filter((definition) => definition !== null);
  return { ...document, definitions };
}

function withMembers(type: TypeDefinitionNode, members: readonly Member[]): TypeDefinitionNode {
  const key = type.kind === Kind.ENUM_TYPE_DEFINITION ? 'values' : 'fields';
  return { ...type, [key]: members };
}

/** Puts a member into a type, in the place of the one with its name. */
export function setMember(document: DocumentNode, type: string, member: Member): DocumentNode {
  return editType(document, type, (node) => {
    const members = membersOf(node);
    const old = findMember(node, member.name.value);
    return withMembers(node, old ? members.map((one) => (one === old ? member : one)) : [...members, member]);
  });
}

export function removeMember(document: DocumentNode, type: string, name: string): DocumentNode {
  return editType(document, type, (node) =>
    withMembers(
      node,
      membersOf(node).filter((member) => member.name.value !== name),
    ),
  );
}

function setArgument(
  document: DocumentNode,
  { type, member = '' }: Coordinate,
  argument: InputValueDefinitionNode,
): DocumentNode {
  const field = findMember(findType(document, type), member);
  if (!field) return document;
  const others = argumentsOf(field).filter(({ name }) => name.value !== argument.name.value);
  return setMember(document, type, { ...field, arguments: [...others, argument] } as FieldDefinitionNode);
}

function directive(name: string): ConstDirectiveNode {
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: name } };
}

/** Gives a directive without arguments to a type or to a part of one. */
export function addDirective(document: DocumentNode, at: string, name: string): DocumentNode {
  const { type, member } = readCoordinate(at);
  const added = <Node extends TypeDefinitionNode | Member>(node: Node): Node =>
    hasDirective(node, name) ? node : { ...node, directives: [...(node.directives ?? []), directive(name)] };
  if (member === undefined) return editType(document, type, added);
  const old = findMember(findType(document, type), member);
  return old ? setMember(document, type, added(old)) : document;
}

/** Takes the outermost `!` from a field, an input field or an argument. */
export function makeNullable(document: DocumentNode, at: string): DocumentNode {
  const coordinate = readCoordinate(at);
  const old = findMember(findType(document, coordinate.type), coordinate.member ?? '');
  const nullable = <Node extends { readonly type: InputValueDefinitionNode['type'] }>(node: Node): Node =>
    node.type.kind === Kind.NON_NULL_TYPE ? { ...node, type: node.type.type } : node;
  if (!old || old.kind === Kind.ENUM_VALUE_DEFINITION) return document;
  if (coordinate.argument === undefined) return setMember(document, coordinate.type, nullable(old));
  const argument = argumentsOf(old).find(({ name }) => name.value === coordinate.argument);
  return argument ? setArgument(document, coordinate, nullable(argument)) : document;
}

/** Adds the types that `node` speaks of and that the document lacks, and those that they speak of. */
function withTypesOf(
  document: DocumentNode,
  node: TypeDefinitionNode | Member,
  model: DocumentNode,
): DocumentNode {
  return typesNamedIn(node).reduce((all, name) => {
    const type = findType(all, name) ? undefined : findType(model, name);
    return type ? withTypesOf({ ...all, definitions: [...all.definitions, type] }, type, model) : all;
  }, document);
}

/** Puts a type or a part of one as it stands in `model`, with the types that it needs; unchanged where it stands there not. */
export function restore(document: DocumentNode, at: string, model: DocumentNode): DocumentNode {
  const coordinate = readCoordinate(at);
  const modelType = findType(model, coordinate.type);
  if (!modelType) return document;
  if (coordinate.member === undefined || !findType(document, coordinate.type)) {
    const without = editType(document, coordinate.type, () => null);
    return withTypesOf({ ...without, definitions: [...without.definitions, modelType] }, modelType, model);
  }
  const member = findMember(modelType, coordinate.member);
  if (!member) return document;
  const argument = argumentsOf(member).find(({ name }) => name.value === coordinate.argument);
  const isThere = findMember(findType(document, coordinate.type), coordinate.member) !== undefined;
  const edited =
    argument && isThere
      ? setArgument(document, coordinate, argument)
      : setMember(document, coordinate.type, member);
  return withTypesOf(edited, argument ?? member, model);
}

/**
 * Makes the same change to a field on an interface and on those that implement it: they have to agree. `at` is the
 * coordinate on one of them.
 */
export function throughFamily(
  document: DocumentNode,
  at: string,
  edit: (document: DocumentNode, at: string) => DocumentNode,
): DocumentNode {
  const { type: name, member = '' } = readCoordinate(at);
  const type = findType(document, name);
  const family = typesOf(document).filter(
    (one) =>
      one === type ||
      interfacesOf(one).includes(name) ||
      (type && interfacesOf(type).includes(one.name.value)),
  );
  return family
    .filter((one) => one === type || findMember(one, member))
    .reduce((all, one) => edit(all, at.replace(name, one.name.value)), document);
}

/** Calls a type by another name wherever it is spoken of. */
export function renameType(document: DocumentNode, from: string, to: string): DocumentNode {
  const named = (node: { readonly name: { readonly value: string } }): object | undefined =>
    node.name.value === from ? { ...node, name: { kind: Kind.NAME, value: to } } : undefined;
  return visit(document, { NamedType: named, ObjectTypeDefinition: named });
}

/** Leaves out types without a key that `model` has not and that nothing speaks of. */
export function withoutOrphans(document: DocumentNode, model: DocumentNode): DocumentNode {
  const types = typesOf(document);
  const isOrphan = (type: TypeDefinitionNode): boolean =>
    !findType(model, type.name.value) &&
    !hasDirective(type, 'key') &&
    !types.some((other) => other !== type && typesNamedIn(other).includes(type.name.value));
  const orphans = new Set<unknown>(types.filter(isOrphan));
  if (orphans.size === 0) return document;
  const definitions = document.definitions.filter((definition) => !orphans.has(definition));
  return withoutOrphans({ ...document, definitions }, model);
}
