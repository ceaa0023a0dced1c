import { describedEnum } from './described-enum';

export const PublicationKind = describedEnum('PublicationKind', 'What kind of publication it is.', {
  BOOK: 'A whole book.',
  REPORT: 'A report.',
  ARTICLE: 'An article.',
  EVIDENCE_REVIEW: 'A review of evidence, with findings.',
});
export type PublicationKind = keyof typeof PublicationKind;

export const OrganisationTie = describedEnum(
  'OrganisationTie',
  'How an organisation belongs to the movement.',
  {
    COORDINATOR: 'It coordinates a network of citizen leaders.',
    EARLY_SUPPORTER: 'It supported Citizen Network from early on.',
    INSPIRED: 'Citizen Network helped it to start.',
    PART_OF_CITIZEN_NETWORK: 'It is part of Citizen Network itself.',
  },
);
export type OrganisationTie = keyof typeof OrganisationTie;

export const DatePrecision = describedEnum('DatePrecision', 'How exactly a date is known.', {
  DAY: 'To the day.',
  MONTH: 'To the month.',
  YEAR: 'To the year.',
});
export type DatePrecision = keyof typeof DatePrecision;

export const ObservationOperator = describedEnum('ObservationOperator', 'How a reported figure is meant.', {
  EXACTLY: 'Exactly the value.',
  ABOUT: 'About the value.',
  OVER: 'More than the value.',
  UNDER: 'Less than the value.',
});
export type ObservationOperator = keyof typeof ObservationOperator;

export const AreaType = describedEnum('AreaType', 'What kind of area a GSS code stands for.', {
  COUNTRY: 'The United Kingdom.',
  NATION: 'England, Wales, Scotland or Northern Ireland.',
  COUNTY: 'A county.',
  LOCAL_AUTHORITY: 'A local authority.',
});
export type AreaType = keyof typeof AreaType;
