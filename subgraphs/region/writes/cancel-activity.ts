import { In } from 'typeorm';
import { problem } from '../../../schema/contract/problem';
import { isLive } from '../availability';
import { isOver } from '../messages';
import { storeActivities } from '../region-store';
import { activityWrite } from './activity-write';

/** Cancels an activity and tells its bookings by their status. A draft that is cancelled stays unseen. */
export const cancelActivity = activityWrite<'cancelActivity', null>({
  read: () => Promise.resolve(null),
  check: ({ thing: { status, endsAt }, now }) =>
    status === 'PUBLISHED' && endsAt <= now ? [problem('CLOSED', isOver(), 'id')] : [],
  store: async ({ manager, region, thing: activity }) => {
    await manager.update(
      region.types.Booking,
      { activityId: activity.id, status: In([...isLive]) },
      { status: 'CANCELLED', position: null, offerExpiresAt: null },
    );
    Object.assign(activity, { status: 'CANCELLED', hasPlaces: true });
    return { id: activity.id, changes: await storeActivities({ manager, region }, [activity]) };
  },
});
