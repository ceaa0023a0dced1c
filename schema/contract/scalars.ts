import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { GraphQLDateTimeISO, GraphQLLocalDate, GraphQLLocale } from 'graphql-scalars';

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

/** An e-mail address. What a person types is checked where it is stored, which answers all problems at once. */
export const EmailAddressScalar = new GraphQLScalarType<string, string>({
  name: 'EmailAddress',
  description:
    'An e-mail address, such as someone@example.org. One that is written wrong is a problem with its path, not an error.',
  serialize: String,
  parseValue: textOnly,
  parseLiteral: (node) => textOnly(node.kind === Kind.STRING ? node.value : undefined),
});

function textOnly(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new GraphQLError('An e-mail address is a text.');
}
