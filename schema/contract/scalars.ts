import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTimeISO, GraphQLEmailAddress, GraphQLLocalDate, GraphQLLocale } from 'graphql-scalars';

/** A calendar date as text, `2026-11-21`: no time and no zone, so nothing shifts it. */
export const DateScalar = new GraphQLScalarType<string, string>({
  ...GraphQLLocalDate.toConfig(),
  name: 'Date',
  description: 'A calendar date without a time or a time zone, such as 2026-11-21 (ISO 8601).',
  specifiedByURL: undefined,
  extensions: {},
});

/** An instant; a JavaScript Date in code, UTC on the wire. */
export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  ...GraphQLDateTimeISO.toConfig(),
  name: 'DateTime',
  description: 'An instant in UTC with milliseconds, such as 2026-11-21T18:30:00.000Z (ISO 8601).',
  specifiedByURL: undefined,
  extensions: {},
});

/** A BCP 47 tag. */
export const LanguageTagScalar = new GraphQLScalarType<string, string>({
  ...GraphQLLocale.toConfig(),
  name: 'LanguageTag',
  description:
    'A language as a BCP 47 tag, such as en, cy, ga, gd. A scalar, not an enum: a new language needs no new schema.',
  specifiedByURL: undefined,
  extensions: {},
});

/** An e-mail address. */
export const EmailAddressScalar = new GraphQLScalarType<string, string>({
  ...GraphQLEmailAddress.toConfig(),
  name: 'EmailAddress',
  description: 'An e-mail address, such as someone@example.org.',
  specifiedByURL: undefined,
  extensions: {},
});
