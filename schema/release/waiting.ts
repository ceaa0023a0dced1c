import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  type GraphQLSchema,
} from 'graphql';
import { argumentsOf, findMember, membersOf, typesOf, type Member } from './document';
import { readCoordinate } from './edit';
import { isHidden, joined, sharersOf, type Scene } from './scene';

/** The type of a part of the API as it is written; null where the API has no such part. */
function typeInApi(api: GraphQLSchema, at: string): string | null {
  const { type, member = '', argument } = readCoordinate(at);
  const known = api.getType(type);
  if (isEnumType(known)) return known.getValue(member) ? member : null;
  if (isInputObjectType(known)) return known.getFields()[member]?.type.toString() ?? null;
  if (!isObjectType(known) && !isInterfaceType(known)) return null;
  const field = known.getFields()[member];
  if (argument === undefined) return field?.type.toString() ?? null;
  return field?.args.find(({ name }) => name === argument)?.type.toString() ?? null;
}

/** A part of a type, and the same part as the others who have the type have it. */
interface Part {
  readonly at: string;
  readonly member: Member;
  readonly theirs: readonly { readonly slug: string; readonly member: Member | undefined }[];
}

function lackIt(slugs: readonly string[]): string {
  return `${joined(slugs)} ${slugs.length === 1 ? 'has' : 'have'} it not`;
}

function whyNotInApi({ at, member, theirs }: Part, self: string): string[] {
  const hiding = [{ slug: self, member }, ...theirs].filter((one) => isHidden(one.member));
  const lacking = theirs.filter((one) => !one.member).map(({ slug }) => slug);
  const reasons = [
    ...(hiding.length > 0 ? [`it is @inaccessible in ${joined(hiding.map(({ slug }) => slug))}`] : []),
    ...(lacking.length > 0 ? [lackIt(lacking)] : []),
  ];
  return reasons.length > 0 ? [`${at} is not in the API yet: ${reasons.join('; ')}.`] : [];
}

function waitingArguments({ at, member, theirs }: Part, api: GraphQLSchema): string[] {
  return argumentsOf(member)
    .map(({ name }) => name.value)
    .filter((name) => typeInApi(api, `${at}(${name}:)`) === null)
    .map((name) => {
      const has = (other: Member): boolean => argumentsOf(other).some((one) => one.name.value === name);
      const lacking = theirs.filter((one) => one.member && !has(one.member)).map(({ slug }) => slug);
      return `${at}(${name}:) is not in the API yet: ${lackIt(lacking)}.`;
    });
}

function waitingIn(part: Part, self: string, api: GraphQLSchema): string[] {
  const { at, member, theirs } = part;
  const known = typeInApi(api, at);
  if (known === null) return whyNotInApi(part, self);
  const type = member.kind === Kind.ENUM_VALUE_DEFINITION ? known : print(member.type);
  const isNarrower = theirs.length > 0 && type !== known;
  return [
    ...(isNarrower ? [`${at} stays ${known} in the API until all say ${type}.`] : []),
    ...waitingArguments(part, api),
  ];
}

/** What is deployed and clients do not see yet, each with what it waits for: one sentence for each part. */
export function findWaiting(scene: Scene, api: GraphQLSchema): string[] {
  return typesOf(scene.proposed).flatMap((type) => {
    const sharers = sharersOf(scene, type.name.value);
    return membersOf(type).flatMap((member) => {
      const name = member.name.value;
      const theirs = sharers.map(([slug, other]) => ({ slug, member: findMember(other, name) }));
      return waitingIn({ at: `${type.name.value}.${name}`, member, theirs }, scene.name, api);
    });
  });
}
