import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { schemaFolder } from '../../schema/project';
import { checkRelease, publishRelease, ReleaseRefused, type Candidate } from '../../schema/release/publish';
import { regions } from '../../schema/regions';
import { services } from '../../schema/services';
import { SetupError } from '../../schema/setup-error';
import { subgraphCode } from './schema-command';

const DEADLINE_MILLIS = 10_000;

const answer = z.object({ data: z.object({ _service: z.object({ sdl: z.string().min(1) }) }) });

async function askForSdl(address: string): Promise<string> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
      signal: AbortSignal.timeout(DEADLINE_MILLIS),
    });
    return answer.parse(await response.json()).data._service.sdl;
  } catch (error) {
    throw new SetupError(
      `${address} should answer { _service { sdl } } within ${DEADLINE_MILLIS / 1000} s, but it did not. Name the GraphQL address of the subgraph, such as http://127.0.0.1:4002/graphql.`,
      { cause: error },
    );
  }
}

/** SDL from a file, or from the subgraph at an address. Throws SetupError. */
async function readSdl(from: string): Promise<string> {
  if (/^https?:\/\//.test(from)) return askForSdl(from);
  if (existsSync(from)) return readFileSync(from, 'utf8');
  throw new SetupError(
    `"${from}" should be a file with SDL, or the address of a subgraph, but there is none.`,
  );
}

async function codeOf(name: string): Promise<string> {
  const code = (await subgraphCode()).find((one) => one.name === name);
  if (code) return code.sdl;
  throw new SetupError(`"${name}" is no subgraph. Known: ${services.map(({ slug }) => slug).join(', ')}.`);
}

/** Whose SDL it is: by the name of the file, or else by the region that it has a type of. */
function nameOf(from: string, sdl: string): string {
  const named = services.find(({ slug }) => slug === basename(from, '.graphql'));
  const owned = regions.find(({ prefix }) =>
    new RegExp(`^type ${prefix} implements .*\\bRegion\\b`, 'm').test(sdl),
  );
  // The directory has a type of every region.
  const name = named?.slug ?? (/^type Query\b/m.test(sdl) ? undefined : owned?.slug);
  if (name !== undefined) return name;
  throw new SetupError('It cannot be told whose SDL this is. Add --as <subgraph>.');
}

function refusal(error: unknown, suggest: string | undefined): unknown {
  if (!(error instanceof ReleaseRefused) || error.suggestion === null) return error;
  if (suggest === undefined) process.stdout.write(`${error.suggestion.difference}\n`);
  else writeFileSync(suggest, error.suggestion.sdl);
  return error;
}

/** How a release may be judged and told of. */
export interface ReleaseOptions {
  readonly allowBreaking?: boolean;
  /** The file that an SDL that would pass is written to; its difference goes to standard output otherwise. */
  readonly suggest?: string;
}

/** Publishes what a subgraph has deployed, or what the code here makes of it. Throws SetupError where it is refused. */
export async function publishSchema(
  { name, from, suggest, allowBreaking }: ReleaseOptions & { readonly name: string; readonly from?: string },
  folder = schemaFolder,
): Promise<string> {
  const made = await codeOf(name);
  const sdl = from === undefined ? made : await readSdl(from);
  // What the code here makes needs no mark: it is in step again.
  const isElsewhere = from !== undefined && sdl.trimEnd() !== made.trimEnd();
  const candidate: Candidate = { name, sdl, from: isElsewhere ? from : null, allowBreaking };
  try {
    const { report } = await publishRelease(candidate, folder, new Date());
    return [`${name} is published.`, ...report].join('\n');
  } catch (error) {
    throw refusal(error, suggest);
  }
}

/** Says whether an SDL could be published, and writes nothing into the schema. Throws SetupError where it is refused. */
export async function checkSdl(
  { from, as, suggest, allowBreaking }: ReleaseOptions & { readonly from: string; readonly as?: string },
  folder = schemaFolder,
): Promise<string> {
  const sdl = await readSdl(from);
  const name = as ?? nameOf(from, sdl);
  try {
    const { report } = await checkRelease({ name, sdl, from, allowBreaking }, folder);
    return [`${name} can be published so.`, ...report].join('\n');
  } catch (error) {
    throw refusal(error, suggest);
  }
}
