import type { Column } from './columns';

/** The columns of a sheet of members. */
export const memberColumns: readonly Column[] = [
  { name: 'externalId', what: 'your own number or name for the row, the same each time', isNeeded: true },
  { name: 'kind', what: 'PERSON (when empty) or GROUP' },
  { name: 'displayName', what: 'the name to be shown by', isNeeded: true },
  { name: 'visibility', what: 'PRIVATE (when empty), NETWORK or PUBLIC' },
  { name: 'email', what: 'where to write to', isNeeded: true },
  { name: 'phone', what: 'a phone number' },
  { name: 'postcode', what: 'a whole UK postcode' },
  { name: 'preferredLanguage', what: 'en (when empty), cy or another language tag' },
  { name: 'networks', what: 'ids or names of networks of the region, parted by ";"' },
  { name: 'joinedAt', what: 'day of joining, such as 31/12/2025; the day of the import when empty' },
  { name: 'groupSize', what: 'how many people a group has' },
  { name: 'contactName', what: 'the person to write to; a group needs one' },
  {
    name: 'consents',
    what: 'MEMBERSHIP, and what else they consent to: CONTACT, ACCESS_REQUIREMENTS, SHARE_WITH_HOSTS, STATISTICS',
    isNeeded: true,
  },
  {
    name: 'wordingVersion',
    what: 'version of the wording that they consented to, such as 2026-04',
    isNeeded: true,
  },
  { name: 'consentLanguage', what: 'language that they read it in; the preferred one when empty' },
  { name: 'consentGivenAt', what: 'when they consented; the day of joining when empty' },
];
