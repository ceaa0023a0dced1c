import { AsyncLocalStorage } from 'node:async_hooks';

/** One message in every language that the graph speaks: the type makes a missing one a compile error. */
export interface Words {
  readonly en: string;
  readonly cy: string;
}

const asked = new AsyncLocalStorage<readonly string[]>();

/** Runs `body` for somebody who reads these languages, best first. */
export function speaking<T>(languages: readonly string[], body: () => T): T {
  return asked.run(languages, body);
}

/** The message in the first of the languages that the graph speaks; English when there is none. */
export function sayIn(languages: readonly string[], words: Words): string {
  const spoken = languages
    .map((tag) => tag.toLowerCase().split('-')[0])
    .find((tag) => tag === 'cy' || tag === 'en');
  return spoken === 'cy' ? words.cy : words.en;
}

/** The message in the language of whoever is being answered. */
export function say(words: Words): string {
  return sayIn(asked.getStore() ?? [], words);
}
