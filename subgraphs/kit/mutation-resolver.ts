import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { MutationRow } from '../../schema/contract/mutations';
import type { RequestContext } from './context';
import type { Payload } from './payload';

type Class = new () => object;

/** What mutations of a list have in common in one subgraph. */
export interface MutationParts<Name extends string, Context extends RequestContext> {
  /** The type of the answer, by the field that holds the thing. */
  readonly payloads: Readonly<Record<MutationRow['answers'], new () => Payload>>;
  readonly perform: (name: Name, context: Context, input: never) => Promise<Payload>;
}

/** The resolver of a list of mutations: each takes one `input`, and `perform` answers it. */
export function mutationResolver<Name extends string, Context extends RequestContext>(
  rows: Readonly<Record<Name, MutationRow>>,
  { payloads, perform }: MutationParts<Name, Context>,
): Class {
  @Resolver()
  class Mutations {}
  for (const [name, { description, input, answers }] of Object.entries<MutationRow>(rows)) {
    const value = (context: Context, sent: never): Promise<Payload> => perform(name as Name, context, sent);
    const descriptor = { value };
    Object.defineProperty(Mutations.prototype, name, descriptor);
    Mutation(() => payloads[answers], { description })(Mutations.prototype, name, descriptor);
    Ctx()(Mutations.prototype, name, 0);
    Arg('input', () => input, { description: 'All that it needs to know.' })(Mutations.prototype, name, 1);
  }
  return Mutations;
}
