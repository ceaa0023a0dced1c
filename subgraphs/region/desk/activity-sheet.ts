import { In } from 'typeorm';
import type { ActivityInput } from '../../../schema/contract/activity-inputs';
import type { Change } from '../../kit/changes/change-record';
import { lockMany } from '../../kit/database/lock';
import type { Activity } from '../activity';
import { isCancelled } from '../messages';
import { storeActivities } from '../region-store';
import { hasPlacesLeft, settle, tallyOf, type Tally } from '../waiting-list';
import { draftOf } from '../writes/create-activity';
import { checkCapacity } from '../writes/update-activity';
import { activityColumns } from './activity-columns';
import { readActivity, sayLacking, textsAfter, type ActivityRow } from './activity-row';
import { cellProblem, type CellProblem } from './cells';
import * as messages from './messages';
import type { Brought, Desk, DeskWork, Kept, Sheet } from './sheet';

/** An activity that is there, with its bookings in numbers. */
interface StoredActivity {
  readonly activity: Activity;
  readonly tally: Tally;
}

const placeFields = ['placeName', 'locality', 'outcode', 'placeGss', 'latitude', 'longitude'] as const;

/** Columns of the sheet by those of the activity: a place comes and goes as a whole. */
const fieldsOf: Readonly<Record<string, readonly (keyof Activity)[]>> = {
  kind: ['kind'],
  audience: ['audience'],
  startsAt: ['startsAt'],
  endsAt: ['endsAt'],
  timeZone: ['timeZone'],
  mode: ['mode'],
  placeName: placeFields,
  locality: placeFields,
  postcode: placeFields,
  gss: placeFields,
  latitude: placeFields,
  longitude: placeFields,
  capacity: ['capacity'],
  waitlistLimit: ['waitlistLimit'],
  accessFeatures: ['storedAccessFeatures'],
  languages: ['languages'],
  themes: ['themeSlugs'],
  network: ['networkId'],
};

/** A new activity as a row says it. */
function made({ region, now }: Desk, { input, status }: ActivityRow): Activity {
  const whole: ActivityInput = {
    ...input,
    startsAt: new Date(input.startsAt),
    endsAt: new Date(input.endsAt),
  };
  const activity = draftOf(region, whole, now);
  return status === 'PUBLISHED' ? Object.assign(activity, { status, publishedAt: now }) : activity;
}

/** What a row makes of an activity that is there; the activity itself stays as it is. */
function after(desk: Desk, row: ActivityRow, activity: Activity): Partial<Activity> {
  const draft = made(desk, row);
  const told = new Set(row.told.flatMap((column) => fieldsOf[column] ?? []));
  if (told.has('mode') && draft.mode === 'ONLINE') for (const field of placeFields) told.add(field);
  const isOpened = row.status === 'PUBLISHED' && activity.status === 'DRAFT';
  return {
    ...Object.fromEntries([...told].map((field) => [field, draft[field]])),
    titleByLanguage: textsAfter(row, 'title', activity.titleByLanguage),
    summaryByLanguage: textsAfter(row, 'summary', activity.summaryByLanguage),
    ...(isOpened && { status: 'PUBLISHED', publishedAt: desk.now }),
  };
}

function sorted(value: unknown): unknown {
  const isTexts =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
  return isTexts ? Object.fromEntries(Object.entries(value).sort()) : value;
}

/** The fields that are other than they were. */
function differing(activity: Activity, columns: Partial<Activity>): (keyof Activity)[] {
  const textOf = (value: unknown): string => JSON.stringify(sorted(value ?? null));
  return (Object.keys(columns) as (keyof Activity)[]).filter(
    (field) => textOf(activity[field]) !== textOf(columns[field]),
  );
}

async function find(
  work: DeskWork,
  ids: readonly string[],
  { isLocked }: { isLocked: boolean },
): Promise<Map<string, StoredActivity>> {
  const { manager, region } = work;
  const { Activity } = region.types;
  const activities = isLocked
    ? await lockMany(manager, Activity, ids)
    : await manager.findBy(Activity, { id: In([...ids]) });
  const stored = new Map<string, StoredActivity>();
  for (const activity of activities)
    stored.set(activity.id, { activity, tally: await tallyOf(work, activity.id) });
  return stored;
}

function refuse(
  desk: Desk,
  { row, stored, externalId: id }: Brought<ActivityRow, StoredActivity>,
): CellProblem[] {
  const there = stored?.activity;
  if (there?.status === 'CANCELLED') return [cellProblem('externalId', 'CLOSED', isCancelled())];
  const problems: CellProblem[] = [];
  if (there?.status === 'PUBLISHED' && row.status === 'DRAFT')
    problems.push(cellProblem('status', 'CLOSED', messages.noDraftAgain()));
  const { status, titleByLanguage, summaryByLanguage } = Object.assign(
    made(desk, row),
    there,
    there && after(desk, row, there),
  );
  if (status === 'PUBLISHED')
    sayLacking(desk, { id, titleByLanguage, summaryByLanguage }, (column, { words }) => {
      problems.push(cellProblem(column, 'TRANSLATION_MISSING', words));
    });
  const taken = stored ? checkCapacity(row.input, stored.tally.held) : [];
  return [...problems, ...taken.map(({ code, message }) => ({ column: 'capacity', code, message }))];
}

async function renew(
  work: DeskWork,
  { row, stored }: { row: ActivityRow; stored: StoredActivity },
): Promise<boolean> {
  const { activity, tally } = stored;
  const columns = after(work, row, activity);
  if (differing(activity, columns).length === 0) return false;
  Object.assign(activity, columns);
  activity.hasPlaces = hasPlacesLeft(activity, await settle(work, activity, tally));
  return true;
}

async function store(
  work: DeskWork,
  rows: readonly Brought<ActivityRow, StoredActivity>[],
): Promise<{ kept: Kept[]; changes: Change[] }> {
  const { manager, region } = work;
  const isNew: Activity[] = [];
  const changed: Activity[] = [];
  const kept: Kept[] = [];
  for (const { row, stored } of rows) {
    const activity = stored?.activity ?? made(work, row);
    const isOther = stored === null || (await renew(work, { row, stored }));
    if (!stored) isNew.push(activity);
    else if (isOther) changed.push(activity);
    kept.push({ id: activity.id, outcome: !stored ? 'made' : isOther ? 'changed' : 'same' });
  }
  const known = changed.length === 0 ? [] : await storeActivities({ manager, region }, changed);
  return { kept, changes: [...known, ...(await storeActivities({ manager, region, areNew: true }, isNew))] };
}

/** Activities, as a coordinator's sheet has them. */
export const activitySheet: Sheet<ActivityRow, StoredActivity> = {
  kind: 'ACTIVITY',
  noun: 'activities',
  columns: activityColumns,
  read: readActivity,
  find,
  refuse,
  closed: (stored) => (stored ? null : cellProblem('externalId', 'CLOSED', messages.activityGone())),
  store,
};
