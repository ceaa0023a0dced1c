import { recordLook } from '../access-log-entry';
import type { Member } from '../member';
import { memberById } from './subjects';
import type { WriteOf } from './write';

/** Lets those read all about a member, who may have left, whom it is for. That they did is all that is stored; the answer reads. */
export const exportMember: WriteOf<'exportMember', Member, null> = {
  about: memberById,
  read: () => Promise.resolve(null),
  check: () => [],
  store: async ({ manager, viewer, now, thing: { id } }) => {
    await recordLook({ manager, viewer, now, members: [id], what: ['exportMember'] });
    return { id, changes: [] };
  },
  isRepeated: true,
};
