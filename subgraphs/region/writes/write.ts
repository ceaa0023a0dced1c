import type { EntityManager } from 'typeorm';
import { type InputOf, type MutationName, mutations } from '../../../schema/contract/mutations';
import { problem, type Problem } from '../../../schema/contract/problem';
import { encodePosition } from '../../../schema/position';
import { keyHolder, type Viewer } from '../../../schema/viewer';
import { keyConflict, keyWrong, notThere } from '../../catalogue/messages';
import { placeChanges, type Change } from '../../kit/changes/change-record';
import { LostRace } from '../../kit/database/failures';
import {
  findEarlier,
  forgetOldKeys,
  isGoodKey,
  rememberAttempt,
  type Attempt,
  type Made,
} from '../../kit/idempotency';
import { notAllowed, otherRegion } from '../messages';
import { maySee } from '../policy';
import type { RegionContext } from '../region-context';
import type { RegionDefinition } from '../region-definition';

/** What came of a write: what was made, or what stood in the way. */
export type Outcome = { readonly made: Made } | { readonly problems: readonly Problem[] };

/** The transaction of a write, and who asked for it when. */
export interface Writing {
  readonly manager: EntityManager;
  readonly region: RegionDefinition;
  readonly viewer: Viewer;
  readonly now: Date;
}

/** What a write is about. */
export interface Subject<Input, Thing> {
  /** The thing, locked until the end of the transaction; null when there is none. */
  readonly lock: (writing: Writing, input: Input) => Promise<Thing | null>;
  /** Field of the input that names it, where that is not the one that says who decides. */
  readonly named?: string;
  /** Tokens of those who may know that the thing is there. */
  readonly listedTo: (region: RegionDefinition, thing: Thing) => readonly string[];
}

/** One write under way: what was asked for, of which thing, and what else the region knows that matters for it. */
export interface Deed<Input, Thing, Known> extends Writing {
  readonly input: Input;
  readonly thing: Thing;
  readonly known: Known;
}

/** What a write has stored. */
export interface Stored {
  /** Id of the thing that the answer shows. */
  readonly id: string;
  /** What the feed is told of. */
  readonly changes: readonly Change[];
}

/**
 * One mutation of a region. Its steps run in this order, in one transaction that may be run again from its beginning:
 * they reach for nothing but what they are given.
 */
export interface Write<Input, Thing, Known> {
  readonly about: Subject<Input, Thing>;
  /** Reads what `check` and `store` go by beside the thing. */
  readonly read: (writing: Writing, input: Input, thing: Thing) => Promise<Known>;
  /** Everything that is wrong, in the order of the input's fields; empty when it can be stored. */
  readonly check: (deed: Deed<Input, Thing, Known>) => readonly Problem[];
  /** Stores it; changes of the feed are answered, and recorded last. */
  readonly store: (deed: Deed<Input, Thing, Known>) => Promise<Stored>;
  /** Whether the same key does it again: it changes nothing of the thing, and answers how things are now. */
  readonly isRepeated?: boolean;
}

/** The write that does a mutation. */
export type WriteOf<Name extends MutationName, Thing, Known> = Write<InputOf<Name>, Thing, Known>;

/** Any write: which input and thing go together is known where it is made. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyWrite<Input = any> = Write<Input, any, any>;

interface Sent {
  readonly idempotencyKey?: string | null;
  readonly region?: string;
}

/** Why the viewer may not do it; null when they may. A thing that is not theirs to see is not there. */
function refusalOf(
  name: MutationName,
  { about }: AnyWrite,
  { viewer, region, thing }: Writing & { thing: unknown },
): Problem | null {
  const at = about.named ?? mutations[name].at;
  if (thing === null || !maySee(viewer, about.listedTo(region, thing)))
    return problem('NOT_FOUND', notThere(), at);
  const mayDo = region.policy.mayDo[name](viewer, thing as never, region.row.slug);
  return mayDo ? null : problem('NOT_ALLOWED', notAllowed(), at);
}

/** What may be wrong with any input. */
function checkSent({ idempotencyKey: key, region: wanted }: Sent, { row }: RegionDefinition): Problem[] {
  const isHere = wanted === undefined || wanted === row.slug;
  return [
    ...(key == null || isGoodKey(key) ? [] : [problem('INVALID', keyWrong(), 'idempotencyKey')]),
    ...(isHere ? [] : [problem('INVALID', otherRegion(row.slug), 'region')]),
  ];
}

/** Records the changes, last in the transaction, and says where in the feed they are. */
async function finishWrite({ manager, region }: Writing, { id: resultId, changes }: Stored): Promise<Made> {
  const place = await placeChanges(manager, changes);
  const change = place && encodePosition({ region: region.row.slug, epoch: place.epoch, number: place.last });
  return { resultId, change };
}

async function attemptWrite(
  name: MutationName,
  write: AnyWrite,
  { attempt, ...writing }: Writing & { attempt: Attempt },
): Promise<Outcome> {
  const { manager, region } = writing;
  const { input } = attempt;
  const earlier = await findEarlier(manager, attempt);
  if (earlier === 'conflict') return { problems: [problem('CONFLICT', keyConflict(), 'idempotencyKey')] };
  if (earlier) return { made: earlier };
  const thing: unknown = await write.about.lock(writing, input);
  const refusal = refusalOf(name, write, { ...writing, thing });
  if (refusal) return { problems: [refusal] };
  const known: unknown = await write.read(writing, input, thing);
  const deed = { ...writing, input, thing, known };
  const problems = [...checkSent(input, region), ...write.check(deed)];
  if (problems.length > 0) return { problems };
  if (attempt.key !== null) await forgetOldKeys(manager, attempt.now);
  const made = await finishWrite(writing, await write.store(deed));
  await rememberAttempt(manager, attempt, made);
  return { made };
}

/**
 * Does a mutation: all of it, or nothing. The viewer must be allowed to; then all problems of the input are answered
 * at once. An attempt with a key is made once, however often and by however many requests at once it is sent.
 */
export async function performWrite(
  context: RegionContext,
  { name, write, input }: { name: MutationName; write: AnyWrite; input: Sent },
): Promise<Outcome> {
  const { region, viewer, db, loaders } = context;
  const now = context.clock();
  const key = write.isRepeated ? null : (input.idempotencyKey ?? null);
  const attempt: Attempt = { key, viewer: keyHolder(viewer), operation: name, input, now };
  const work = (manager: EntityManager): Promise<Outcome> =>
    attemptWrite(name, write, { manager, region, viewer, now, attempt });
  try {
    return await db.write(work);
  } catch (error) {
    // Another request with the same key was quicker: what it made is there now.
    if (!(error instanceof LostRace)) throw error;
    return await db.write(work);
  } finally {
    loaders.forget();
  }
}
