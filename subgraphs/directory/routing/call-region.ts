import { z } from 'zod';
import { ProblemCode } from '../../../schema/contract/problem';
import { signRoutedToken } from '../../../schema/routed-token';
import type { RequestContext } from '../../kit/context';
import { GraphQLError } from 'graphql';
import { errorCodes } from '../../../schema/error-codes';
import { post, RegionSilent, type RegionCalls } from './post-to-region';

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

/** Type and id of a thing. */
interface ThingReference {
  readonly __typename: string;
  readonly id: string;
}

/** What a region answered. */
export interface RegionAnswer<Thing = ThingReference> {
  /** Null when there are problems. */
  readonly thing: Thing | null;
  /** Null also for what no list tells of. */
  readonly change: string | null;
  readonly problems: readonly { code: ProblemCode; message: string; path: string[] }[];
}

/** What is asked of the field that holds what came of a mutation. */
interface Asked<Thing> {
  /** What is selected for it, and beside it. */
  readonly select: (field: string) => string;
  readonly shape: z.ZodType<Thing>;
}

const aThing: Asked<ThingReference> = {
  select: (field) => `${field} { __typename id } change`,
  shape: z.object({ __typename: z.string(), id: z.string() }),
};
export const aDocument: Asked<string> = { select: (field) => field, shape: z.string() };
export const aReceipt: Asked<{ readonly id: string; readonly erasedAt: string }> = {
  select: (field) => `${field} { id erasedAt }`,
  shape: z.object({ id: z.string(), erasedAt: z.iso.datetime() }),
};

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

function documentOf({ name, inputType, field }: RegionMutation, { select }: Asked<unknown>): string {
  return `mutation Routed($input: ${inputType}!) {
    ${name}(input: $input) { ${select(field)} problems { code message path } }
  }`;
}

/** A refusal of the region, passed on where it is for clients. */
function refusalOf(answer: unknown): Error {
  const { success, data } = refusal.safeParse(answer);
  const first = success ? data.errors[0] : undefined;
  if (!first || !(first.extensions.code in errorCodes))
    return new RegionSilent('A region gave no sound answer.');
  return new GraphQLError(first.message, { extensions: { code: first.extensions.code } });
}

/** On whose behalf a region is called, and in which languages. */
type Caller = Pick<RequestContext, 'viewer' | 'languages'>;

/** One operation for one region's own endpoint. */
interface Operation {
  readonly query: string;
  readonly variables: object;
}

/** Sends an operation to a region's own endpoint, on behalf of the viewer, whose word the directory signs. Throws RegionSilent. */
export async function sendToRegion(
  { urls, privateKey }: RegionCalls,
  { viewer, languages }: Caller,
  { region, ...body }: Operation & { readonly region: string },
): Promise<unknown> {
  const token = await signRoutedToken(privateKey, { audience: region, viewer, body });
  return post(`${urls[region] ?? ''}/graphql`, {
    body,
    headers: { authorization: `Bearer ${token}`, 'accept-language': languages.join(', ') },
  });
}

/** Calls a mutation on a region's own endpoint, on behalf of the viewer. Throws RegionSilent, and what the region refused. */
export function callRegion(
  calls: RegionCalls,
  caller: Caller,
  mutation: RegionMutation,
): Promise<RegionAnswer> {
  return callRegionFor(aThing, { calls, caller, mutation });
}

/** The same for a mutation that answers something else than a thing. */
export async function callRegionFor<Thing>(
  asked: Asked<Thing>,
  { calls, caller, mutation }: { calls: RegionCalls; caller: Caller; mutation: RegionMutation },
): Promise<RegionAnswer<Thing>> {
  const { region, name, field, input } = mutation;
  const operation = { region, query: documentOf(mutation, asked), variables: { input } };
  const answer = await sendToRegion(calls, caller, operation);
  const change = z.string().nullable().default(null);
  const shape = z.object({
    data: z.object({ [name]: z.object({ [field]: asked.shape.nullable(), change, problems }) }),
  });
  const { success, data } = shape.safeParse(answer);
  if (!success) throw refusalOf(answer);
  const payload = data.data[name] as Record<string, unknown>;
  return {
    thing: payload[field] as Thing | null,
    change: payload['change'] as string | null,
    problems: payload['problems'] as RegionAnswer['problems'],
  };
}
