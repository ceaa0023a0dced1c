import { Kind, print } from 'graphql';
import { findMember, membersOf, typesOf, type Member } from './document';
import { throughFamily } from './edit';
import { joined, rules, sharersOf, type Fault, type Scene } from './scene';
import { restoreFirst } from './shared-parts';

// Composition reconciles types that differ in "!" alone.
function plainType(member: Member | undefined): string | null {
  return member && member.kind !== Kind.ENUM_VALUE_DEFINITION ? print(member.type).replaceAll('!', '') : null;
}

/** Fields that others have too, of another type: changed, or of a type that has another name here. */
export function judgeSameTypes(scene: Scene): Fault[] {
  return typesOf(scene.proposed).flatMap((type) =>
    membersOf(type).flatMap((member) => {
      const name = member.name.value;
      const own = plainType(member);
      const differing = sharersOf(scene, type.name.value)
        .map(([slug, other]) => ({ slug, type: plainType(findMember(other, name)) }))
        .filter((other) => other.type !== null && other.type !== own);
      const [first] = differing;
      if (!first || own === null) return [];
      const at = `${type.name.value}.${name}`;
      return {
        at,
        what: `${at} is ${own} in ${scene.name} and ${first.type ?? 'nothing'} in ${joined(differing.map(({ slug }) => slug))}.`,
        rule: rules.promise,
        instead: `Keep its type. What is of another type is a new field beside it, under another name; a type that all have keeps its name.`,
        remedy: (document) => throughFamily(document, at, (all, one) => restoreFirst(scene, all, one)),
      } satisfies Fault;
    }),
  );
}
