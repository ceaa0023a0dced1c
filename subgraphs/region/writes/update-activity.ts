import type { UpdateActivityInput } from '../../../schema/contract/activity-inputs';
import { problem, type Problem } from '../../../schema/contract/problem';
import type { Activity } from '../activity';
import { lackingTexts } from '../lacking-texts';
import { capacityTaken, placeOfOnline } from '../messages';
import type { RegionDefinition } from '../region-definition';
import { storeActivities } from '../region-store';
import { hasPlacesLeft, settle, tallyOf, type Tally } from '../waiting-list';
import { placeColumns } from './activity-place';
import { featuresOf, languagesOf } from './activity-parts';
import { textsOf } from './activity-texts';
import { activityWrite } from './activity-write';
import { checkParts, checkSpan } from './check-activity';

type TextColumns = Partial<Pick<Activity, 'titleByLanguage' | 'summaryByLanguage'>>;

function textColumns({ title, summary }: UpdateActivityInput): TextColumns {
  return {
    ...(title && { titleByLanguage: textsOf(title) }),
    ...(summary !== undefined && { summaryByLanguage: textsOf(summary) }),
  };
}

/** What has become only online has no place any more. */
function whereColumns({ mode, place }: UpdateActivityInput): Partial<Activity> {
  const isGiven = place !== undefined || mode === 'ONLINE';
  return { ...(mode && { mode }), ...(isGiven && placeColumns(place)) };
}

function howManyColumns({ capacity, waitlistLimit }: UpdateActivityInput): Partial<Activity> {
  return {
    ...(capacity !== undefined && { capacity }),
    ...(waitlistLimit !== undefined && { waitlistLimit }),
  };
}

function columnsOf(input: UpdateActivityInput): Partial<Activity> {
  const { startsAt, endsAt, accessFeatures, languages, themes } = input;
  return {
    ...textColumns(input),
    ...(startsAt && { startsAt }),
    ...(endsAt && { endsAt }),
    ...whereColumns(input),
    ...howManyColumns(input),
    ...(accessFeatures && { storedAccessFeatures: featuresOf(accessFeatures) }),
    ...(languages && { languages: languagesOf(languages) }),
    ...(themes && { themeSlugs: [...new Set(themes)] }),
  };
}

/** What is published stays in every language that the region requires. */
function checkPublished(region: RegionDefinition, activity: Activity, input: UpdateActivityInput): Problem[] {
  if (activity.status !== 'PUBLISHED' || (!input.title && !input.summary)) return [];
  const { id, titleByLanguage, summaryByLanguage } = activity;
  const texts = { id, titleByLanguage, summaryByLanguage, ...textColumns(input) };
  return lackingTexts(region, texts).map(({ field, words }) => problem('TRANSLATION_MISSING', words, field));
}

function checkPlaceOf({ mode, place }: UpdateActivityInput, activity: Activity): Problem[] {
  const isOnline = (mode ?? activity.mode) === 'ONLINE';
  return isOnline && place != null ? [problem('INVALID', placeOfOnline(), 'place')] : [];
}

/** What is wrong with how many can take part, where so many hold a place already. */
export function checkCapacity({ capacity }: Pick<UpdateActivityInput, 'capacity'>, held: number): Problem[] {
  return capacity != null && capacity >= 1 && capacity < held
    ? [problem('INVALID', capacityTaken(held), 'capacity')]
    : [];
}

/** Changes an activity; what is left out stays as it is. Places that it gains are offered to those who wait. */
export const updateActivity = activityWrite<'updateActivity', Tally>({
  read: (writing, { id }) => tallyOf(writing, id),
  check: ({ region, input, thing: activity, known: { held } }) => {
    const span = { startsAt: input.startsAt ?? activity.startsAt, endsAt: input.endsAt ?? activity.endsAt };
    return [
      ...checkSpan(span, input.endsAt ? 'endsAt' : 'startsAt'),
      ...checkPlaceOf(input, activity),
      ...checkParts(input),
      ...checkCapacity(input, held),
      ...checkPublished(region, activity, input),
    ];
  },
  store: async ({ manager, region, input, thing: activity, known, now }) => {
    Object.assign(activity, columnsOf(input));
    const tally = await settle({ manager, region, now }, activity, known);
    activity.hasPlaces = hasPlacesLeft(activity, tally);
    return { id: activity.id, changes: await storeActivities({ manager, region }, [activity]) };
  },
});
