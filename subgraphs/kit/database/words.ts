/** A text as a search sees it: in lower case, without signs and accents. The embedded engine folds Latin letters alone. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** How much of a word is looked at. */
export const MAX_WORD = 40;

/** Every word of a text, folded, at most 40 characters of each. */
export function allWordsOf(text: string): string[] {
  return (foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, MAX_WORD));
}

/** The words of a text that a person typed, folded: at most ten, each at most 40 characters. */
export function wordsOf(text: string): string[] {
  return allWordsOf(text).slice(0, 10);
}
