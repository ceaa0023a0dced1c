import { Directive, Field, ObjectType } from 'type-graphql';
import { LanguageTagScalar } from './scalars';

/** The same text by language tag, as it is stored. */
export type TextByLanguage = Readonly<Record<string, string | null | undefined>>;

/** Text that people read, in one language. */
@ObjectType('LocalisedText', {
  description: 'Text that people read, in the language asked for where it exists.',
})
@Directive('@shareable')
export class LocalisedText {
  @Field(() => String, { description: 'The text.' })
  text!: string;

  @Field(() => LanguageTagScalar, { description: 'The language that `text` is in.' })
  language!: string;

  @Field(() => Boolean, {
    description: 'True when the language asked for does not exist and another stands in for it: mark it so.',
  })
  isFallback!: boolean;

  @Field(() => [LanguageTagScalar], { description: 'Every language that this text exists in.' })
  available!: string[];
}

/** The tag and what it can be cut down to: `cy-GB` may be answered by `cy` (RFC 4647, lookup). */
function lookupChain(tag: string): string[] {
  const parts = tag.toLowerCase().split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}

/**
 * The text in the first wanted language that exists; else in English, else in any, marked as a fallback.
 * Null when there is no text at all. Asking for no language is content with any: nothing is a fallback then.
 */
export function localise(
  texts: TextByLanguage | null | undefined,
  wanted: readonly string[],
): LocalisedText | null {
  const present = Object.entries(texts ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1]));
  if (present.length === 0) return null;
  const available = present.map(([language]) => language);
  const byTag = new Map(present.map(([language, text]) => [language.toLowerCase(), { language, text }]));
  for (const tag of wanted.flatMap(lookupChain)) {
    const found = byTag.get(tag);
    if (found) return { ...found, isFallback: false, available };
  }
  const standIn = byTag.get('en') ?? { language: available[0] as string, text: present[0]?.[1] as string };
  return { ...standIn, isFallback: wanted.length > 0, available };
}
