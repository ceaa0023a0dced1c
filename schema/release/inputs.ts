import { Kind, print, type InputValueDefinitionNode, type TypeDefinitionNode } from 'graphql';
import { argumentsOf, findMember, membersOf, typesOf } from './document';
import { makeNullable, throughFamily } from './edit';
import { joined, rules, sharersOf, type Fault, type Scene } from './scene';
import { restoreFirst } from './shared-parts';

/** What may be sent to a field, or within an input: each by its coordinate. */
interface Taken {
  readonly at: string;
  readonly value: InputValueDefinitionNode;
}

function takenBy(type: TypeDefinitionNode): Taken[] {
  return membersOf(type).flatMap((member) => {
    const at = `${type.name.value}.${member.name.value}`;
    if (member.kind === Kind.INPUT_VALUE_DEFINITION) return [{ at, value: member }];
    return argumentsOf(member).map((value) => ({ at: `${at}(${value.name.value}:)`, value }));
  });
}

function isRequired({ type, defaultValue }: InputValueDefinitionNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined;
}

function defaultOf({ defaultValue }: InputValueDefinitionNode): string | null {
  return defaultValue ? print(defaultValue) : null;
}

/** Those who have what holds the value: the input, or the field that takes the argument. */
function holdersOf(scene: Scene, type: TypeDefinitionNode, { at }: Taken): [string, TypeDefinitionNode][] {
  const field = /\.(\w+)\(/.exec(at)?.[1];
  return sharersOf(scene, type.name.value).filter(
    ([, other]) => field === undefined || findMember(other, field),
  );
}

function judgeOne(scene: Scene, type: TypeDefinitionNode, taken: Taken): Fault | null {
  const { at, value } = taken;
  const holders = holdersOf(scene, type, taken);
  const theirs = holders.map(([slug, other]) => ({
    slug,
    value: takenBy(other).find((one) => one.at === at)?.value,
  }));
  const lacking = theirs.filter((one) => !one.value).map(({ slug }) => slug);
  if (isRequired(value) && lacking.length > 0) {
    return {
      at,
      what: `${scene.name} requires ${at}, which ${joined(lacking)} ${lacking.length === 1 ? 'does' : 'do'} not know.`,
      rule: rules.input,
      instead: `Make it nullable, and do without it where it is not sent: the API has it once every subgraph has it.`,
      remedy: (document) => throughFamily(document, at, makeNullable),
    };
  }
  const differing = theirs.find((one) => one.value && defaultOf(one.value) !== defaultOf(value));
  if (!differing?.value) return null;
  return {
    at,
    what: `The default of ${at} is ${defaultOf(value) ?? 'none'} in ${scene.name} and ${defaultOf(differing.value) ?? 'none'} in ${differing.slug}.`,
    rule: rules.promise,
    instead: 'Keep the default: clients that send nothing count on it. Another default is a new argument.',
    remedy: (document) => throughFamily(document, at, (all, one) => restoreFirst(scene, all, one)),
  };
}

/** Input fields and arguments that others do not have and this subgraph requires, and defaults that differ. */
export function judgeInputs(scene: Scene): Fault[] {
  return typesOf(scene.proposed).flatMap((type) =>
    takenBy(type).flatMap((taken) => judgeOne(scene, type, taken) ?? []),
  );
}
