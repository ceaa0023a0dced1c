import type { RegionRow } from '../../../schema/regions';
import { lockOne } from '../../kit/database/lock';
import type { Activity } from '../activity';
import type { Member } from '../member';
import type { Subject } from './write';

interface WithId {
  readonly id: string;
}

/** The region itself, which something new is made in. */
export const thisRegion: Subject<unknown, RegionRow> = {
  lock: ({ region }) => Promise.resolve(region.row),
  listedTo: () => ['public'],
};

/** The member that the input names. */
export const memberById: Subject<WithId, Member> = {
  lock: ({ manager, region }, { id }) => lockOne(manager, region.types.Member, id),
  listedTo: ({ policy, row }, member) => policy.memberListedTo(member, row.slug),
};

/** The activity that the input names. */
export const activityById: Subject<WithId, Activity> = {
  lock: ({ manager, region }, { id }) => lockOne(manager, region.types.Activity, id),
  listedTo: ({ policy, row }, activity) => policy.activityListedTo(activity, row.slug),
};
