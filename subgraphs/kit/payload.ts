import { Field, ObjectType } from 'type-graphql';
import { EraseReceipt } from '../../schema/contract/erase-receipt';
import { Problem } from '../../schema/contract/problem';

type Type = (abstract new () => object) | typeof String;

/** What a mutation answers: what came of it, in a field of its own, and what a person can put right. */
export interface Payload {
  readonly problems: readonly Problem[];
}

/** What came of a mutation: the thing with its place in the feed, or what stood in the way. */
export interface Answer {
  readonly thing: object | string | null;
  /** Null when there are problems, and where no list tells of it. */
  readonly change: string | null;
  readonly problems: readonly Problem[];
}

/** A mutation's answer of a type that `payloadOf` made. */
export function payloadWith(
  type: new () => Payload,
  field: string,
  { thing, change, problems }: Answer,
): Payload {
  return Object.assign(new type(), { [field]: thing, change, problems });
}

const changeDescription =
  'Opaque place of the change. Send it as the header `x-read-after`: lists then hold it, or `extensions.behind` names who is not there yet.';

/** One type of answer. */
interface PayloadParts {
  readonly name: string;
  /** Name of the field that holds what came of it. */
  readonly field: string;
  readonly of: Type;
  readonly description: string;
  /** False for what no list tells of. */
  readonly hasChange: boolean;
}

function payloadType({ name, field, of, description, hasChange }: PayloadParts): new () => Payload {
  @ObjectType(`${name}Payload`, {
    description: `What came of it: the ${field}, or the problems that stood in the way.`,
  })
  class MutationPayload implements Payload {
    @Field(() => [Problem], {
      description: 'Everything that a person can put right; empty when it was done.',
    })
    problems!: readonly Problem[];
  }
  const { prototype } = MutationPayload;
  if (hasChange) Field(() => String, { nullable: true, description: changeDescription })(prototype, 'change');
  Field(() => of, { nullable: true, description })(prototype, field);
  return MutationPayload;
}

/** The type of a mutation's answer, with the thing under `field`. */
export function payloadOf(name: string, field: string, of: Type): new () => Payload {
  const description = `The ${field}; null when there are problems.`;
  return payloadType({ name, field, of, description, hasChange: true });
}

/** What is answered about all that is held about somebody: the same wherever it is asked. */
export const paperPayloads = {
  document: payloadType({
    name: 'Export',
    field: 'document',
    of: String,
    description:
      'The document; null when it is not for you. With a problem beside it, it lacks what the problem says.',
    hasChange: false,
  }),
  receipt: payloadType({
    name: 'Erase',
    field: 'receipt',
    of: EraseReceipt,
    description:
      'The receipt; null when nothing was erased. With a problem beside it, a part is still to be erased.',
    hasChange: false,
  }),
};
