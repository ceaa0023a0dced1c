import { problem } from '../../../schema/contract/problem';
import { findRegion } from '../../../schema/regions';
import { regionUnknown } from '../messages';
import { storeMember } from '../region-store';
import { memberWrite } from './member-write';

/** Asks for a move, in place of what was asked before; for its own region, it asks for none any more. */
export const requestMove = memberWrite<'requestMove', null>({
  read: () => Promise.resolve(null),
  check: ({ input: { to } }) => (findRegion(to) ? [] : [problem('NOT_FOUND', regionUnknown(), 'to')]),
  store: async ({ manager, region, input: { to }, thing: member }) => {
    member.movingTo = to === region.row.slug ? null : to;
    return { id: member.id, changes: await storeMember({ manager, region }, member) };
  },
});
