import { recordLook } from '../access-log-entry';
import type { Member } from '../member';
import { memberById } from './subjects';
import type { WriteOf } from './write';

/** Lets those read all about a member, who may have left, whom it is for. That they did is all that is stored; the answer reads. */
export const exportMember: WriteOf<'exportMember', Member, null> = {
  about: memberById,
  read: () => Promise.resolve(null),
  check: () => [],
  store: async ({ thing: { id }, ...writing }) => {
    if (id !== writing.viewer.memberId)
      await recordLook({ ...writing, members: [id], what: ['exportMember'] });
    return { id, changes: [] };
  },
  isRepeated: true,
};
