import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { JoinNetworkInput } from '../../../schema/contract/join-network-input';
import { problem } from '../../../schema/contract/problem';
import { checkRegions } from '../../catalogue/region-filter';
import { payloadOf, type Payload } from '../../kit/payload';
import type { DirectoryContext } from '../directory-context';
import { regionSilent } from '../messages';
import { callRegion, RegionSilent, type RegionMutation } from '../routing/call-region';
import { Member } from '../types/stubs';

const MemberPayload = payloadOf('Member', 'member', Member);

/** Passes a mutation on to the region that is to do it, and answers with the reference of what it made. */
async function route(
  context: DirectoryContext,
  type: new () => Payload,
  mutation: RegionMutation,
): Promise<Payload> {
  const { region, field } = mutation;
  try {
    const { thing, change, problems } = await callRegion(context.regionCalls, context, mutation);
    return Object.assign(new type(), {
      [field]: thing,
      change: change === null ? null : context.positions.sign(change),
      problems,
    });
  } catch (error) {
    if (!(error instanceof RegionSilent)) throw error;
    context.log.warn(
      { err: error.cause, region, mutation: mutation.name },
      'a routed mutation got no answer',
    );
    const problems = [problem('REGION_UNAVAILABLE', regionSilent(region), 'region')];
    return Object.assign(new type(), { [field]: null, change: null, problems });
  }
}

/** What one may do: one name for the whole UK, routed to the region that decides and stores. */
@Resolver()
export class DirectoryMutations {
  @Mutation(() => MemberPayload, {
    description:
      'Joins a person or a group to a region: free, and open to anyone. All problems of the input are answered at once. The region stores it, or nobody does.',
  })
  joinNetwork(
    @Ctx() context: DirectoryContext,
    @Arg('input', () => JoinNetworkInput, { description: 'Who joins, where, and what they consent to.' })
    input: JoinNetworkInput,
  ): Promise<Payload> {
    checkRegions([input.region]);
    const { region } = input;
    return route(context, MemberPayload, {
      region,
      name: 'joinNetwork',
      inputType: 'JoinNetworkInput',
      input,
      field: 'member',
    });
  }
}
