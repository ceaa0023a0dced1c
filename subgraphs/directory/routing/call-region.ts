import { z } from 'zod';
import { ProblemCode } from '../../../schema/contract/problem';
import { signRoutedToken } from '../../../schema/routed-token';
import type { RequestContext } from '../../kit/context';
import { GraphQLError } from 'graphql';
import { errorCodes } from '../../../schema/error-codes';

/** Where the regions are, and what their calls are signed with. */
export interface RegionCalls {
  /** Address by slug. */
  readonly urls: Readonly<Record<string, string>>;
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
}

/** One mutation of one region's own endpoint. */
export interface RegionMutation {
  readonly region: string;
  /** Name of the mutation. */
  readonly name: string;
  /** Name of the input's GraphQL type. */
  readonly inputType: string;
  readonly input: unknown;
  /** Field of the payload that holds the thing. */
  readonly field: string;
}

/** What a region answered. */
export interface RegionAnswer {
  /** Type and id of the thing; null when there are problems. */
  readonly thing: { readonly __typename: string; readonly id: string } | null;
  readonly change: string | null;
  readonly problems: readonly { code: ProblemCode; message: string; path: string[] }[];
}

/** The region did not answer: it may or may not have done what it was asked. */
export class RegionSilent extends Error {}

// Longer than a read is given: a write that is cut off leaves its caller in doubt.
const DEADLINE_MILLIS = 5000;

const thing = z.object({ __typename: z.string(), id: z.string() }).nullable();
const problems = z.array(
  z.object({
    code: z.enum(Object.keys(ProblemCode) as [ProblemCode, ...ProblemCode[]]),
    message: z.string(),
    path: z.array(z.string()),
  }),
);
const refusal = z.object({
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })).min(1),
});

function documentOf({ name, inputType, field }: RegionMutation): string {
  return `mutation Routed($input: ${inputType}!) {
    ${name}(input: $input) { ${field} { __typename id } change problems { code message path } }
  }`;
}

async function post(
  url: string,
  { body, headers }: { body: object; headers: Record<string, string> },
): Promise<unknown> {
  try {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(DEADLINE_MILLIS),
    });
    return await response.json();
  } catch (error) {
    throw new RegionSilent('A region did not answer a routed mutation.', { cause: error });
  }
}

/** A refusal of the region, passed on where it is for clients. */
function refusalOf(answer: unknown): Error {
  const { success, data } = refusal.safeParse(answer);
  const first = success ? data.errors[0] : undefined;
  if (!first || !(first.extensions.code in errorCodes))
    return new RegionSilent('A region gave no sound answer.');
  return new GraphQLError(first.message, { extensions: { code: first.extensions.code } });
}

/** Calls a mutation on a region's own endpoint, on behalf of the viewer. Throws RegionSilent, and what the region refused. */
export async function callRegion(
  { urls, privateKey }: RegionCalls,
  context: RequestContext,
  mutation: RegionMutation,
): Promise<RegionAnswer> {
  const { region, name, field, input } = mutation;
  const body = { query: documentOf(mutation), variables: { input } };
  const token = await signRoutedToken(privateKey, { audience: region, viewer: context.viewer, body });
  const answer = await post(urls[region] ?? '', {
    body,
    headers: { authorization: `Bearer ${token}`, 'accept-language': context.languages.join(', ') },
  });
  const shape = z.object({
    data: z.object({ [name]: z.object({ [field]: thing, change: z.string().nullable(), problems }) }),
  });
  const { success, data } = shape.safeParse(answer);
  if (!success) throw refusalOf(answer);
  const payload = data.data[name] as Record<string, unknown>;
  return {
    thing: payload[field] as RegionAnswer['thing'],
    change: payload['change'] as string | null,
    problems: payload['problems'] as RegionAnswer['problems'],
  };
}
