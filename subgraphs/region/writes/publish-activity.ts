import { problem } from '../../../schema/contract/problem';
import { lackingTexts } from '../lacking-texts';
import { isPublished } from '../messages';
import { storeActivities } from '../region-store';
import { activityWrite } from './activity-write';

/** Opens a draft for all to see and to book. */
export const publishActivity = activityWrite<'publishActivity', null>({
  read: () => Promise.resolve(null),
  check: ({ region, thing: activity }) =>
    activity.status === 'PUBLISHED'
      ? [problem('CLOSED', isPublished(), 'id')]
      : lackingTexts(region, activity).map(({ field, words }) =>
          problem('TRANSLATION_MISSING', words, field),
        ),
  store: async ({ manager, region, thing: activity, now }) => {
    Object.assign(activity, { status: 'PUBLISHED', publishedAt: now });
    return { id: activity.id, changes: await storeActivities({ manager, region }, [activity]) };
  },
});
