import { Kind, type DocumentNode, type TypeDefinitionNode } from 'graphql';
import { findMember, hasDirective, membersOf, namedType, typesOf, type Member } from './document';
import { findRegion } from '../regions';
import { addDirective, renameType, restore } from './edit';
import { isHidden, joined, modelsFor, rules, sharersOf, type Fault, type Scene } from './scene';

const roots = ['Query', 'Mutation', 'Subscription'];

/** Whether all who have the type must have all of it: an object type without a key, or an enum. */
function isShared(type: TypeDefinitionNode): boolean {
  if (type.kind === Kind.ENUM_TYPE_DEFINITION) return true;
  return (
    type.kind === Kind.OBJECT_TYPE_DEFINITION &&
    !hasDirective(type, 'key') &&
    !roots.includes(type.name.value)
  );
}

/** Whether some subgraph gives values of the type out. */
function isOutput(documents: readonly DocumentNode[], name: string): boolean {
  return documents
    .flatMap(typesOf)
    .some((type) =>
      membersOf(type).some(
        (member) => member.kind === Kind.FIELD_DEFINITION && namedType(member.type) === name,
      ),
    );
}

function describe(type: TypeDefinitionNode, member: string): string {
  return type.kind === Kind.ENUM_TYPE_DEFINITION
    ? `the value ${member} of the enum ${type.name.value}`
    : `the field "${member}" of ${type.name.value}`;
}

function missingElsewhere(scene: Scene, type: TypeDefinitionNode, member: Member): Fault | null {
  const name = member.name.value;
  const sharers = sharersOf(scene, type.name.value);
  const lacking = sharers.filter(([, other]) => !findMember(other, name)).map(([slug]) => slug);
  const isHiddenSomewhere = [member, ...sharers.map(([, other]) => findMember(other, name))].some(isHidden);
  if (lacking.length === 0 || isHiddenSomewhere) return null;
  const documents = [scene.proposed, ...scene.others.values()];
  // What is only taken in is left out by composition until all have it, like an input field: nothing to hide.
  if (type.kind === Kind.ENUM_TYPE_DEFINITION && !isOutput(documents, type.name.value)) return null;
  const at = `${type.name.value}.${name}`;
  return {
    at,
    what: `${scene.name} has ${describe(type, name)}; ${joined(lacking)} ${lacking.length === 1 ? 'has' : 'have'} not.`,
    rule: rules.shared,
    instead: `Publish it as "${name} @inaccessible": it is deployed, and clients do not see it yet. When ${joined([scene.name, ...lacking])} all have it, each publishes it without @inaccessible; the last one opens it.${type.kind === Kind.ENUM_TYPE_DEFINITION ? ' Give it out in no answer before: who met it would read null, with an error.' : ''}`,
    remedy: (document) => addDirective(document, at, 'inaccessible'),
  };
}

function missingHere(scene: Scene, type: TypeDefinitionNode): Fault[] {
  const name = type.name.value;
  const sharers = sharersOf(scene, name);
  const theirs = sharers.flatMap(([, other]) => membersOf(other)).map((member) => member.name.value);
  return (
    [...new Set(theirs)]
      .filter((member) => !findMember(type, member))
      .filter((member) => !sharers.some(([, other]) => isHidden(findMember(other, member))))
      // Taken in only, and in no API: another subgraph is ahead, and composition leaves it out.
      .filter((member) => isOutput([...scene.others.values()], name) || isInApi(scene, name, member))
      .map((member) => ({
        at: `${name}.${member}`,
        what: `${scene.name} lacks ${describe(type, member)}, which others give openly.`,
        rule: rules.promise,
        instead: `Keep it, with @deprecated if it is to go; it may be without use. It can go once it is @inaccessible everywhere, which clients must agree to.`,
        remedy: (document: DocumentNode) => restoreFirst(scene, document, `${name}.${member}`),
      }))
  );
}

function isInApi({ api }: Scene, type: string, member: string): boolean {
  const found = api?.getType(type);
  if (!found) return false;
  if ('getValue' in found && typeof found.getValue === 'function') return Boolean(found.getValue(member));
  return 'getFields' in found && member in found.getFields();
}

/** Puts a part back as this subgraph had it, or else as another has it. */
export function restoreFirst(scene: Scene, document: DocumentNode, at: string): DocumentNode {
  for (const model of modelsFor(scene)) {
    const edited = restore(document, at, model);
    if (edited !== document) return edited;
  }
  return document;
}

function isShareable(type: TypeDefinitionNode): boolean {
  return (
    hasDirective(type, 'shareable') || membersOf(type).every((field) => hasDirective(field, 'shareable'))
  );
}

function notShareable(scene: Scene, type: TypeDefinitionNode): Fault | null {
  if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) return null;
  const name = type.name.value;
  const keeping = sharersOf(scene, name)
    .filter(([, other]) => !isShareable(other))
    .map(([slug]) => slug);
  if (isShareable(type) && keeping.length === 0) return null;
  const { prefix } = findRegion(scene.name) ?? {};
  const ownName = prefix === undefined ? null : `${prefix}${name}`;
  return {
    at: name,
    what: `${joined([scene.name, ...sharersOf(scene, name).map(([slug]) => slug)])} each have a type ${name}, and ${joined(keeping.length > 0 ? keeping : [scene.name])} does not share it.`,
    rule: rules.shareable,
    instead:
      keeping.length === 0
        ? `Write "type ${name} @shareable".`
        : `Give yours a name of your own${ownName === null ? '' : `, such as ${ownName}`}, or have ${joined(keeping)} publish it @shareable first.`,
    remedy: (document) => {
      if (keeping.length === 0) return addDirective(document, name, 'shareable');
      return ownName === null ? document : renameType(document, name, ownName);
    },
  };
}

/** Parts of shared object types and enums that not all have: new ones are to be hidden, old ones to be kept. */
export function judgeSharedParts(scene: Scene): Fault[] {
  const shared = typesOf(scene.proposed).filter(
    (type) => isShared(type) && sharersOf(scene, type.name.value).some(([, other]) => isShared(other)),
  );
  return shared.flatMap((type) => [
    ...[notShareable(scene, type)].filter((fault) => fault !== null),
    ...membersOf(type).flatMap((member) => missingElsewhere(scene, type, member) ?? []),
    ...missingHere(scene, type),
  ]);
}
