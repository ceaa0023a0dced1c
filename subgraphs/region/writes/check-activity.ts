import type { ActivityInput, UpdateActivityInput } from '../../../schema/contract/activity-inputs';
import { problem, type Problem } from '../../../schema/contract/problem';
import * as messages from '../messages';
import { isAccessFeature, isTheme } from '../vocabulary';
import { checkPlace } from './activity-place';
import { checkTexts } from './activity-texts';
import { checkLanguage } from './check-member';

const MAX_CAPACITY = 100_000;

type Given = Partial<ActivityInput> | UpdateActivityInput;

/** Whether a name is one of the IANA database: an offset such as +01:00 is none, though the engine takes it. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w/+-]{0,39}$/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

/** What is wrong with the name of a time zone. */
export function checkTimeZone(name: string): Problem[] {
  return isTimeZone(name) ? [] : [problem('INVALID', messages.timeZoneUnknown(), 'timeZone')];
}

/** What is wrong with a beginning and an end; `path` is the one that the caller can put right. */
export function checkSpan({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, path: string): Problem[] {
  return endsAt > startsAt ? [] : [problem('INVALID', messages.endMustFollowStart(), path)];
}

function checkNumbers({ capacity, waitlistLimit }: Given): Problem[] {
  const isIn = (least: number, value: number | null | undefined) =>
    value == null || (value >= least && value <= MAX_CAPACITY);
  return [
    ...(isIn(1, capacity) ? [] : [problem('INVALID', messages.capacityWrong(MAX_CAPACITY), 'capacity')]),
    ...(isIn(0, waitlistLimit)
      ? []
      : [problem('INVALID', messages.waitlistWrong(MAX_CAPACITY), 'waitlistLimit')]),
  ];
}

function checkFeatures({ accessFeatures }: Given): Problem[] {
  const kinds = (accessFeatures ?? []).map(({ kind }) => kind);
  return kinds.flatMap((kind, index) => {
    const path = ['accessFeatures', String(index), 'kind'];
    if (!isAccessFeature(kind)) return [problem('NOT_FOUND', messages.accessKindUnknown(), ...path)];
    return kinds.indexOf(kind) < index ? [problem('INVALID', messages.saidTwice(), ...path)] : [];
  });
}

/** What is wrong with the parts that a new activity and a changed one have in common; what was not given is not looked at. */
export function checkParts(given: Given): Problem[] {
  return [
    ...checkTexts('title', given.title),
    ...checkTexts('summary', given.summary),
    ...checkPlace(given.place),
    ...checkNumbers(given),
    ...checkFeatures(given),
    ...(given.languages ?? []).flatMap((tag, index) => checkLanguage(tag, 'languages', String(index))),
    ...(given.themes ?? []).flatMap((slug, index) =>
      isTheme(slug) ? [] : [problem('NOT_FOUND', messages.themeUnknown(), 'themes', String(index))],
    ),
  ];
}
