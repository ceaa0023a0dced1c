import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  type GraphQLResolveInfo,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

function isLeftOut(node: SelectionNode, { variableValues }: GraphQLResolveInfo): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] === false
  );
}

function namesIn(set: SelectionSetNode | undefined, info: GraphQLResolveInfo): string[] {
  return (set?.selections ?? []).flatMap((node) => {
    if (isLeftOut(node, info)) return [];
    if (node.kind === Kind.FIELD) return [node.name.value];
    return namesIn(
      node.kind === Kind.FRAGMENT_SPREAD ? info.fragments[node.name.value]?.selectionSet : node.selectionSet,
      info,
    );
  });
}

/** Names of the fields that a request asks of what a resolver answers, where that is of one type alone. */
export function askedFields(info: GraphQLResolveInfo): string[] {
  const names = info.fieldNodes.flatMap((node) => namesIn(node.selectionSet, info));
  return [...new Set(names)].filter((name) => name !== '__typename').sort();
}
