import { describedEnum } from './described-enum';

export const RegionStatus = describedEnum('RegionStatus', 'How current the UK-wide lists are for a region.', {
  LIVE: 'Everything that the region has said is in the lists.',
  BEHIND: 'The region answers, and some of its changes are not in the lists yet.',
  UNREACHABLE: 'The region does not answer; the lists show what it said last.',
});
export type RegionStatus = keyof typeof RegionStatus;

export const Confidence = describedEnum('Confidence', 'How sure a match of a postcode with a region is.', {
  EXACT: 'The whole postcode area lies in this region.',
  LIKELY: 'Most of the district lies in this region.',
  AMBIGUOUS: 'The district lies across a border: let the person choose.',
});
export type Confidence = keyof typeof Confidence;

export const NetworkStatus = describedEnum('NetworkStatus', 'Where a network stands in its life.', {
  FORMING: 'It is being set up.',
  ACTIVE: 'It runs.',
  CLOSED: 'It has ended; its history stays.',
});
export type NetworkStatus = keyof typeof NetworkStatus;

export const CoordinationRole = describedEnum(
  'CoordinationRole',
  'What an organisation does for a network.',
  {
    LEAD: 'It leads the network; every network has exactly one lead.',
    PARTNER: 'It coordinates together with the lead.',
  },
);
export type CoordinationRole = keyof typeof CoordinationRole;

export const SearchType = describedEnum('SearchType', 'What a search may find.', {
  MEMBER: 'Members, and nothing else.',
  ACTIVITY: 'Activities, and nothing else.',
  NETWORK: 'Networks, and nothing else.',
  PUBLICATION: 'Publications, and nothing else.',
  THEME: 'Themes, and nothing else.',
  ORGANISATION: 'Organisations, and nothing else.',
});
export type SearchType = keyof typeof SearchType;
