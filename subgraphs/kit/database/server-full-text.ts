import type { EntityManager } from 'typeorm';
import type { FullText, OwnedText, Sql } from './full-text';
import { allWordsOf } from './words';

// A table of words, and not the server's own FULLTEXT index: that one leaves out words of one or two letters ("tŷ")
// and a list of English ones, by settings that are the whole server's, and shows a row only after its commit. Looking
// for the beginning of a word is a look into one range of this table's key.

/** How many rows one statement carries. */
const MAX_ROWS = 5000;

interface WordRow {
  readonly word: string;
  readonly owner: string;
  /** The more, the shorter the text is. */
  readonly weight: number;
}

function rowsOf({ owner, text }: OwnedText): WordRow[] {
  const words = allWordsOf(text);
  const weight = 1 / Math.sqrt(Math.max(1, words.length));
  return [...new Set(words)].map((word) => ({ word, owner, weight }));
}

function beginnings(words: readonly string[]): Record<string, string> {
  // A word has letters and digits alone: nothing in it that LIKE would take for a sign.
  return Object.fromEntries(words.map((word, index) => [`word${index}`, `${word}%`]));
}

/** Full-text search on a MySQL or MariaDB server. */
export const serverFullText: FullText = {
  createStatements: [
    `CREATE TABLE IF NOT EXISTS search_word (
       word varchar(40) NOT NULL, owner varchar(100) NOT NULL, weight double NOT NULL,
       PRIMARY KEY (word, owner), INDEX search_word_by_owner (owner, word),
       CONSTRAINT search_word_of_text FOREIGN KEY (owner) REFERENCES search_text (owner) ON DELETE CASCADE)`,
  ],
  add: async (manager: EntityManager, texts: readonly OwnedText[]): Promise<void> => {
    const rows = texts.flatMap(rowsOf);
    for (let at = 0; at < rows.length; at += MAX_ROWS) {
      const some = rows.slice(at, at + MAX_ROWS);
      await manager.query(
        `INSERT INTO search_word (word, owner, weight) VALUES ${some.map(() => '(?, ?, ?)').join(', ')}`,
        some.flatMap(({ word, owner, weight }) => [word, owner, weight]),
      );
    }
  },
  matches: (owner, words): Sql => ({
    sql: words
      .map((_, index) => `${owner} IN (SELECT owner FROM search_word WHERE word LIKE :word${index})`)
      .join(' AND '),
    parameters: beginnings(words),
  }),
  ranked: (words): Sql => {
    const tables = words.map(
      (word, index) =>
        `(SELECT owner, MAX(weight * ${Array.from(word).length} / CHAR_LENGTH(word)) AS fit
            FROM search_word WHERE word LIKE :word${index} GROUP BY owner) found${index}`,
    );
    const [first, ...others] = tables;
    const joined = others.map((table, index) => ` JOIN ${table} ON found${index + 1}.owner = found0.owner`);
    const fits = words.map((_, index) => `found${index}.fit`).join(' + ');
    return {
      sql: `SELECT found0.owner AS id, -(${fits}) AS score FROM ${first}${joined.join('')}`,
      parameters: beginnings(words),
    };
  },
};
