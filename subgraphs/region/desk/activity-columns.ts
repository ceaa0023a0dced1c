import type { Column } from './columns';

/** The columns of a sheet of activities. */
export const activityColumns: readonly Column[] = [
  { name: 'externalId', what: 'your own number or name for the row, the same each time', isNeeded: true },
  { name: 'status', what: 'DRAFT (when empty) or PUBLISHED' },
  { name: 'kind', what: 'such as TRAINING, MEETING or PEER_SUPPORT', isNeeded: true },
  { name: 'audience', what: 'BOTH (when empty), LEADERS or PROFESSIONALS' },
  { name: 'title', what: 'what it is called, one column for each language', isByLanguage: true },
  { name: 'summary', what: 'what it is about, one column for each language', isByLanguage: true },
  { name: 'startsAt', what: 'such as 31/12/2026 18:30, by the clock of the place', isNeeded: true },
  { name: 'endsAt', what: 'after it starts', isNeeded: true },
  { name: 'timeZone', what: 'Europe/London when empty' },
  { name: 'mode', what: 'IN_PERSON, ONLINE or HYBRID', isNeeded: true },
  { name: 'placeName', what: 'name of the venue' },
  { name: 'locality', what: 'town, village or district' },
  { name: 'postcode', what: 'of the place; its first half alone is kept' },
  { name: 'gss', what: 'GSS code of the local authority, such as E06000063' },
  { name: 'latitude', what: 'degrees north, together with the longitude' },
  { name: 'longitude', what: 'degrees east' },
  { name: 'capacity', what: 'how many can take part; no limit when empty' },
  { name: 'waitlistLimit', what: 'how many may wait; no limit when empty' },
  { name: 'accessFeatures', what: 'such as "step-free confirmed; bsl INTERPRETED"' },
  { name: 'languages', what: 'languages spoken there; en when empty' },
  { name: 'themes', what: 'slugs of themes' },
  { name: 'network', what: 'id or name of the network that runs it' },
];
