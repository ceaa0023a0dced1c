import type { Member } from '../member';
import { memberById } from './subjects';
import type { WriteOf } from './write';

/** Lets those read all about a member, who may have left, whom it is for. It stores nothing; the answer reads. */
export const exportMember: WriteOf<'exportMember', Member, null> = {
  about: memberById,
  read: () => Promise.resolve(null),
  check: () => [],
  store: ({ thing: { id } }) => Promise.resolve({ id, changes: [] }),
  isRepeated: true,
};
