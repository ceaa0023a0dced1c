import { buildSchema, GraphQLError, Kind, print, type DocumentNode } from 'graphql';
import { compose, CompositionError, type Composed, type SubgraphSdl } from '../compose';
import { SetupError } from '../setup-error';
import { judgeBorders } from './borders';
import { readDocument } from './document';
import { withoutOrphans } from './edit';
import { judgeInputs } from './inputs';
import { judgeInterfaceFields } from './interface-fields';
import { judgeOperations } from './one-plan';
import { judgePromises } from './promises';
import { judgeSameTypes } from './same-types';
import type { Fault, Scene } from './scene';
import { judgeSharedParts } from './shared-parts';

/** A subgraph's new SDL, and what it comes to. */
export interface Release {
  readonly subgraph: SubgraphSdl;
  /** What the subgraph had published before; null when it is new. */
  readonly before: string | null;
  /** All other subgraphs, as they are deployed. */
  readonly others: readonly SubgraphSdl[];
  /** What clients see before; null when there is nothing yet. */
  readonly api: string | null;
  /** Lets go what clients may still ask for. */
  readonly allowBreaking?: boolean;
}

/** What to say of a release. */
export type Verdict =
  | { readonly isAccepted: true; readonly composed: Composed; readonly scene: Scene }
  | {
      readonly isAccepted: false;
      readonly faults: readonly Fault[];
      readonly scene: Scene;
      /** The SDL changed as the faults say, which was seen to pass; null when no machine can know it. */
      readonly suggestion: DocumentNode | null;
    };

/** Enough for faults that hide one another: each round mends all that it finds. */
const MAX_ROUNDS = 6;

type Judgement = { readonly faults: readonly Fault[]; readonly composed?: Composed };

function read(sdl: string): DocumentNode {
  try {
    return readDocument(sdl);
  } catch (error) {
    if (error instanceof GraphQLError)
      throw new SetupError(`It should be SDL, but it is not: ${error.message}`);
    throw error;
  }
}

function sceneOf({ subgraph, before, others, api }: Release): Scene {
  return {
    name: subgraph.name,
    proposed: read(subgraph.sdl),
    before: before === null ? { kind: Kind.DOCUMENT, definitions: [] } : readDocument(before),
    others: new Map(others.map(({ name, sdl }) => [name, readDocument(sdl)])),
    api: api === null ? null : buildSchema(api),
  };
}

// In this order: a later rule takes for granted what an earlier one holds to.
const groups = [judgeBorders, judgeSameTypes, judgeInterfaceFields, judgeSharedParts, judgeInputs];

async function judgeOnce(release: Release, scene: Scene): Promise<Judgement> {
  for (const judge of groups) {
    const faults = judge(scene);
    if (faults.length > 0) return { faults };
  }
  try {
    const subgraph = { ...release.subgraph, sdl: print(scene.proposed) };
    const composed = compose([...release.others, subgraph], { mayWait: true });
    const broken = release.allowBreaking ? [] : await judgePromises(scene, composed.api);
    return { faults: broken.length > 0 ? broken : judgeOperations(composed), composed };
  } catch (error) {
    if (!(error instanceof CompositionError)) throw error;
    return { faults: error.reasons.map(unknown) };
  }
}

function unknown(reason: string): Fault {
  const [what = ''] = reason.split('\n');
  return {
    at: 'composition',
    what,
    rule: 'The SDL of all subgraphs composes to one graph.',
    instead: 'Composition says so itself; no rule of ours knows a way.',
  };
}

function isNew(fault: Fault, known: readonly Fault[]): boolean {
  return !known.some(({ at, what }) => at === fault.at && what === fault.what);
}

/** Judges an SDL, and where it cannot be accepted changes it as the rules say until it can. Throws SetupError where it is no SDL. */
export async function judgeRelease(release: Release): Promise<Verdict> {
  const scene = sceneOf(release);
  const found: Fault[] = [];
  let { proposed } = scene;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { faults, composed } = await judgeOnce(release, { ...scene, proposed });
    if (faults.length === 0 && composed) {
      if (found.length === 0) return { isAccepted: true, composed, scene };
      return { isAccepted: false, faults: found, scene, suggestion: proposed };
    }
    found.push(...faults.filter((fault) => isNew(fault, found)));
    const mended = faults.reduce((document, { remedy }) => remedy?.(document) ?? document, proposed);
    if (print(mended) === print(proposed)) break;
    proposed = withoutOrphans(mended, scene.before);
  }
  return { isAccepted: false, faults: found, scene, suggestion: null };
}
