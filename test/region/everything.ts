import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  isRequiredArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

/** The way to a selection, by the names of types. */
type Path = readonly string[];

/** Outer pages are read whole; of those inside others, two rows stand for all. */
function pageOf(field: GraphQLField<unknown, unknown>, path: Path): string {
  if (!field.args.some(({ name }) => name === 'first')) return '';
  return path.some((name) => name.endsWith('Connection')) ? '(first: 2)' : '(first: 100)';
}

/** One field with what can be reached through it, never twice through one type; null where it cannot be asked so. */
function selectField(selection: Selection, field: GraphQLField<unknown, unknown>, path: Path): string | null {
  if (field.args.some(isRequiredArgument)) return null;
  // Fields of one name may have other types in other fragments: each has a name of its own in the answer.
  const asked = `${path.at(-1)}_${field.name}: ${field.name}${pageOf(field, path)}`;
  const type = getNamedType(field.type);
  if (isLeafType(type)) return asked;
  if (!isCompositeType(type) || path.includes(type.name) || path.length >= selection.depth) return null;
  return `${asked} { ${selectEverything(selection, type, path)} }`;
}

/** What to select from, and through how many types at most. */
interface Selection {
  readonly schema: GraphQLSchema;
  readonly depth: number;
}

/** Every field of a type, and of what it reaches. */
export function selectEverything(selection: Selection, type: GraphQLCompositeType, path: Path = []): string {
  const here = [...path, type.name];
  if (isAbstractType(type)) {
    const fragments = selection.schema
      .getPossibleTypes(type)
      .filter(({ name }) => !path.includes(name))
      .map((one) => `... on ${one.name} { ${selectEverything(selection, one, path)} }`);
    return ['__typename', ...fragments].join(' ');
  }
  const fields = Object.values(type.getFields())
    .filter(({ name }) => !name.startsWith('_'))
    .map((field) => selectField(selection, field, here));
  return ['__typename', ...fields.filter((field) => field !== null)].join(' ');
}
