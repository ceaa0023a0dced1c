import type { DocumentNode, GraphQLSchema, TypeDefinitionNode } from 'graphql';
import { findType, hasDirective, type Member } from './document';
import type { Edit } from './edit';

/** What is judged: one subgraph's new SDL among what all the others have deployed. */
export interface Scene {
  /** The subgraph. */
  readonly name: string;
  readonly proposed: DocumentNode;
  /** What it had published before; empty when it is new. */
  readonly before: DocumentNode;
  /** What the others have deployed, by their names. */
  readonly others: ReadonlyMap<string, DocumentNode>;
  /** What clients see before; null when there is nothing yet. */
  readonly api: GraphQLSchema | null;
}

/** One thing that keeps an SDL from being published. */
export interface Fault {
  /** The schema coordinate that it is about. */
  readonly at: string;
  /** What is wrong, and for whom. */
  readonly what: string;
  /** The rule of the design that it breaks. */
  readonly rule: string;
  /** How to publish it instead. */
  readonly instead: string;
  /** Does to the SDL what `instead` says; absent where no machine can know. */
  readonly remedy?: Edit;
}

/** The rules of the design, section 2, in the words that a partner reads. */
export const rules = {
  interfaceField:
    'New fields go on your own concrete type first; the interface has a field when every region has it.',
  shared: 'On shared object types and enums, what is new starts @inaccessible until all have it.',
  shareable: 'A type without a key that several subgraphs have is @shareable in each.',
  input:
    'An input field or an argument is in the API when every subgraph has it; until then none may require it.',
  promise: 'What clients may ask for today stays: a release keeps every old query whole.',
  nullable:
    'What crosses from one subgraph to another can be null: else one region that is down empties the whole answer.',
  ownership: 'The name of a type says who owns the row, and every region keeps to its own.',
  roots: 'A region publishes no root fields: four would collide. Its own endpoint serves them all the same.',
  federation:
    'Subgraphs are of Federation 2: without its @link, every field counts as shared without a word.',
  onePlan: 'Each field has one home: every example operation has exactly one plan.',
} as const;

/** The others that have a type, each with its definition. */
export function sharersOf({ others }: Scene, type: string): [string, TypeDefinitionNode][] {
  return [...others].flatMap(([name, document]) => {
    const found = findType(document, type);
    return found ? [[name, found] as [string, TypeDefinitionNode]] : [];
  });
}

export function isHidden(member: Member | undefined): boolean {
  return member !== undefined && hasDirective(member, 'inaccessible');
}

/** `a`, `a and b`, `a, b and c`. */
export function joined(names: readonly string[]): string {
  const unique = [...new Set(names)].toSorted();
  return unique.length < 2 ? unique.join('') : `${unique.slice(0, -1).join(', ')} and ${unique.at(-1) ?? ''}`;
}

/** Where a part stands that has to be put back: what was published before, or else another's. */
export function modelsFor({ before, others }: Scene): DocumentNode[] {
  return [before, ...others.values()];
}
