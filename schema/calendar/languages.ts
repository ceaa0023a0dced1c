/** One text as the graph gives it in one language; `isFallback` where it is in another than was asked for. */
export interface GivenText {
  readonly text: string;
  readonly language: string;
  readonly isFallback?: boolean;
}

/** Texts of one thing, in the order in which people should meet them: a language no less favourably than the next. */
export function inOrder(texts: readonly GivenText[], order: readonly string[]): GivenText[] {
  const own = texts.filter(({ text, isFallback }) => text !== '' && isFallback !== true);
  const ordered = order.flatMap((language) => own.find((text) => text.language === language) ?? []);
  // What there is only in a language that the region does not list is better than nothing.
  const shown =
    ordered.length > 0 ? ordered : [...own, ...texts.filter(({ text }) => text !== '')].slice(0, 1);
  return shown.filter(({ text }, index) => shown.findIndex((one) => one.text === text) === index);
}

/** A title in every language, on one line. */
export function joinTitles(titles: readonly GivenText[]): string {
  return titles.map(({ text }) => text).join(' / ');
}

/** Texts in every language, each a paragraph. */
export function joinParagraphs(texts: readonly GivenText[]): string {
  return texts.map(({ text }) => text).join('\n\n');
}
