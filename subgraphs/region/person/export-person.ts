import {
  In,
  type EntityManager,
  type EntityTarget,
  type FindOptionsWhere,
  type ObjectLiteral,
} from 'typeorm';
import { printExport } from '../../../schema/export-document';
import type { HeldByRegion } from '../../../schema/orders';
import { ChangeRecord } from '../../kit/changes/change-record';
import { IdempotencyKey } from '../../kit/idempotency';
import { Facet, Listing, SearchText } from '../../kit/list/indexed-row';
import { AccessLogEntry } from '../access-log-entry';
import { AccessRequirement } from '../access-requirement';
import type { Booking } from '../booking';
import { Consent } from '../consent';
import { readSheetRow } from '../desk/forget-sheet-row';
import { LeadershipRole } from '../leadership-role';
import type { RegionContext } from '../region-context';
import type { RegionDefinition } from '../region-definition';
import { findErasure } from './erasure';

/** Where it is read. */
interface Held {
  readonly manager: EntityManager;
  readonly region: RegionDefinition;
}

/** Rows with every column that there is, a region's own too: what is added later cannot be forgotten here. */
function rowsOf<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  where: FindOptionsWhere<Row>,
): Promise<object[]> {
  return manager.findBy(entity, where).then((rows) => rows.map((row) => ({ ...row })));
}

/** A booking, with what it is of. */
async function bookingsOf({ manager, region }: Held, memberId: string): Promise<object[]> {
  const { Activity } = region.types;
  const bookings: Booking[] = await manager.find(region.types.Booking, {
    where: { memberId },
    order: { bookedAt: 'ASC' },
  });
  const activities = await manager.findBy(Activity, { id: In(bookings.map(({ activityId }) => activityId)) });
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  return bookings.map(({ activityId, ...booking }) => {
    const activity = byId.get(activityId);
    const { titleByLanguage, startsAt, endsAt, timeZone, placeName } = activity ?? {};
    return {
      ...booking,
      activity: { id: activityId, title: titleByLanguage, startsAt, endsAt, timeZone, placeName },
    };
  });
}

/** How the person is found in lists and searches, and what the directory was told. */
async function indexOf({ manager }: Held, id: string): Promise<object> {
  const [facets, listings, texts, told] = await Promise.all([
    manager.findBy(Facet, { owner: id }),
    manager.findBy(Listing, { owner: id }),
    manager.findBy(SearchText, { owner: id }),
    rowsOf(manager, ChangeRecord, { id }),
  ]);
  return {
    filteredBy: facets.map(({ name, value }) => `${name}: ${value}`),
    listedTo: listings.map(({ token }) => token),
    searchedBy: texts.map(({ text }) => text),
    toldToTheDirectory: told[0] ?? null,
  };
}

/** When requests came whose keys are known still: a key is a hash, and of the request nothing is kept. */
async function requestsOf({ manager }: Held, ids: readonly string[]): Promise<Date[]> {
  const keys = await manager.findBy(IdempotencyKey, { resultId: In(ids) });
  return keys.map(({ createdAt }) => createdAt);
}

/** By which id coordinators' sheets know the person, and rows of sheets that wait to be imported. */
async function sheetsOf({ manager }: Held, memberId: string): Promise<object> {
  const { known, staged } = await readSheetRow(manager, memberId);
  return {
    knownBy: known,
    staged: staged.map(({ content, ...row }) => ({
      ...row,
      content: JSON.parse(content ?? 'null') as unknown,
    })),
  };
}

/** All that this region holds about a person, its member or another's. Logs hold nothing of anybody. */
export async function exportPerson(held: Held, id: string): Promise<HeldByRegion> {
  const { manager, region } = held;
  const [member, consents, accessRequirements, roles, accessLog, bookings, sheets, index, erasure] =
    await Promise.all([
      rowsOf(manager, region.types.Member, { id }),
      rowsOf(manager, Consent, { memberId: id }),
      rowsOf(manager, AccessRequirement, { memberId: id }),
      rowsOf(manager, LeadershipRole, { memberId: id }),
      rowsOf(manager, AccessLogEntry, { memberId: id }),
      bookingsOf(held, id),
      sheetsOf(held, id),
      indexOf(held, id),
      findErasure(manager, id),
    ]);
  const bookingIds = bookings.map((booking) => (booking as Booking).id);
  return {
    region: region.row.slug,
    name: region.row.name,
    member: member[0] ?? null,
    consents,
    accessRequirements,
    roles,
    accessLog,
    bookings,
    sheets,
    index,
    repeatableRequests: await requestsOf(held, [id, ...bookingIds]),
    erasure,
  };
}

/** The document that this region alone can give. */
export async function exportAlone({ db, region, clock }: RegionContext, id: string): Promise<string> {
  const held = await exportPerson({ manager: db.read, region }, id);
  return printExport({
    member: id,
    exportedAt: clock().toISOString(),
    regions: [held],
    missing: [],
  });
}
