import { v7 } from 'uuid';
import { lockOne } from '../../kit/database/lock';
import type { Member } from '../member';
import { erasePerson } from '../person/erase-person';
import { findErasure, type Erasure } from '../person/erasure';
import { refusalUnderWay } from './member-write';
import type { Subject, WriteOf } from './write';

/** A member, or one who was erased. */
interface Person {
  readonly id: string;
  /** Locked; null for one who was erased. */
  readonly member: Member | null;
  readonly erasure: Erasure | null;
}

// Who was erased is known to those who may have asked for it, and to nobody else.
const erased = { visibility: 'PRIVATE', status: 'LEFT' } as const;

const personById: Subject<{ id: string }, Person> = {
  lock: async ({ manager, region }, { id }) => {
    const member = await lockOne(manager, region.types.Member, id);
    const erasure = member ? null : await findErasure(manager, id);
    return member || erasure ? { id, member, erasure } : null;
  },
  listedTo: ({ policy, row }, { id, member }) =>
    policy.memberListedTo(member ?? ({ id, ...erased } as Member), row.slug),
};

/** Erases a member, who may have left. One who was erased already is answered with the same receipt. */
export const eraseMember: WriteOf<'eraseMember', Person, null> = {
  about: personById,
  read: () => Promise.resolve(null),
  check: ({ thing: { member } }) => {
    const refusal = member && refusalUnderWay(member);
    return refusal ? [refusal] : [];
  },
  store: async ({ thing: { id, member, erasure }, ...writing }) => {
    if (erasure) return { id: erasure.receipt, changes: [] };
    const receipt = v7();
    return { id: receipt, changes: await erasePerson(writing, { id, member, receipt }) };
  },
};
