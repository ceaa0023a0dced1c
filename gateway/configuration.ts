import { join } from 'node:path';
import { z } from 'zod';
import { acceptsDevelopmentViewer } from '../schema/development-viewer';
import { schemaFolder } from '../schema/project';
import { SetupError } from '../schema/setup-error';
import { type ServiceRow, gatewayPort, services } from '../schema/services';

/** A subgraph, and the address that this gateway reaches it at. */
export interface ServiceAddress {
  readonly slug: string;
  readonly kind: ServiceRow['kind'];
  /** Without a slash at its end; `/graphql` and `/health/ready` stand below it. */
  readonly url: string;
}

/** All that can be set from outside; nothing else in this room reads the environment. */
export interface GatewayConfiguration {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly services: readonly ServiceAddress[];
  readonly supergraphFile: string;
  /** For one call of one subgraph, until the last byte of its answer. */
  readonly subgraphTimeoutMillis: number;
  /** For all subgraph calls of one request together. */
  readonly requestTimeoutMillis: number;
  readonly maxBodyBytes: number;
  readonly corsOrigins: '*' | readonly string[];
  readonly logLevel: string;
  /** Whether the header x-development-viewer says who asks; else a request with it is refused. */
  readonly acceptsDevelopmentViewer: boolean;
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

function wholeNumber(least: number, most: number, fallback: number) {
  const isInRange = (text: string) => /^\d{1,10}$/.test(text) && +text >= least && +text <= most;
  return z
    .string()
    .refine(isInRange, `a whole number from ${least} to ${most}`)
    .transform(Number)
    .default(fallback);
}

function isAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (url?.protocol === 'http:' || url?.protocol === 'https:') && !url.search && !url.hash;
}

const address = z.string().refine(isAddress, 'an address such as http://127.0.0.1:4002');
const isOrigin = (text: string) => isAddress(text) && new URL(text).origin === text;
const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine(
    (list) => (list.length === 1 && list[0] === '*') || list.every(isOrigin),
    '"*", or origins such as https://example.org separated by commas',
  )
  .transform((list) => (list[0] === '*' ? ('*' as const) : Object.freeze(list)))
  .default('*');

const variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535, gatewayPort),
  SUPERGRAPH: z.string().default(join(schemaFolder, 'supergraph.graphql')),
  SUBGRAPH_TIMEOUT_MILLIS: wholeNumber(1, 600_000, 3_000),
  REQUEST_TIMEOUT_MILLIS: wholeNumber(1, 600_000, 10_000),
  MAX_BODY_BYTES: wholeNumber(1, 100_000_000, 262_144),
  CORS_ORIGINS: origins,
  DEVELOPMENT_VIEWER: z.enum(['true', 'false'], 'true or false').default('false'),
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, `one of ${logLevels.join(', ')}`).default('info'),
});

const addresses = z.object(
  Object.fromEntries(
    services.map(({ urlVariable, port }) => [urlVariable, address.default(`http://127.0.0.1:${port}`)]),
  ),
);

/** Throws one line that names the first variable that is wrong, what was expected and what came. */
function parse<Schema extends z.ZodObject>(schema: Schema, env: NodeJS.ProcessEnv): z.output<Schema> {
  // A variable set to nothing counts as not set: that is how compose files and shells leave one out.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const name = String(issue?.path[0]);
  throw new SetupError(`${name} should be ${issue?.message}, but is ${JSON.stringify(env[name])}.`);
}

/** Reads what the gateway needs from these variables, and freezes it. Throws one line on the first that is wrong. */
export function readGatewayConfiguration(env: NodeJS.ProcessEnv): GatewayConfiguration {
  const values = parse(variables, env);
  const urls: Record<string, unknown> = parse(addresses, env);
  const toAddress = ({ slug, kind, urlVariable }: ServiceRow): ServiceAddress =>
    Object.freeze({ slug, kind, url: String(urls[urlVariable]).replace(/\/+$/, '') });
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    services: Object.freeze(services.map(toAddress)),
    supergraphFile: values.SUPERGRAPH,
    subgraphTimeoutMillis: values.SUBGRAPH_TIMEOUT_MILLIS,
    requestTimeoutMillis: values.REQUEST_TIMEOUT_MILLIS,
    maxBodyBytes: values.MAX_BODY_BYTES,
    corsOrigins: values.CORS_ORIGINS,
    logLevel: values.LOG_LEVEL,
    acceptsDevelopmentViewer: acceptsDevelopmentViewer(values.DEVELOPMENT_VIEWER, values.NODE_ENV),
  });
}
