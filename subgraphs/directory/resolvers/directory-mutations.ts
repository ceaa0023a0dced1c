import {
  jointMutations,
  mutations,
  type JointMutationName,
  type MutationName,
} from '../../../schema/contract/mutations';
import { mutationResolver } from '../../kit/mutation-resolver';
import { paperPayloads, payloadOf, payloadWith, type Answer } from '../../kit/payload';
import type { DirectoryContext } from '../directory-context';
import { acceptMove } from '../moves/accept-move';
import { eraseMember } from '../person/erase-member';
import { exportMember } from '../person/export-member';
import { routeMutation } from '../routing/route-mutation';
import { Activity, Booking, Member } from '../types/stubs';

const payloads = {
  member: payloadOf('Member', 'member', Member),
  activity: payloadOf('Activity', 'activity', Activity),
  booking: payloadOf('Booking', 'booking', Booking),
  ...paperPayloads,
};

type Perform = (context: DirectoryContext, input: never) => Promise<Answer>;

/** What takes more than the region that decides. */
const inEveryRegion: Readonly<Partial<Record<MutationName, Perform>>> = { exportMember, eraseMember };

/** What one may do: one name for the whole UK, routed to the region that decides and stores, and what is for every region done by all. */
export const DirectoryMutations = mutationResolver<MutationName, DirectoryContext>(mutations, {
  payloads,
  perform: async (name, context, input: object) => {
    const { answers } = mutations[name];
    const answer = await (inEveryRegion[name]?.(context, input as never) ??
      routeMutation(context, { name, input }));
    return payloadWith(payloads[answers], answers, answer);
  },
});

type Joint = (context: DirectoryContext, input: never) => Promise<Answer>;
const performed: Readonly<Record<JointMutationName, Joint>> = { acceptMove };

/** What several regions do together, as the directory has them do it. */
export const JointMutations = mutationResolver<JointMutationName, DirectoryContext>(jointMutations, {
  payloads,
  perform: async (name, context, input) => {
    const { answers } = jointMutations[name];
    return payloadWith(payloads[answers], answers, await performed[name](context, input));
  },
});
