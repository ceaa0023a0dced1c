import type { Words } from '../../schema/contract/words';
import type { Activity } from './activity';
import { titleMissing, translationMissing } from './messages';
import type { RegionDefinition } from './region-definition';

/** A text that an activity cannot be published without, and what to say of it. */
export interface LackingText {
  readonly field: 'title' | 'summary';
  readonly words: Words;
}

type Texts = Pick<Activity, 'id' | 'titleByLanguage' | 'summaryByLanguage'>;

function isGiven(texts: Activity['titleByLanguage']): boolean {
  return Object.values(texts).some((text) => text?.trim());
}

/**
 * What keeps an activity from being published: its title must be there in every language that the region requires, in
 * one at least, and so must its summary where it has one.
 */
export function lackingTexts(
  { row, requiredLanguages: required }: RegionDefinition,
  { id, titleByLanguage, summaryByLanguage }: Texts,
): LackingText[] {
  const region = { en: row.name.en, cy: row.name['cy'] ?? row.name.en };
  const lackingOf = (field: LackingText['field'], texts: Activity['titleByLanguage']): LackingText[] => {
    const missing = required.filter((language) => !texts[language]?.trim());
    return missing.length === 0
      ? []
      : [{ field, words: translationMissing(id, { region, field, required, missing }) }];
  };
  const untitled = required.length === 0 && !isGiven(titleByLanguage);
  return [
    ...(untitled ? [{ field: 'title' as const, words: titleMissing(id) }] : []),
    ...lackingOf('title', titleByLanguage),
    ...(isGiven(summaryByLanguage) ? lackingOf('summary', summaryByLanguage) : []),
  ];
}
