import type { MemberIdInput } from '../../../schema/contract/member-inputs';
import { problem } from '../../../schema/contract/problem';
import { regions } from '../../../schema/regions';
import { afterTheFact } from '../../kit/database/failures';
import type { Answer } from '../../kit/payload';
import type { DirectoryContext } from '../directory-context';
import { stillToErase } from '../messages';
import { aReceipt, callRegionFor } from '../routing/call-region';
import { findOwner } from '../routing/find-owner';
import { refused, unlessSilent } from '../routing/route-mutation';
import { eraseShares, findDueShares } from './erase-shares';
import { ErasureShare } from './erasures';
import { beginErasure, dropWish, findEraser, noteErasure } from './keep-erasures';

/** Whoever asks waits for the regions so long; those that take longer go on without being waited for. */
export const PATIENCE_MILLIS = 1500;

/** The receipt, with the regions that have erased by now, and a problem for each of the others. */
async function answerOf(
  { db }: DirectoryContext,
  { id, erasedAt }: { id: string; erasedAt: string },
): Promise<Answer> {
  const shares = await db.read.findBy(ErasureShare, { receipt: id });
  const hasErased = (slug: string): boolean =>
    shares.some(({ region, erasedAt: at }) => region === slug && at !== null);
  const slugs = regions.map(({ slug }) => slug);
  return {
    thing: { id, erasedAt: new Date(erasedAt), regions: slugs.filter(hasErased) },
    change: null,
    problems: slugs
      .filter((slug) => !hasErased(slug))
      .map((slug) => problem('REGION_UNAVAILABLE', stillToErase(slug), 'id')),
  };
}

async function eraseAt(context: DirectoryContext, input: MemberIdInput, home: string): Promise<Answer> {
  const { db, clock, regionCalls } = context;
  const { id: memberId } = input;
  const wish = await beginErasure(db, { memberId, home, askedAt: clock() });
  const called = { region: home, name: 'eraseMember', inputType: 'MemberIdInput', input, field: 'receipt' };
  const { thing: receipt, problems } = await callRegionFor(aReceipt, {
    calls: regionCalls,
    caller: context,
    mutation: called,
  });
  if (!receipt) {
    await dropWish(db, wish);
    return { thing: null, change: null, problems };
  }
  const { id, erasedAt } = receipt;
  return afterTheFact(async () => {
    const erasure = { receipt: id, memberId, home, erasedAt: new Date(erasedAt), knownAt: clock() };
    await noteErasure(db, wish, erasure);
    await eraseShares(context, await findDueShares(db, clock(), id), PATIENCE_MILLIS);
    return answerOf(context, receipt);
  });
}

/**
 * Erases a member: first where it belongs, which decides; then in every other region. What is not done when the answer
 * leaves, or this process ends, is done by `finishErasures`.
 */
export async function eraseMember(context: DirectoryContext, input: MemberIdInput): Promise<Answer> {
  const home = (await findOwner(context, input.id)) ?? (await findEraser(context.db, input.id));
  if (home === null) return refused('NOT_FOUND', 'id');
  return unlessSilent(context, { name: 'eraseMember', region: home, path: 'id' }, () =>
    eraseAt(context, input, home),
  );
}
