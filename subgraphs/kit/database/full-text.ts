/** A text as a search sees it: in lower case, without signs and accents. The engine folds Latin letters alone. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a text that a person typed, folded: at most ten, each at most 40 characters. */
export function wordsOf(text: string): string[] {
  return (foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, 10).map((word) => word.slice(0, 40));
}

/** Full-text search in the embedded engine (FTS5), kept in step with the table `search_text` by the engine itself. */
export const embeddedFullText = {
  createStatements: [
    `CREATE VIRTUAL TABLE IF NOT EXISTS search_text_fts USING fts5(
       text, content = 'search_text', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2')`,
    `CREATE TRIGGER IF NOT EXISTS search_text_inserted AFTER INSERT ON search_text BEGIN
       INSERT INTO search_text_fts(rowid, text) VALUES (new.key, new.text); END`,
    `CREATE TRIGGER IF NOT EXISTS search_text_deleted AFTER DELETE ON search_text BEGIN
       INSERT INTO search_text_fts(search_text_fts, rowid, text) VALUES ('delete', old.key, old.text); END`,
    `CREATE TRIGGER IF NOT EXISTS search_text_updated AFTER UPDATE ON search_text BEGIN
       INSERT INTO search_text_fts(search_text_fts, rowid, text) VALUES ('delete', old.key, old.text);
       INSERT INTO search_text_fts(rowid, text) VALUES (new.key, new.text); END`,
  ],
  /** SQL for "the owner's text holds every word of `:words`, each as the beginning of a word". */
  matches: (owner: string, parameter: string): string =>
    `${owner} IN (SELECT found.owner FROM search_text found JOIN search_text_fts fts ON fts.rowid = found.key
       WHERE search_text_fts MATCH :${parameter})`,
  /** SQL for a table of `id` and `score` (less is better) of the rows that match. */
  ranked: (parameter: string): string =>
    `SELECT found.owner AS id, bm25(search_text_fts) AS score
       FROM search_text_fts JOIN search_text found ON found.key = search_text_fts.rowid
       WHERE search_text_fts MATCH :${parameter}`,
  /** What the parameter holds: words in quotes, so that no word is taken for an operator. */
  expression: (words: readonly string[]): string => words.map((word) => `"${word}"*`).join(' '),
} as const;
