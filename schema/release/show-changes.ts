import { Kind, print, type DocumentNode, type TypeDefinitionNode } from 'graphql';
import { findMember, findType, membersOf, typesOf } from './document';

function marked(mark: '+' | '-' | ' ', text: string): string[] {
  return text.split('\n').map((line) => `${mark} ${line}`);
}

/** A type's first line, without its description and members. */
function head(type: TypeDefinitionNode): string {
  const bare = { ...type, description: undefined, fields: [], values: [] } as unknown as TypeDefinitionNode;
  return type.kind === Kind.SCALAR_TYPE_DEFINITION
    ? print(bare)
    : `${print(bare).replace(/ *\{\s*\}$/, '')} {`;
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ');
}

function changed(before: TypeDefinitionNode, after: TypeDefinitionNode): string[] {
  const names = new Set([...membersOf(before), ...membersOf(after)].map(({ name }) => name.value));
  const lines = [...names].flatMap((name) => {
    const [old, now] = [findMember(before, name), findMember(after, name)].map(
      (one) => one && indented(print(one)),
    );
    if (old === now) return [];
    return [...(old ? marked('-', old) : []), ...(now ? marked('+', now) : [])];
  });
  const heads =
    head(before) === head(after)
      ? marked(' ', head(after))
      : [...marked('-', head(before)), ...marked('+', head(after))];
  return [...heads, ...lines, ...marked(' ', '}')];
}

/** What differs between two documents: of a changed type its head and what changed in it, of others the whole. */
export function showChanges(before: DocumentNode, after: DocumentNode): string {
  const names = new Set([...typesOf(before), ...typesOf(after)].map(({ name }) => name.value));
  const lines = [...names].flatMap((name) => {
    const [old, now] = [findType(before, name), findType(after, name)];
    if (!old) return now ? marked('+', print(now)) : [];
    if (!now) return marked('-', print(old));
    return print(old) === print(now) ? [] : changed(old, now);
  });
  return lines.join('\n');
}
