import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { fullTextOf } from '../database/full-text-of';
import { wordsOf } from '../database/words';
import { ROW } from './list-query';

type Query = SelectQueryBuilder<ObjectLiteral>;

/** Only rows that are listed to a holder of one of these tokens. */
export function listedTo(query: Query, tokens: readonly string[]): void {
  query.andWhere(
    `EXISTS (SELECT 1 FROM listing seen WHERE seen.owner = ${ROW}.id AND seen.token IN (:...seenTokens))`,
    { seenTokens: tokens },
  );
}

/** Only rows whose column holds one of the values; no values, no condition. */
export function columnIn(query: Query, column: string, values: readonly unknown[] | null | undefined): void {
  if (values)
    query.andWhere(values.length === 0 ? '1 = 0' : `${ROW}.${column} IN (:...${column})`, {
      [column]: values,
    });
}

/** Only rows that have one of the values under the facet's name; no values, no condition. */
export function facetAny(query: Query, name: string, values: readonly string[] | null | undefined): void {
  if (!values) return;
  if (values.length === 0) query.andWhere('1 = 0');
  else query.andWhere(facetExists(name, `IN (:...${name}Facets)`), { [`${name}Facets`]: values });
}

/** Only rows that have every one of the values under the facet's name. */
export function facetAll(query: Query, name: string, values: readonly string[] | null | undefined): void {
  [...new Set(values ?? [])].forEach((value, index) => {
    query.andWhere(facetExists(name, `= :${name}Facet${index}`), { [`${name}Facet${index}`]: value });
  });
}

function facetExists(name: string, condition: string): string {
  return `EXISTS (SELECT 1 FROM facet WHERE facet.owner = ${ROW}.id AND facet.name = '${name}' AND facet.value ${condition})`;
}

/** Only rows whose words begin with the words of a text; a text without a letter or a digit matches none. */
export function textMatches(query: Query, text: string | null | undefined): void {
  if (!text) return;
  const words = wordsOf(text);
  if (words.length === 0) query.andWhere('1 = 0');
  else {
    const { sql, parameters } = fullTextOf(query.dataSource).matches(`${ROW}.id`, words);
    query.andWhere(sql, parameters);
  }
}
