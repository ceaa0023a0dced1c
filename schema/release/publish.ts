import { print } from 'graphql';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printComposed, readIfThere } from '../artefacts';
import { findHarmless } from '../breaking-changes';
import type { Composed } from '../compose';
import { PUBLISHED_FILE, printPublished, readPublished, type Published } from '../published';
import { services } from '../services';
import { SetupError } from '../setup-error';
import { judgeRelease, type Release, type Verdict } from './judge';
import type { Fault } from './scene';
import { showChanges } from './show-changes';
import { findWaiting } from './waiting';

/** An SDL to publish. */
export interface Candidate {
  readonly name: string;
  readonly sdl: string;
  /** Where the SDL came from; null when it is what the code here makes. */
  readonly from: string | null;
  readonly allowBreaking?: boolean;
}

/** An SDL that would pass in the place of one that does not. */
export interface Suggestion {
  /** Whole, ready to publish. */
  readonly sdl: string;
  /** What differs from what was proposed. */
  readonly difference: string;
}

/** A release that is refused: what is wrong in words, and the SDL that would pass. */
export class ReleaseRefused extends SetupError {
  constructor(
    message: string,
    readonly faults: readonly Fault[],
    /** Null when no machine can know it. */
    readonly suggestion: Suggestion | null,
  ) {
    super(message);
  }
}

/** An SDL that can be published: what is to be written, and what is to be said. */
export interface Accepted {
  readonly composed: Composed;
  /** Sentences on what clients get and on what waits. */
  readonly report: readonly string[];
}

function releaseOf({ name, sdl, allowBreaking }: Candidate, folder: string): Release {
  const deployed = services.flatMap((service) => {
    const text = readIfThere(join(folder, 'subgraphs', `${service.slug}.graphql`));
    const url = `http://127.0.0.1:${service.port}/graphql`;
    return text === null ? [] : [{ name: service.slug, url, sdl: text }];
  });
  const { port } = services.find(({ slug }) => slug === name) ?? {};
  if (port === undefined) {
    throw new SetupError(`"${name}" is no subgraph. Known: ${services.map(({ slug }) => slug).join(', ')}.`);
  }
  return {
    subgraph: { name, url: `http://127.0.0.1:${port}/graphql`, sdl },
    before: deployed.find((one) => one.name === name)?.sdl ?? null,
    others: deployed.filter((one) => one.name !== name),
    api: readIfThere(join(folder, 'api.graphql')),
    allowBreaking,
  };
}

function sentences({ at, what, rule, instead }: Fault): string {
  return [`${at}: ${what}`, `  Rule: ${rule}`, `  Instead: ${instead}`].join('\n');
}

function refuse(name: string, verdict: Extract<Verdict, { isAccepted: false }>): never {
  const { faults, suggestion, scene } = verdict;
  const last = suggestion
    ? 'An SDL that passes was found: take the lines below, or write it whole with --suggest <file>.'
    : 'No SDL that passes was found: it is for a person to decide.';
  throw new ReleaseRefused(
    [`${name} cannot be published so; nothing was written.`, ...faults.map(sentences), last].join('\n'),
    faults,
    suggestion && { sdl: `${print(suggestion)}\n`, difference: showChanges(scene.proposed, suggestion) },
  );
}

// A directive that is new brings its own definition and arguments: they say nothing more than its use.
function isWorthSaying({ message }: { message: string }): boolean {
  return !/^(Directive|Argument '\w+' was added to '@)/.test(message);
}

/** Judges an SDL among those that are committed in `folder`, and writes nothing. Throws ReleaseRefused. */
export async function checkRelease(candidate: Candidate, folder: string): Promise<Accepted> {
  const release = releaseOf(candidate, folder);
  const verdict = await judgeRelease(release);
  if (!verdict.isAccepted) refuse(candidate.name, verdict);
  const { composed, scene } = verdict;
  const before = release.api ?? 'type Query { _: Boolean }';
  const changes = (await findHarmless(before, composed.api)).filter(isWorthSaying);
  return {
    composed,
    report: [
      ...(changes.length === 0
        ? ['Clients see no change.']
        : changes.map(({ path, message }) => `${path}: ${message}.`)),
      ...findWaiting(scene, composed.api),
    ],
  };
}

function put(file: string, text: string | null): void {
  mkdirSync(dirname(file), { recursive: true });
  if (text === null) rmSync(file, { force: true });
  else writeFileSync(file, text);
}

/** Judges an SDL, and writes it with what it composes to. Throws ReleaseRefused, and then nothing is written. */
export async function publishRelease(candidate: Candidate, folder: string, now: Date): Promise<Accepted> {
  const accepted = await checkRelease(candidate, folder);
  const { [candidate.name]: _old, ...others } = readPublished(folder);
  const published: Published =
    candidate.from === null
      ? others
      : { ...others, [candidate.name]: { from: candidate.from, at: now.toISOString() } };
  put(join(folder, 'subgraphs', `${candidate.name}.graphql`), `${candidate.sdl.trimEnd()}\n`);
  for (const [path, text] of printComposed(accepted.composed)) put(join(folder, path), text);
  put(join(folder, PUBLISHED_FILE), printPublished(published));
  return accepted;
}
