import type { LocalisedTextInput } from '../../../schema/contract/activity-inputs';
import type { TextByLanguage } from '../../../schema/contract/localised-text';
import { problem, type Problem } from '../../../schema/contract/problem';
import { saidTwice, textWrong } from '../messages';
import { checkLanguage, isText } from './check-member';

const limits = { title: 200, summary: 2000 } as const;

type Texts = readonly LocalisedTextInput[] | null | undefined;

/** A tag in the one way that it is written (BCP 47): `cy` of `CY`. */
export function canonicalTag(tag: string): string {
  return Intl.getCanonicalLocales(tag)[0] ?? tag;
}

/** What is wrong with a title or a summary. */
export function checkTexts(field: keyof typeof limits, texts: Texts): Problem[] {
  const tags = (texts ?? []).map(({ language }) => canonicalTag(language));
  return (texts ?? []).flatMap(({ text, language }, index) => {
    const path = [field, String(index)];
    const isRepeated = tags.indexOf(canonicalTag(language)) < index;
    return [
      ...(isRepeated ? [problem('INVALID', saidTwice(), ...path, 'language')] : []),
      ...checkLanguage(language, ...path, 'language'),
      ...(isText(text, limits[field]) ? [] : [problem('INVALID', textWrong(limits[field]), ...path, 'text')]),
    ];
  });
}

/** Texts as they are stored. */
export function textsOf(texts: Texts): TextByLanguage {
  return Object.fromEntries((texts ?? []).map(({ language, text }) => [canonicalTag(language), text.trim()]));
}
