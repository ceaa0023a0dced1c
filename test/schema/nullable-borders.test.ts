import { buildSubgraphSchema } from '@apollo/subgraph';
import { isNonNullType, isObjectType, parse } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaFolder } from '../../schema/project';
import { services } from '../../schema/services';

// A field of an entity may stand behind a border that is shut: if it could not be null, it would take what others
// know of the entity down with it. A key is known on both sides. The contract has two more on Region: a name stands in
// two places, and how current a region is, the directory says of itself.
const alwaysThere = ['id', 'slug', 'gss', 'name', 'freshness'];

test.each(services)('whatever another subgraph may ask of $slug can be null', ({ slug }) => {
  const sdl = readFileSync(join(schemaFolder, 'subgraphs', `${slug}.graphql`), 'utf8');
  const schema = buildSubgraphSchema(parse(sdl));
  const entities = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(
      (type) => type.astNode?.directives?.some(({ name }) => name.value === 'key') || type.name === 'Query',
    );
  const shut = entities.flatMap((type) =>
    Object.values(type.getFields())
      .filter(
        ({ name, type: of }) => isNonNullType(of) && !alwaysThere.includes(name) && !name.startsWith('_'),
      )
      .map(({ name }) => `${type.name}.${name}`),
  );
  expect(shut).toEqual([]);
});
