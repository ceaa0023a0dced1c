import {
  type DocumentNode,
  type GraphQLSchema,
  type SelectionSetNode,
  Kind,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';

/**
 * What a reply to a subgraph's operation has to look like: objects where objects were asked for, lists where lists
 * were. One tree serves all concrete types, since GraphQL lets a response name have one shape only.
 */
export interface ReplyShape {
  readonly name: string;
  /** How many lists stand around the value. */
  lists: number;
  /** Of an object, by response name; null of a leaf. */
  fields: Map<string, ReplyShape> | null;
}

/** A reply that is not what the operation asked for; the message says where, and holds nothing of the reply. */
export class MalformedReply extends Error {}

function countLists(type: unknown): number {
  const nullable = getNullableType(type as Parameters<typeof getNullableType>[0]);
  return isListType(nullable) ? 1 + countLists(nullable.ofType) : 0;
}

/** Where a selection stands: the operation, and the type that the selection is of. */
interface Scope {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly typeName: string | undefined;
}

function addSelections(into: Map<string, ReplyShape>, set: SelectionSetNode, scope: Scope): void {
  const { typeName } = scope;
  for (const selection of set.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const inner = selection.typeCondition?.name.value ?? typeName;
      addSelections(into, selection.selectionSet, { ...scope, typeName: inner });
    } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
      for (const node of scope.document.definitions) {
        if (node.kind !== Kind.FRAGMENT_DEFINITION || node.name.value !== selection.name.value) continue;
        addSelections(into, node.selectionSet, { ...scope, typeName: node.typeCondition.name.value });
      }
    } else {
      const name = (selection.alias ?? selection.name).value;
      const parent = typeName === undefined ? undefined : scope.schema.getType(typeName);
      const hasFields = isObjectType(parent) || isInterfaceType(parent);
      const type = hasFields ? parent.getFields()[selection.name.value]?.type : undefined;
      const isEntities = selection.name.value === '_entities';
      const shape = into.get(name) ?? {
        name,
        lists: isEntities ? 1 : type ? countLists(type) : 0,
        fields: null,
      };
      into.set(name, shape);
      if (!selection.selectionSet) continue;
      shape.fields ??= new Map();
      addSelections(shape.fields, selection.selectionSet, {
        ...scope,
        typeName: type && getNamedType(type).name,
      });
    }
  }
}

/** The shape of the replies to this operation, whose types are those of the supergraph. */
export function readReplyShape(schema: GraphQLSchema, query: string): ReplyShape {
  const document = parse(query, { noLocation: true });
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const root: ReplyShape = { name: 'data', lists: 0, fields: new Map() };
  if (!operation || !root.fields) throw new Error('The query planner made a document without an operation.');
  const typeName = schema.getRootType(operation.operation)?.name;
  addSelections(root.fields, operation.selectionSet, { schema, document, typeName });
  return root;
}

/**
 * Throws MalformedReply where a list, an object or a `__typename` is something else: the gateway would let that take
 * down the whole answer. Removes what was not asked for, which would be merged into the answers of others. Leaves
 * wrong scalars alone: the gateway makes those null one by one.
 */
export function checkReplyShape(value: unknown, shape: ReplyShape, lists = shape.lists): void {
  if (shape.name === '__typename' && typeof value !== 'string') {
    throw new MalformedReply('"__typename" should be a string');
  }
  if (value === null || value === undefined) return;
  if (lists > 0) {
    if (!Array.isArray(value)) throw new MalformedReply(`"${shape.name}" should be a list`);
    for (const element of value) checkReplyShape(element, shape, lists - 1);
  } else if (shape.fields) {
    if (typeof value !== 'object' || Array.isArray(value)) {
      throw new MalformedReply(`"${shape.name}" should be an object`);
    }
    const record = value as Record<string, unknown>;
    for (const name of Object.keys(record)) {
      const field = shape.fields.get(name);
      if (field) checkReplyShape(record[name], field);
      else Reflect.deleteProperty(record, name);
    }
  }
}
