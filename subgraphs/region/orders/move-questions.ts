import { maySee } from '../policy';
import type { Order } from './order';

/** Says where a member asks to move, to whoever may find the member. */
export const movingTo: Order<'movingTo'> = async ({ db, region, viewer }, { id }) => {
  const { types, policy, row } = region;
  const member = await db.read.findOneBy(types.Member, { id });
  const isTheirs = member !== null && maySee(viewer, policy.memberListedTo(member, row.slug));
  return isTheirs && member.status === 'ACTIVE' ? member.movingTo : null;
};

/** Says whether the viewer may take members in. */
export const mayAccept: Order<'mayAccept'> = ({ region: { policy, row }, viewer }) =>
  Promise.resolve(policy.mayAcceptMove(viewer, row.slug));
