import { standingOf } from '../member-standing';
import { findErasure } from '../person/erasure';
import type { Order } from './order';

/** Says how a member of this region stands, as far as a host elsewhere may know. */
export const standing: Order<'standing'> = async ({ db: { read }, region: { types } }, { id }) => {
  const member = await read.findOneBy(types.Member, { id });
  if (!member) return (await findErasure(read, id)) && { is: 'gone' };
  if (member.status === 'MOVED' && member.movedTo !== null) return { is: 'moved', to: member.movedTo };
  return member.status === 'ACTIVE' ? standingOf(read, member) : { is: 'gone' };
};
