import {
  jointMutations,
  mutations,
  type JointMutationName,
  type MutationName,
} from '../../schema/contract/mutations';
import type { Viewer } from '../../schema/viewer';
import type { Question } from './ask';
import type { Graph } from './graph';

/** What a mutation answered. */
export interface Mutated {
  // The tests look into things of every shape.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly thing: any;
  readonly change: string | null;
  readonly problems: readonly { code: string; message: string; path: string[] }[];
}

const all = { ...mutations, ...jointMutations };

/** What is selected of that which is no thing. */
const selected: Readonly<Record<string, string>> = { document: '', receipt: '{ id erasedAt regions }' };

/** A mutation of the contract with its input, which asks for `selection` of the thing. */
export function mutation(
  name: MutationName | JointMutationName,
  input: object,
  selection = '__typename id',
): Question {
  const { input: Input, answers } = all[name];
  const asked = selected[answers] ?? `{ ${selection} } change`;
  return {
    query: `mutation Sent($input: ${Input.name}!) {
      ${name}(input: $input) { thing: ${answers} ${asked} problems { code message path } }
    }`,
    variables: { input },
  };
}

/** Codes and places of problems, as `CODE at.the.place`. */
export function placesOf({ problems }: Mutated): string[] {
  return problems.map(({ code, path }) => `${code} ${path.join('.')}`);
}

/** How a mutation is sent. */
export interface Sending {
  /** Who sends it; nobody that is known when left out. */
  readonly as?: Viewer;
  /** `gateway`, or a subgraph's slug. */
  readonly of?: string;
  /** Of the answer's messages; English when left out. */
  readonly language?: string;
  /** What is asked of the thing. */
  readonly selection?: string;
}

/** Sends mutations to the graph, which must answer each without errors. */
export function senderTo(graph: () => Graph) {
  return async (
    name: MutationName,
    input: object,
    { language = 'en', selection, ...options }: Sending = {},
  ): Promise<Mutated> => {
    const headers = { 'accept-language': language };
    const { data, errors } = await graph().ask(mutation(name, input, selection), { ...options, headers });
    expect(errors).toBeUndefined();
    return data[name] as Mutated;
  };
}
