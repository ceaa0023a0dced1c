import { v7 } from 'uuid';
import type { ActivityInput } from '../../../schema/contract/activity-inputs';
import { problem, type Problem } from '../../../schema/contract/problem';
import type { RegionRow } from '../../../schema/regions';
import type { Activity } from '../activity';
import { networkUnknown, placeOfOnline } from '../messages';
import type { RegionDefinition } from '../region-definition';
import { storeActivities } from '../region-store';
import { placeColumns } from './activity-place';
import { featuresOf, languagesOf } from './activity-parts';
import { textsOf } from './activity-texts';
import { checkParts, checkSpan, checkTimeZone } from './check-activity';
import { findNetworks } from './known-networks';
import { thisRegion } from './subjects';
import type { WriteOf } from './write';

/** A new activity, as a draft. */
export function draftOf(region: RegionDefinition, input: ActivityInput, now: Date): Activity {
  return Object.assign(new region.types.Activity(), {
    id: v7(),
    kind: input.kind,
    audience: input.audience,
    mode: input.mode,
    status: 'DRAFT',
    titleByLanguage: textsOf(input.title),
    summaryByLanguage: textsOf(input.summary),
    startsAt: input.startsAt,
    endsAt: input.endsAt,
    timeZone: input.timeZone,
    ...placeColumns(input.place),
    capacity: input.capacity ?? null,
    waitlistLimit: input.waitlistLimit ?? null,
    hasPlaces: true,
    storedAccessFeatures: featuresOf(input.accessFeatures),
    languages: languagesOf(input.languages),
    themeSlugs: [...new Set(input.themes)],
    networkId: input.network ?? null,
    createdAt: now,
    publishedAt: null,
  } satisfies Partial<Activity>);
}

function checkPlaceOf({ mode, place }: ActivityInput): Problem[] {
  return mode === 'ONLINE' && place != null ? [problem('INVALID', placeOfOnline(), 'place')] : [];
}

function checkNetwork({ network }: ActivityInput, known: ReadonlySet<string>): Problem[] {
  return network == null || known.has(network) ? [] : [problem('NOT_FOUND', networkUnknown(), 'network')];
}

/** Everything that is wrong with a new activity; `known` are the region's networks. */
export function checkDraft(input: ActivityInput, known: ReadonlySet<string>): Problem[] {
  return [
    ...checkNetwork(input, known),
    ...checkSpan(input, 'endsAt'),
    ...checkTimeZone(input.timeZone),
    ...checkPlaceOf(input),
    ...checkParts(input),
  ];
}

/** Begins an activity as a draft, which only the region's coordinators see. */
export const createActivity: WriteOf<'createActivity', RegionRow, ReadonlySet<string>> = {
  about: thisRegion,
  read: (writing, { network }) => findNetworks(writing, network == null ? [] : [network]),
  check: ({ input, known }) => checkDraft(input, known),
  store: async ({ manager, region, input, now }) => {
    const activity = draftOf(region, input, now);
    return { id: activity.id, changes: await storeActivities({ manager, region, areNew: true }, [activity]) };
  },
};
