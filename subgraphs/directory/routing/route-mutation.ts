import type { BookPlaceInput } from '../../../schema/contract/booking-inputs';
import { mutations, type MutationName } from '../../../schema/contract/mutations';
import { problem } from '../../../schema/contract/problem';
import { notThere } from '../../catalogue/messages';
import { checkRegions } from '../../catalogue/region-filter';
import type { Answer } from '../../kit/payload';
import type { DirectoryContext } from '../directory-context';
import { regionSilent } from '../messages';
import { callRegion, type RegionAnswer } from './call-region';
import { findBooker } from './find-booker';
import { findOwner } from './find-owner';
import { RegionSilent } from './post-to-region';
import { rememberRoute } from './remembered-routes';

/** A mutation as a client sent it. */
export interface SentMutation {
  readonly name: MutationName;
  readonly input: object;
}

/** The region that decides: the one that the input names, or the owner of the thing that it names. Null when none is known. */
function decider(context: DirectoryContext, { name, input }: SentMutation): Promise<string | null> {
  const { at } = mutations[name];
  const value = (input as Readonly<Record<string, unknown>>)[at] as string;
  if (at !== 'region') return findOwner(context, value);
  checkRegions([value]);
  return Promise.resolve(value);
}

/** The index learns of a new row by the feed, a moment later: what comes next about it must find its region before. */
async function remember(
  context: DirectoryContext,
  { name, region }: { name: MutationName; region: string },
  { thing }: RegionAnswer,
): Promise<void> {
  if (!thing || mutations[name].at !== 'region') return;
  try {
    await rememberRoute(context.db, { id: thing.id, region, now: context.clock() });
  } catch (error) {
    // What the region has stored is stored: the index will know of it soon.
    context.log.error({ err: error, region, mutation: name }, 'a route could not be remembered');
  }
}

export function refused(code: 'NOT_FOUND' | 'REGION_UNAVAILABLE', path: string, region = ''): Answer {
  const words = code === 'NOT_FOUND' ? notThere() : regionSilent(region);
  return { thing: null, change: null, problems: [problem(code, words, path)] };
}

/** Does what may end in the silence of a region, which is then named at the field of the input that led there. */
export async function unlessSilent(
  context: DirectoryContext,
  { name, region, path }: { name: MutationName; region: string; path: string },
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RegionSilent)) throw error;
    context.log.warn({ err: error.cause, region, mutation: name }, 'a routed mutation got no answer');
    return refused('REGION_UNAVAILABLE', path, region);
  }
}

async function passOn(
  context: DirectoryContext,
  { name, input, region }: SentMutation & { region: string },
): Promise<Answer> {
  const { answers: field, input: Input } = mutations[name];
  const mutation = { region, name, inputType: Input.name, input, field };
  const answer = await callRegion(context.regionCalls, context, mutation);
  await remember(context, { name, region }, answer);
  const { change } = answer;
  return { ...answer, change: change === null ? null : context.positions.seal(change) };
}

/** The same question with what the member's own region says of the member, where that is another region. */
async function withBooker(
  context: DirectoryContext,
  { input, region: host }: SentMutation & { region: string },
  home: string,
): Promise<DirectoryContext> {
  if (home === host) return context;
  const { member, needs } = input as BookPlaceInput;
  const booker = await findBooker(context, { member, needs, home });
  return booker ? { ...context, viewer: { ...context.viewer, booker } } : context;
}

/** Passes a mutation on to the region that is to do it, and answers with the reference of what it made. */
export async function routeMutation(context: DirectoryContext, sent: SentMutation): Promise<Answer> {
  const { name, input } = sent;
  const { at, needsBooker } = mutations[name];
  const region = await decider(context, sent);
  if (region === null) return refused('NOT_FOUND', at);
  const routed = { ...sent, region };
  const pass = (as: DirectoryContext): Promise<Answer> =>
    unlessSilent(context, { name, region, path: at }, () => passOn(as, routed));
  const home = needsBooker ? await findOwner(context, (input as BookPlaceInput).member) : null;
  if (home === null) return pass(context);
  return unlessSilent(context, { name, region: home, path: 'member' }, async () =>
    pass(await withBooker(context, routed, home)),
  );
}
