import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { JoinNetworkInput } from '../../../schema/contract/join-network-input';
import { payloadOf, type Payload } from '../../kit/payload';
import { Member } from '../member';
import { findMember, type RegionContext } from '../region-context';
import { joinNetwork, type Outcome } from '../writes/join-network';

const MemberPayload = payloadOf('Member', 'member', Member);

/** A member of whom the viewer may know no more than that it was stored. */
function nameless(context: RegionContext, id: string): Member {
  return Object.assign(new context.region.types.Member(), { id, networkIds: [] });
}

/** The answer to a write: the member as the viewer may see it. */
async function memberPayload(context: RegionContext, outcome: Outcome): Promise<Payload> {
  const payload = new MemberPayload();
  if ('problems' in outcome)
    return Object.assign(payload, { member: null, change: null, problems: outcome.problems });
  const { resultId, change } = outcome.made;
  const member = (await findMember(context, resultId)) ?? nameless(context, resultId);
  return Object.assign(payload, { member, change, problems: [] });
}

/** The contract's mutations on this region's own rows. */
@Resolver()
export class LocalMutations {
  @Mutation(() => MemberPayload, {
    description: 'Joins a person or a group to the region. Free, and open to anyone.',
  })
  async joinNetwork(
    @Ctx() context: RegionContext,
    @Arg('input', () => JoinNetworkInput, { description: 'Who joins, and what they consent to.' })
    input: JoinNetworkInput,
  ): Promise<Payload> {
    return memberPayload(context, await joinNetwork(context, input));
  }
}
