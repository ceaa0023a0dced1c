import { z } from 'zod';
import type { MemberIdInput } from '../../../schema/contract/member-inputs';
import { problem } from '../../../schema/contract/problem';
import { printExport } from '../../../schema/export-document';
import { heldByRegion, type HeldByRegion } from '../../../schema/orders';
import { regions } from '../../../schema/regions';
import { EarlierPlace } from '../../kit/list/earlier-place';
import { Facet, Listing, SearchText } from '../../kit/list/indexed-row';
import type { Answer } from '../../kit/payload';
import type { DirectoryContext } from '../directory-context';
import { BookingEntry, Entry, MemberEntry, RememberedRoute } from '../entries';
import { missingInExport } from '../messages';
import { giveOrder } from '../orders/give-order';
import { aDocument, callRegionFor } from '../routing/call-region';
import { findOwner } from '../routing/find-owner';
import { RegionSilent } from '../routing/post-to-region';
import { refused, unlessSilent } from '../routing/route-mutation';
import { DueStanding } from '../settling/due-standing';
import { PATIENCE_MILLIS } from './erase-member';
import { ErasureWish } from './erasures';

const homeDocument = z.object({ regions: z.array(heldByRegion).min(1) });

/** What the region that the member belongs to holds, as it says itself. */
function readPart(document: string): HeldByRegion {
  return homeDocument.parse(JSON.parse(document)).regions[0] as HeldByRegion;
}

/** What another region holds; null where it does not answer. */
async function askRegion(
  { regionCalls, viewer, log }: DirectoryContext,
  region: string,
  id: string,
): Promise<HeldByRegion | null> {
  const given = { region, order: 'exportPerson', input: { id }, viewer } as const;
  try {
    return await giveOrder(regionCalls, { ...given, deadlineMillis: PATIENCE_MILLIS });
  } catch (error) {
    if (!(error instanceof RegionSilent)) throw error;
    log.warn({ err: error.cause, region }, 'a document lacks what a region holds');
    return null;
  }
}

/** What the UK-wide index holds: how the member is found. */
async function heldHere({ db: { read } }: DirectoryContext, id: string): Promise<object> {
  const [entry, member, bookings, due, facets, listings, texts, earlierPlaces, route, wishes] =
    await Promise.all([
      read.findOneBy(Entry, { id }),
      read.findOneBy(MemberEntry, { id }),
      read.findBy(BookingEntry, { memberId: id }),
      read.findOneBy(DueStanding, { memberId: id }),
      read.findBy(Facet, { owner: id }),
      read.findBy(Listing, { owner: id }),
      read.findBy(SearchText, { owner: id }),
      read.findBy(EarlierPlace, { owner: id }),
      read.findOneBy(RememberedRoute, { id }),
      read.findBy(ErasureWish, { memberId: id }),
    ]);
  return {
    entry,
    member,
    bookings,
    toBeToldElsewhere: due,
    filteredBy: facets.map(({ name, value }) => `${name}: ${value}`),
    listedTo: listings.map(({ token }) => token),
    searchedBy: texts.map(({ text }) => text),
    earlierPlaces,
    rememberedRoute: route,
    askedToErase: wishes.map(({ askedAt }) => askedAt),
  };
}

async function exportFrom(context: DirectoryContext, input: MemberIdInput, home: string): Promise<Answer> {
  const { id } = input;
  const mutation = {
    region: home,
    name: 'exportMember',
    inputType: 'MemberIdInput',
    input,
    field: 'document',
  };
  const calls = context.regionCalls;
  const { thing, problems } = await callRegionFor(aDocument, { calls, caller: context, mutation });
  if (thing === null) return { thing, change: null, problems };
  const others = regions.map(({ slug }) => slug).filter((slug) => slug !== home);
  const [directory, ...held] = await Promise.all([
    heldHere(context, id),
    ...others.map((slug) => askRegion(context, slug, id)),
  ]);
  const missing = others.filter((_, index) => held[index] === null);
  const document = printExport({
    member: id,
    exportedAt: context.clock().toISOString(),
    regions: [readPart(thing), ...held.filter((part): part is HeldByRegion => part !== null)],
    directory,
    missing,
  });
  return {
    thing: document,
    change: null,
    problems: missing.map((slug) => problem('REGION_UNAVAILABLE', missingInExport(slug), 'id')),
  };
}

/** Puts together what every region holds about a member, once the member's own region has said that it may be read. */
export async function exportMember(context: DirectoryContext, input: MemberIdInput): Promise<Answer> {
  const home = await findOwner(context, input.id);
  if (home === null) return refused('NOT_FOUND', 'id');
  return unlessSilent(context, { name: 'exportMember', region: home, path: 'id' }, () =>
    exportFrom(context, input, home),
  );
}
