import { buildSchema, getOperationAST, GraphQLScalarType, parse, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values';
import { DateScalar, DateTimeScalar, LanguageTagScalar } from '../../schema/contract/scalars';
import { examples } from '../support/examples';
import { committed } from '../support/sdl';

/** The API, with scalars that read as strictly as the servers do. */
function readApi(): ReturnType<typeof buildSchema> {
  const api = buildSchema(committed('api.graphql'));
  for (const scalar of [DateScalar, DateTimeScalar, LanguageTagScalar]) {
    const { parseValue, parseLiteral } = scalar;
    Object.assign(api.getType(scalar.name) as GraphQLScalarType, { parseValue, parseLiteral });
  }
  return api;
}

const api = readApi();

function pascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

describe('the published examples', () => {
  it('are a dozen at least', () => {
    expect(examples.length).toBeGreaterThanOrEqual(12);
  });

  describe.each(examples)('$name', ({ name, query, variables }) => {
    const document = parse(query);
    const operation = getOperationAST(document)!;

    it('begins with a sentence of who asks', () => {
      expect(query).toMatch(/^# An? .+ asks .+\.\n(query|mutation) /);
    });

    it('is one operation that the API answers, named like its file', () => {
      expect(validate(api, document)).toEqual([]);
      expect(operation.name?.value).toBe(pascalCase(name));
    });

    it('has variables that it declares, each of its type', () => {
      const definitions = operation.variableDefinitions ?? [];
      const declared = definitions.map(({ variable }) => variable.name.value);
      expect(getVariableValues(api, definitions, variables).errors).toBeUndefined();
      expect(declared).toEqual(expect.arrayContaining(Object.keys(variables)));
    });
  });
});
