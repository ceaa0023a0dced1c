import { Kind, type DocumentNode, type FieldDefinitionNode, type TypeDefinitionNode } from 'graphql';
import { findMember, findType, interfacesOf, membersOf, typesOf } from './document';
import { removeMember, setMember } from './edit';
import { joined, modelsFor, rules, sharersOf, type Fault, type Scene } from './scene';

function implementers(document: DocumentNode, name: string): TypeDefinitionNode[] {
  return typesOf(document).filter(
    (type) => type.kind === Kind.OBJECT_TYPE_DEFINITION && interfacesOf(type).includes(name),
  );
}

/** Names of the types that implement an interface in some subgraph and have a field in none. */
function lackingAmong(documents: readonly DocumentNode[], name: string, field: string): string[] {
  const types = documents.flatMap((document) => implementers(document, name).map((type) => type.name.value));
  return [...new Set(types)].filter(
    (type) => !documents.some((document) => findMember(findType(document, type), field)),
  );
}

/** Puts a field on each of the types that lack it. */
function onConcreteTypes(
  document: DocumentNode,
  types: readonly string[],
  field: FieldDefinitionNode,
): DocumentNode {
  const description = undefined;
  return types
    .filter((type) => !findMember(findType(document, type), field.name.value))
    .reduce(
      (all, type) => setMember(all, type, field.description ? field : { ...field, description }),
      document,
    );
}

function ahead(scene: Scene, type: string, field: FieldDefinitionNode): Fault | null {
  const name = field.name.value;
  const own = implementers(scene.proposed, type).map((one) => one.name.value);
  const lackHere = own.filter((one) => !findMember(findType(scene.proposed, one), name));
  const elsewhere = lackingAmong([scene.proposed, ...scene.others.values()], type, name).filter(
    (one) => !own.includes(one),
  );
  const isPublished = sharersOf(scene, type).some(([, other]) => findMember(other, name));
  if (isPublished || (elsewhere.length === 0 && lackHere.length === 0)) return null;
  const lacking = elsewhere.length > 0 ? elsewhere : lackHere;
  return {
    at: `${type}.${name}`,
    what: `The interface ${type} has "${name}", which ${joined(lacking)} ${lacking.length === 1 ? 'has' : 'have'} not.`,
    rule: rules.interfaceField,
    instead: `Take "${name}" from the interface and keep it on ${joined(own)}, where clients ask for it by "... on ${own[0] ?? type}". Publish it on the interface once every region has it on its own type. @inaccessible does not help on an interface.`,
    remedy: (document) => onConcreteTypes(removeMember(document, type, name), own, field),
  };
}

/** What others have on an interface, and a type of this subgraph has not. */
function behind(scene: Scene, type: string, field: FieldDefinitionNode): Fault[] {
  const name = field.name.value;
  const documents = [scene.proposed, ...scene.others.values()];
  const isDeclaredHere = findMember(findType(scene.proposed, type), name) !== undefined;
  const lacking = isDeclaredHere
    ? implementers(scene.proposed, type)
        .filter((one) => !findMember(one, name))
        .map((one) => one.name.value)
    : lackingAmong(documents, type, name);
  const own = implementers(scene.proposed, type).map((one) => one.name.value);
  return lacking
    .filter((one) => own.includes(one))
    .map((one) => {
      const model = modelsFor(scene)
        .map((document) => findMember(findType(document, one), name))
        .find(Boolean);
      const put = (model ?? field) as FieldDefinitionNode;
      return {
        at: `${one}.${name}`,
        what: `${one} lacks "${name}", which the interface ${type} has: clients ask every ${type} for it.`,
        rule: rules.promise,
        instead: `Keep "${name}" on ${one}; it may answer null. It can go once it has left the interface in every region.`,
        remedy: (document: DocumentNode) => onConcreteTypes(document, [one], put),
      };
    });
}

/** Fields of interfaces that not every concrete type has: those that are new here, and those that are gone here. */
export function judgeInterfaceFields(scene: Scene): Fault[] {
  const declared = (document: DocumentNode): [string, FieldDefinitionNode][] =>
    typesOf(document)
      .filter((type) => type.kind === Kind.INTERFACE_TYPE_DEFINITION)
      .flatMap((type) =>
        (membersOf(type) as readonly FieldDefinitionNode[]).map((field): [string, FieldDefinitionNode] => [
          type.name.value,
          field,
        ]),
      );
  const isNew = declared(scene.proposed).flatMap(([type, field]) => ahead(scene, type, field) ?? []);
  const published = [...scene.others.values()].flatMap(declared);
  const unique = new Map(published.map(([type, field]) => [`${type}.${field.name.value}`, { type, field }]));
  return [...isNew, ...[...unique.values()].flatMap(({ type, field }) => behind(scene, type, field))];
}
