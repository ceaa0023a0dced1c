import { Field, ObjectType } from 'type-graphql';
import { Problem } from '../../schema/contract/problem';

type Type = abstract new () => object;

/** What a mutation answers: the thing, its place in the feed, and what a person can put right. */
export interface Payload {
  /** Null when there are problems. */
  readonly change: string | null;
  readonly problems: readonly Problem[];
}

/** The type of a mutation's answer, with the thing under `field`. */
export function payloadOf(name: string, field: string, Node: Type): new () => Payload {
  @ObjectType(`${name}Payload`, {
    description: `What came of it: the ${field}, or the problems that stood in the way.`,
  })
  class MutationPayload implements Payload {
    @Field(() => String, {
      nullable: true,
      description:
        'Opaque place of the change. Send it as the header `x-read-after`: lists then hold it, or `extensions.behind` names who is not there yet.',
    })
    change!: string | null;

    @Field(() => [Problem], {
      description: 'Everything that a person can put right; empty when it was done.',
    })
    problems!: readonly Problem[];
  }
  Field(() => Node, { nullable: true, description: `The ${field}; null when there are problems.` })(
    MutationPayload.prototype,
    field,
  );
  return MutationPayload;
}
