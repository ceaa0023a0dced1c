import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { MAX_FILTER_VALUES, MAX_TEXT_LENGTH } from '../../schema/contract/filters';
import { SearchType } from '../../schema/contract/region-enums';
import { checkRegions } from '../catalogue/region-filter';
import { fullTextOf } from '../kit/database/full-text-of';
import { wordsOf } from '../kit/database/words';
import { BadInput } from '../kit/errors';
import { columnIn, listedTo } from '../kit/list/conditions';
import { ROW, type ListQuery } from '../kit/list/list-query';
import { noWordToSearch } from './messages';
import { ForwardArguments } from '../kit/list/page-arguments';

/** Arguments of the search. */
@ArgsType()
export class SearchArguments extends ForwardArguments {
  @Field(() => String, {
    description:
      'Every word must begin a word of the thing. Case and accents do not matter; at most ten words.',
  })
  @MaxLength(MAX_TEXT_LENGTH)
  text!: string;

  @Field(() => [SearchType], { nullable: true, description: 'What to find; anything when left out.' })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  types?: SearchType[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Slugs of regions: only what these regions own. What the library owns is of no region.',
  })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  regions?: string[] | null;
}

/** What is found by words, best first. Throws BadInput for a text without a word, and UNKNOWN_REGION. */
export function searchList({ text, types, regions }: SearchArguments, tokens: readonly string[]): ListQuery {
  checkRegions(regions);
  const words = wordsOf(text);
  if (words.length === 0) throw new BadInput(noWordToSearch());
  return {
    name: 'search',
    filter: { words, types, regions },
    order: { name: 'BEST_FIRST', column: 'score', direction: 'ASC', type: 'number' },
    columns: ['kind', 'source'],
    rows: (manager) => {
      const ranked = fullTextOf(manager.dataSource).ranked(words);
      const found = `(SELECT entry.id AS id, entry.kind AS kind, entry.source AS source, ranked.score AS score
        FROM (${ranked.sql}) ranked JOIN entry ON entry.id = ranked.id)`;
      const query = manager.createQueryBuilder().from(found, ROW);
      query.setParameters(ranked.parameters);
      listedTo(query, tokens);
      columnIn(query, 'kind', types);
      columnIn(query, 'source', regions);
      return query;
    },
  };
}
