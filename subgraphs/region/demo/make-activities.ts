import type { Faker } from '@faker-js/faker';
import { facts } from '../../../schema/reference/facts';
import { demoId } from '../../kit/demo/demo-id';
import type { Activity } from '../activity';
import type { RegionDefinition } from '../region-definition';
import { findPlace, type DemoPlace } from './place';
import { demoTitles, type DemoTitle } from './titles';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const accessFeatureSlugs = [
  'bsl',
  'easy-read',
  'large-print',
  'hearing-loop',
  'captions',
  'step-free',
  'accessible-toilet',
  'quiet-space',
  'personal-assistant-welcome',
];

const madeUp = {
  en: 'This is a made-up activity of the demo.',
  cy: 'Gweithgaredd dychmygol yw hwn, at ddibenion arddangos.',
} as const;

function textsFor(
  region: RegionDefinition,
  { title, summary }: DemoTitle,
): Pick<Activity, 'titleByLanguage' | 'summaryByLanguage'> {
  const languages = (['en', 'cy'] as const).filter(
    (language) => language === 'en' || region.languages.includes(language),
  );
  return {
    titleByLanguage: Object.fromEntries(languages.map((language) => [language, title[language]])),
    summaryByLanguage: Object.fromEntries(
      languages.map((language) => [language, `${summary[language]} ${madeUp[language]}`]),
    ),
  };
}

/** A start on the hour or the half hour between nine and seven, within a year of now. */
function makeStart(faker: Faker, now: Date): Date {
  const day = Math.floor(now.getTime() / DAY) + faker.number.int({ min: -365, max: 365 });
  return new Date(day * DAY + faker.number.int({ min: 18, max: 38 }) * (HOUR / 2));
}

function whereAndHow(place: DemoPlace | undefined, mode: Activity['mode']): Partial<Activity> {
  if (place === undefined || mode === 'ONLINE') {
    return {
      mode: 'ONLINE',
      placeName: null,
      locality: null,
      outcode: null,
      placeGss: null,
      latitude: null,
      longitude: null,
    };
  }
  const { name, locality, outcode, gss, latitude, longitude } = place;
  return { mode, placeName: name, locality, outcode, placeGss: gss, latitude, longitude };
}

function howMany(faker: Faker): Pick<Activity, 'capacity' | 'waitlistLimit'> {
  if (faker.datatype.boolean(0.35)) return { capacity: null, waitlistLimit: null };
  return {
    capacity: faker.number.int({ min: 6, max: 24 }),
    waitlistLimit: faker.datatype.boolean() ? faker.number.int({ min: 2, max: 6 }) : null,
  };
}

/** One made-up activity; whether places are left is for its bookings to say. */
export function makeActivity(
  region: RegionDefinition,
  faker: Faker,
  { index, now, networkIds }: { index: number; now: Date; networkIds: readonly string[] },
): Activity {
  const kind = faker.helpers.arrayElement(Object.keys(demoTitles)) as Activity['kind'];
  const isLong = kind === 'CONFERENCE' || kind === 'FESTIVAL';
  const texts = textsFor(region, faker.helpers.arrayElement(demoTitles[kind] ?? []));
  const place = findPlace(region, faker);
  const mode = faker.helpers.weightedArrayElement([
    { weight: 6, value: 'IN_PERSON' as const },
    { weight: 2, value: 'ONLINE' as const },
    { weight: 2, value: 'HYBRID' as const },
  ]);
  const startsAt = makeStart(faker, now);
  const status = faker.helpers.weightedArrayElement([
    { weight: 90, value: 'PUBLISHED' as const },
    { weight: 5, value: 'CANCELLED' as const },
    { weight: 5, value: 'DRAFT' as const },
  ]);
  const announcedAt = startsAt.getTime() - faker.number.int({ min: 20, max: 90 }) * DAY;
  const createdAt = new Date(Math.min(announcedAt, now.getTime() - index * 1000));
  return Object.assign(new region.types.Activity(), {
    id: demoId(region.row.slug, 'activity', index),
    kind,
    audience: faker.helpers.arrayElement(['LEADERS', 'PROFESSIONALS', 'BOTH'] as const),
    status,
    startsAt,
    endsAt: new Date(
      startsAt.getTime() +
        (isLong ? faker.number.int({ min: 5, max: 8 }) : faker.number.int({ min: 1, max: 3 })) * HOUR,
    ),
    timeZone: 'Europe/London',
    publishedAt: status === 'DRAFT' ? null : createdAt,
    createdAt,
    ...texts,
    ...whereAndHow(place, mode),
    ...howMany(faker),
    hasPlaces: true,
    storedAccessFeatures: faker.helpers.arrayElements(accessFeatureSlugs, { min: 0, max: 4 }).map((slug) => ({
      kind: slug,
      delivery:
        slug === 'bsl'
          ? faker.helpers.arrayElement(['NATIVE', 'INTERPRETED'] as const)
          : ('PROVIDED' as const),
      confirmed: faker.datatype.boolean(0.8),
    })),
    languages:
      Object.keys(texts.titleByLanguage).length > 1 && faker.datatype.boolean(0.6) ? ['cy', 'en'] : ['en'],
    themeSlugs: faker.helpers.arrayElements(facts.themes, { min: 0, max: 3 }).map(({ slug }) => slug),
    networkId: faker.datatype.boolean(0.8)
      ? (faker.helpers.arrayElement([...networkIds, null]) ?? null)
      : null,
    ...place?.own,
  } satisfies Partial<Activity>);
}
