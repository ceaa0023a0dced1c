import type { EntityManager } from 'typeorm';

/** The table of the texts. */
export const SEARCHED = 'search_text';

/** A condition with the values of its parameters. */
export interface Sql {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a row may be found by. */
export interface OwnedText {
  readonly owner: string;
  /** Folded. */
  readonly text: string;
}

/** Full-text search of one engine over the table `search_text`. */
export interface FullText {
  /** SQL that makes what it needs beside that table, where it is missing. */
  readonly createStatements: readonly string[];
  /** Makes texts findable that were stored in the table just now; whatever is deleted there is forgotten by itself. */
  add(manager: EntityManager, texts: readonly OwnedText[]): Promise<void>;
  /** "The text of `owner` holds every one of the words, each as the beginning of a word." */
  matches(owner: string, words: readonly string[]): Sql;
  /** A table of `id` and `score` (less is better) of the rows whose text holds them all. */
  ranked(words: readonly string[]): Sql;
}
