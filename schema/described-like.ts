import { parse, printSchema, type GraphQLSchema, type NameNode, type StringValueNode } from 'graphql';

/** A type, or a part of one, as far as descriptions go. */
interface Part {
  readonly name?: NameNode;
  readonly description?: StringValueNode;
  readonly fields?: readonly Part[];
  readonly arguments?: readonly Part[];
  readonly values?: readonly Part[];
}

function fill(part: Part, model: Part | undefined): Part {
  const each = (key: 'fields' | 'arguments' | 'values'): readonly Part[] | undefined =>
    part[key]?.map((child) =>
      fill(
        child,
        model?.[key]?.find(({ name }) => name?.value === child.name?.value),
      ),
    );
  return {
    ...part,
    description: part.description ?? model?.description,
    fields: each('fields'),
    arguments: each('arguments'),
    values: each('values'),
  };
}

/** The definitions, with the descriptions of `model` where they have none: stubs of other subgraphs' types do not. */
export function describedLike<Definition extends Part>(
  definitions: readonly Definition[],
  model: GraphQLSchema,
): Definition[] {
  const models = parse(printSchema(model)).definitions as readonly Part[];
  return definitions.map(
    (definition) =>
      fill(
        definition,
        models.find(({ name }) => name?.value === definition.name?.value),
      ) as Definition,
  );
}
