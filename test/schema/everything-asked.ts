import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

const literals: Readonly<Record<string, string>> = {
  Int: '1',
  Float: '1.5',
  Boolean: 'true',
  Date: '"2026-11-21"',
  DateTime: '"2026-11-21T12:00:00Z"',
  LanguageTag: '"cy"',
};

/** A value that holds every input field and every enum value. */
function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) {
    const item = getNamedType(type);
    return isEnumType(item)
      ? `[${item
          .getValues()
          .map(({ name }) => name)
          .join(' ')}]`
      : `[${literalOf(item)}]`;
  }
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).map((field) => `${field.name}: ${literalOf(field.type)}`);
    return `{ ${fields.join(' ')} }`;
  }
  return literals[type.name] ?? '"text"';
}

/** Gathers the parts of one document; everything in it has an alias of its own, so that nothing conflicts. */
class Asking {
  readonly variables: string[] = [];
  private aliases = 0;

  constructor(private readonly giveArguments: 'as variables' | 'as literals') {}

  selection(type: GraphQLCompositeType, depth: number): string {
    if (depth === 0 || !('getFields' in type)) return '{ __typename }';
    const fields = Object.values(type.getFields()).map((field) => {
      const of = getNamedType(field.type);
      const below = isLeafType(of) ? '' : this.selection(of as GraphQLCompositeType, depth - 1);
      this.aliases += 1;
      return `f${this.aliases}: ${field.name}${this.argumentsOf(field.args)} ${below}`;
    });
    return `{ ${fields.join('\n')} }`;
  }

  private argumentsOf(args: readonly GraphQLArgument[]): string {
    if (args.length === 0) return '';
    return `(${args.map((argument) => `${argument.name}: ${this.valueOf(argument)}`).join(' ')})`;
  }

  private valueOf({ type }: GraphQLArgument): string {
    if (this.giveArguments === 'as literals') return literalOf(type);
    const name = `$v${this.variables.length}`;
    this.variables.push(`${name}: ${String(type)}`);
    return name;
  }
}

/** A document that asks for every field of a schema, to a depth, with every argument. */
export function everythingAsked(
  schema: GraphQLSchema,
  { depth, giveArguments }: { depth: number; giveArguments: 'as variables' | 'as literals' },
): string {
  const asking = new Asking(giveArguments);
  const selection = asking.selection(schema.getQueryType()!, depth);
  const variables = asking.variables.length > 0 ? `(${asking.variables.join(' ')})` : '';
  return `query Everything${variables} ${selection}`;
}
