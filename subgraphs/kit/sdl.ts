import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  Kind,
  parse,
  print,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  type TypeNode,
} from 'graphql';
import { hiddenValuesOf } from '../../schema/contract/described-enum';

/** What a subgraph's SDL begins with: the federation version, and the directives that ours use. */
const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@inaccessible"])\n\n';

const roots = new Set(['Query', 'Mutation']);

type Named = Extract<DefinitionNode, { readonly name: unknown }>;

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** Names of the types that a definition speaks of. */
function namesIn(definition: DefinitionNode): string[] {
  const fields = 'fields' in definition ? (definition.fields ?? []) : [];
  const interfaces = 'interfaces' in definition ? (definition.interfaces ?? []) : [];
  return [
    ...interfaces.map((node) => node.name.value),
    ...fields.flatMap((field) => [
      namedType(field.type),
      ...('arguments' in field ? (field.arguments ?? []).map((argument) => namedType(argument.type)) : []),
    ]),
  ];
}

function isEntity(definition: DefinitionNode): boolean {
  return (
    'directives' in definition && (definition.directives ?? []).some((node) => node.name.value === 'key')
  );
}

/** The definitions that can be reached from `starts`. */
function reachable(definitions: readonly Named[], starts: readonly Named[]): Named[] {
  const byName = new Map(definitions.map((definition) => [definition.name.value, definition]));
  const seen = new Set<DefinitionNode>();
  const visit = (definition: Named | undefined): void => {
    if (!definition || seen.has(definition)) return;
    seen.add(definition);
    for (const name of namesIn(definition)) visit(byName.get(name));
  };
  starts.forEach(visit);
  return definitions.filter((definition) => seen.has(definition));
}

const order = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
] as string[];

/** Roots first, then by kind and name: the same code gives the same text, whatever the order of loading. */
function inOrder(definitions: readonly Named[]): Named[] {
  const rank = ({ name, kind }: Named): string =>
    `${roots.has(name.value) ? 0 : 1}${order.indexOf(kind)}${name.value}`;
  return definitions.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

// A resolver of an interface's field gives its directives to the interface too, where federation does not allow them.
function withoutFieldDirectives(definition: Named): Named {
  if (definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return definition;
  return { ...definition, fields: (definition.fields ?? []).map((field) => ({ ...field, directives: [] })) };
}

const inaccessible = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'inaccessible' } } as const;

function withHiddenValues(definition: Named): Named {
  if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) return definition;
  const hidden = hiddenValuesOf(definition.name.value);
  const values = definition.values?.map((value) =>
    hidden.includes(value.name.value)
      ? { ...value, directives: [...(value.directives ?? []), inaccessible] }
      : value,
  );
  return { ...definition, values };
}

const rootDescription = {
  kind: Kind.STRING,
  value:
    'What one may ask. A root field is null, with an error that says why, when the part that answers it is down.',
} as const;

const mutationDescription = {
  kind: Kind.STRING,
  value: 'What one may do. Each answers what came of it, with the problems that a person can put right.',
} as const;

function described(definition: Named): Named {
  if (definition.name.value === 'Mutation')
    return { ...definition, description: mutationDescription } as Named;
  return definition.name.value === 'Query'
    ? ({ ...definition, description: rootDescription } as Named)
    : definition;
}

/** The document of a subgraph. `withRoots: false` leaves out Query and Mutation, and what only they speak of. */
export function subgraphDocument(schema: GraphQLSchema, { withRoots }: { withRoots: boolean }): DocumentNode {
  const { definitions } = parse(printSchemaWithDirectives(schema));
  const named = definitions
    .filter((definition): definition is Named => 'name' in definition)
    .map(withoutFieldDirectives)
    .map(withHiddenValues)
    .map(described);
  const isRoot = (definition: Named): boolean => roots.has(definition.name.value);
  const kept = withRoots ? named : named.filter((definition) => !isRoot(definition));
  const starts = kept.filter((definition) => isRoot(definition) || isEntity(definition));
  return {
    kind: Kind.DOCUMENT,
    definitions: [...parse(link).definitions, ...inOrder(reachable(kept, starts))],
  };
}

/** SDL text of a document, as it is committed. */
export function printDocument(document: DocumentNode): string {
  return `${print(document)}\n`;
}
