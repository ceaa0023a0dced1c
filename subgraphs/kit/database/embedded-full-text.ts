import type { FullText } from './full-text';

// What the parameter holds: words in quotes, so that no word is taken for an operator.
function expression(words: readonly string[]): string {
  return words.map((word) => `"${word}"*`).join(' ');
}

/** Full-text search in the embedded engine (FTS5), kept in step with the table `search_text` by the engine itself. */
export const embeddedFullText: FullText = {
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
  add: () => Promise.resolve(),
  matches: (owner, words) => ({
    sql: `${owner} IN (SELECT found.owner FROM search_text found JOIN search_text_fts fts ON fts.rowid = found.key
       WHERE search_text_fts MATCH :words)`,
    parameters: { words: expression(words) },
  }),
  ranked: (words) => ({
    sql: `SELECT found.owner AS id, bm25(search_text_fts) AS score
       FROM search_text_fts JOIN search_text found ON found.key = search_text_fts.rowid
       WHERE search_text_fts MATCH :words`,
    parameters: { words: expression(words) },
  }),
};
