import { inOrder, joinParagraphs, joinTitles, type GivenText } from '../../../schema/calendar/languages';
import type { TextByLanguage } from '../../../schema/contract/localised-text';
import type { Activity } from '../activity';
import type { Network } from '../network';
import type { RegionDefinition } from '../region-definition';

const attendanceModes = {
  IN_PERSON: 'https://schema.org/OfflineEventAttendanceMode',
  ONLINE: 'https://schema.org/OnlineEventAttendanceMode',
  HYBRID: 'https://schema.org/MixedEventAttendanceMode',
} as const;

type Shape = Readonly<Record<string, unknown>>;

/** OpenActive has no property that is null or empty. */
function filled(shape: Shape): Shape {
  const isEmpty = (value: unknown): boolean =>
    value == null || value === '' || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(shape).filter(([, value]) => !isEmpty(value)));
}

/** A title or summary in each of the region's languages, in the region's order. */
function textsIn(texts: TextByLanguage, { languages }: RegionDefinition): GivenText[] {
  const given = Object.entries(texts).map(([language, text]) => ({ language, text: text ?? '' }));
  return inOrder(given, languages);
}

/** RPDE knows no fractions of a second. */
function instant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function placeOf({ placeName, locality, outcode, latitude, longitude }: Activity): Shape | null {
  const address = filled({ addressLocality: locality, postalCode: outcode });
  const isPoint = latitude !== null && longitude !== null;
  const hasAddress = Object.keys(address).length > 0;
  if (!placeName && !hasAddress && !isPoint) return null;
  return filled({
    type: 'Place',
    name: placeName,
    address: hasAddress ? { type: 'PostalAddress', ...address, addressCountry: 'GB' } : null,
    geo: isPoint ? { type: 'GeoCoordinates', latitude, longitude } : null,
  });
}

function organizerOf({ row }: RegionDefinition, network: Network | null): Shape {
  const name = network?.nameByLanguage['en'] ?? Object.values(network?.nameByLanguage ?? {})[0];
  return { type: 'Organization', identifier: network?.id ?? row.slug, name: name ?? row.name.en };
}

/**
 * An activity in the words of OpenActive and schema.org: what anybody may see, and nothing of who takes part. How many
 * places are left is for the coordinator alone, and so not here.
 */
export function openActivity(
  region: RegionDefinition,
  activity: Activity,
  network: Network | null,
): Readonly<Record<string, unknown>> {
  const { id, status, mode, startsAt, endsAt, capacity, languages, themeSlugs, kind } = activity;
  return filled({
    '@context': ['https://openactive.io/', 'https://schema.org/'],
    type: 'Event',
    identifier: id,
    name: joinTitles(textsIn(activity.titleByLanguage, region)),
    description: joinParagraphs(textsIn(activity.summaryByLanguage, region)),
    startDate: instant(startsAt),
    endDate: instant(endsAt),
    eventStatus: `https://schema.org/${status === 'CANCELLED' ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: attendanceModes[mode],
    location: placeOf(activity),
    organizer: organizerOf(region, network),
    inLanguage: languages,
    maximumAttendeeCapacity: capacity,
    keywords: [kind, ...themeSlugs],
  });
}
