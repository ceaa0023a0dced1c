import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Kind,
  parse,
  valueFromASTUntyped,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type SelectionSetNode,
} from 'graphql';
import { schemaFolder } from '../../schema/project';

function argument(directive: ConstDirectiveNode, name: string): string | undefined {
  const found = directive.arguments?.find((one) => one.name.value === name);
  return found && (valueFromASTUntyped(found.value) as string);
}

/** Names of the subgraphs that resolve each field of the supergraph, by `Type.field`. */
function readOwners(): Map<string, string[]> {
  const document = parse(readFileSync(join(schemaFolder, 'supergraph.graphql'), 'utf8'));
  const names = new Map<string, string>();
  const owners = new Map<string, string[]>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      names.set(value.name.value, argument(value.directives?.[0] as ConstDirectiveNode, 'name') ?? '');
    }
  }
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const graphsOf = (directives: readonly ConstDirectiveNode[] | undefined, name: string): string[] =>
      (directives ?? [])
        .filter((directive) => directive.name.value === name && argument(directive, 'external') === undefined)
        .flatMap((directive) => names.get(argument(directive, 'graph') ?? '') ?? []);
    for (const field of definition.fields ?? []) {
      const own = graphsOf(field.directives, 'join__field');
      const all = own.length > 0 ? own : graphsOf(definition.directives, 'join__type');
      owners.set(`${definition.name.value}.${field.name.value}`, all);
    }
  }
  return owners;
}

const owners = readOwners();

/** A document that also asks for the type of every object. */
export function withTypeNames(query: string): DocumentNode {
  const typeName = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
  return visit(parse(query), {
    SelectionSet: (set) => ({ ...set, selections: [...set.selections, typeName] }),
    OperationDefinition: { leave: (node) => node },
  });
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** Field name and selection below it, by response name; alternatives of fragments are taken together. */
function fieldsOf(
  sets: readonly SelectionSetNode[],
): Map<string, { name: string; sets: SelectionSetNode[] }> {
  const fields = new Map<string, { name: string; sets: SelectionSetNode[] }>();
  const add = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) add(selection.selectionSet);
      if (selection.kind !== Kind.FIELD) continue;
      const key = (selection.alias ?? selection.name).value;
      const field = fields.get(key) ?? { name: selection.name.value, sets: [] };
      if (selection.selectionSet) field.sets.push(selection.selectionSet);
      fields.set(key, field);
    }
  };
  sets.forEach(add);
  return fields;
}

/** Fields that are null in `partial` and have a value in `full`: each by `Type.field`, with who resolves it. */
export function lostFields(
  partial: JsonObject,
  full: JsonObject,
  document: DocumentNode,
): Map<string, string[]> {
  const lost = new Map<string, string[]>();
  const walk = (one: Json | undefined, other: Json | undefined, sets: readonly SelectionSetNode[]): void => {
    if (Array.isArray(one) && Array.isArray(other)) {
      one.forEach((inner: Json, index) => walk(inner, (other as readonly Json[])[index], sets));
    } else if (one && other && typeof one === 'object' && typeof other === 'object') {
      const type = (other as JsonObject)['__typename'] as string;
      for (const [key, { name, sets: below }] of fieldsOf(sets)) {
        const [mine, its] = [(one as JsonObject)[key], (other as JsonObject)[key]];
        if (mine === null && its !== null) lost.set(`${type}.${name}`, owners.get(`${type}.${name}`) ?? []);
        else walk(mine, its, below);
      }
    }
  };
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  walk(partial, full, operation ? [operation.selectionSet] : []);
  return lost;
}
