import { z } from 'zod';
import { mayComeFromSubgraph } from './errors';
import { type ReplyShape, MalformedReply, checkReplyShape } from './reply-shape';

/** One error of a reply, with nothing in it that the gateway cannot handle. */
export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface SubgraphReply {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly SubgraphError[];
}

/** Each error is logged if it is masked: a subgraph gone wrong must not fill the log with one reply. */
const MAX_ERRORS = 100;

const errorList = z.array(
  z.object({
    message: z.string(),
    path: z
      .array(z.union([z.string(), z.number()]))
      .optional()
      .catch(undefined),
    extensions: z.record(z.string(), z.unknown()).catch({}),
  }),
);

function readErrors(value: unknown): SubgraphError[] | undefined {
  if (value === undefined || value === null) return undefined;
  const result = errorList.safeParse(value);
  if (!result.success) throw new MalformedReply('"errors" should be a list of objects with a message');
  if (result.data.length === 0) return undefined;
  return result.data.slice(0, MAX_ERRORS).map(({ message, path, extensions }) => ({
    message,
    ...(path && { path }),
    // The gateway looks codes up in a table of its own and gives those found there another meaning.
    extensions: mayComeFromSubgraph(extensions.code) ? extensions : { code: 'INTERNAL_SERVER_ERROR' },
  }));
}

function checkEntities(data: Record<string, unknown>, representations: readonly unknown[]): void {
  const entities = data._entities;
  if (!Array.isArray(entities) || entities.length !== representations.length) {
    throw new MalformedReply(`"_entities" should be a list of ${representations.length}`);
  }
  entities.forEach((entity, index) => {
    const asked = (representations[index] as { __typename?: unknown }).__typename;
    const given = (entity as { __typename?: unknown } | null)?.__typename ?? asked;
    if (given !== asked)
      throw new MalformedReply('an entity should have the "__typename" that was asked for');
  });
}

/**
 * The reply in this JSON value, checked against what its operation asked for. `representations` are those that the
 * operation was sent with, if it asks for entities. Throws MalformedReply.
 */
export function readSubgraphReply(
  json: unknown,
  shape: ReplyShape,
  representations?: unknown,
): SubgraphReply {
  if (typeof json !== 'object' || json === null) throw new MalformedReply('the reply should be an object');
  const { data = null, errors: sentErrors } = json as { data?: unknown; errors?: unknown };
  const errors = readErrors(sentErrors);
  if (!data && !errors) throw new MalformedReply('the reply should have data or errors');
  if (data === null) return { data: null, errors };
  checkReplyShape(data, shape);
  const record = data as Record<string, unknown>;
  if (!Array.isArray(representations)) return { data: record, ...(errors && { errors }) };
  if (errors && !record._entities) return { data: null, errors };
  checkEntities(record, representations);
  return { data: record, ...(errors && { errors }) };
}

/** Whether this JSON value is a GraphQL reply whose every error is for the client to put right. */
export function isRefusalForClient(json: unknown): boolean {
  const errors = (json as { errors?: unknown } | undefined)?.errors;
  return (
    Array.isArray(errors) &&
    errors.length > 0 &&
    errors.every((error) =>
      mayComeFromSubgraph((error as { extensions?: { code?: unknown } } | null)?.extensions?.code),
    )
  );
}
