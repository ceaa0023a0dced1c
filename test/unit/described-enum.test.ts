import 'reflect-metadata';
import { graphql, type GraphQLEnumType } from 'graphql';
import { Arg, Query, Resolver } from 'type-graphql';
import { compose } from '../../schema/compose';
import { describedEnum, hidden } from '../../schema/contract/described-enum';
import { buildSubgraph } from '../../subgraphs/kit/subgraph-schema';

const Weather = describedEnum('Weather', 'What the sky does.', {
  SUN: 'It shines.',
  RAIN: hidden('It pours.'),
});

@Resolver()
class WeatherResolver {
  @Query(() => Weather, { nullable: true, description: 'What was asked for.' })
  weather(
    @Arg('like', () => Weather, { description: 'Any.' }) like: keyof typeof Weather,
  ): keyof typeof Weather {
    return like;
  }
}

const { executable, publishedSdl } = buildSubgraph({
  resolvers: [WeatherResolver],
  types: [],
  references: {},
  publishesRoots: true,
});

describe('a hidden value of an enum', () => {
  it('is published as @inaccessible, and no other value is', () => {
    expect(publishedSdl).toContain(
      'enum Weather {\n  """It shines."""\n  SUN\n  """It pours."""\n  RAIN @inaccessible\n}\n',
    );
  });

  it('is not what clients see', () => {
    const { api } = compose([{ name: 'sky', url: 'http://127.0.0.1/graphql', sdl: publishedSdl }]);
    const type = api.getType('Weather') as GraphQLEnumType;
    expect(type.getValues().map(({ name }) => name)).toEqual(['SUN']);
  });

  it('is understood by the subgraph itself', async () => {
    expect(await graphql({ schema: executable, source: '{ weather(like: RAIN) }' })).toEqual({
      data: { weather: 'RAIN' },
    });
  });
});
