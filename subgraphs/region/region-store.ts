import { In, type EntityManager } from 'typeorm';
import { storeRows } from '../kit/database/database';
import type { Change } from '../kit/changes/change-record';
import { BadInput } from '../kit/errors';
import { replaceInIndex } from '../kit/list/indexed-row';
import { groupBy } from '../kit/loaders';
import type { Activity } from './activity';
import type { Booking } from './booking';
import { Coordination } from './coordination';
import {
  changeOfBooking,
  findableActivity,
  findableMember,
  findableNetwork,
  type Findable,
} from './feed-entries';
import { LeadershipRole } from './leadership-role';
import type { Member } from './member';
import { lackingTexts } from './lacking-texts';
import { endsBeforeStart, notOneLead } from './messages';
import type { Network } from './network';
import type { RegionDefinition } from './region-definition';

// Every function here stores rows and how they are found, and answers the changes for the feed: the caller records
// them last in the same transaction, since the feed's counter must be its last lock.

/** Where rows are stored. */
export interface RegionTransaction {
  readonly manager: EntityManager;
  readonly region: RegionDefinition;
  /** True where none of the rows can be there yet: a first load need not look for what to replace. */
  readonly areNew?: boolean;
}

async function index({ manager, areNew }: RegionTransaction, found: readonly Findable[]): Promise<Change[]> {
  await replaceInIndex(
    manager,
    found.map((one) => one.index),
    { areNew },
  );
  return found.map((one) => one.change);
}

/** Stores members with all their roles, in place of what was there. */
export async function storeMembers(
  transaction: RegionTransaction,
  members: readonly { member: Member; roles: readonly LeadershipRole[] }[],
): Promise<Change[]> {
  const { manager, region, areNew } = transaction;
  await storeRows(
    manager,
    region.types.Member,
    members.map(({ member }) => member),
  );
  if (!areNew) await manager.delete(LeadershipRole, { memberId: In(members.map(({ member }) => member.id)) });
  await storeRows(
    manager,
    LeadershipRole,
    members.flatMap(({ roles }) => roles),
  );
  const found = members.map(({ member, roles }) => findableMember(region, member, roles));
  return index(transaction, found);
}

/** Stores members who are there already; their roles stay as they are. */
export async function storeKnownMembers(
  transaction: RegionTransaction,
  members: readonly Member[],
): Promise<Change[]> {
  const { manager, region } = transaction;
  const roles = groupBy(
    await manager.findBy(LeadershipRole, { memberId: In(members.map(({ id }) => id)) }),
    ({ memberId }) => memberId,
  );
  await storeRows(manager, region.types.Member, members);
  const found = members.map((member) => findableMember(region, member, roles.get(member.id) ?? []));
  return index(transaction, found);
}

/** Stores a member who is there already; its roles stay as they are. */
export function storeMember(transaction: RegionTransaction, member: Member): Promise<Change[]> {
  return storeKnownMembers(transaction, [member]);
}

/** What the feed is told where something of a member has changed that no list goes by: whoever has a booking asks anew. */
export async function tellOfMember(
  { manager, region }: RegionTransaction,
  member: Member,
): Promise<Change[]> {
  const roles = await manager.findBy(LeadershipRole, { memberId: member.id });
  return [findableMember(region, member, roles).change];
}

/** Stores new bookings. No list of the region's own has them. */
export async function storeBookings(
  { manager, region }: RegionTransaction,
  bookings: readonly Booking[],
): Promise<Change[]> {
  await storeRows(manager, region.types.Booking, bookings);
  return bookings.map((booking) => changeOfBooking(region, booking));
}

function checkActivity(region: RegionDefinition, activity: Activity): void {
  if (activity.endsAt <= activity.startsAt) throw new BadInput(endsBeforeStart(activity.id));
  // What was cancelled as a draft is shown to nobody else, either.
  if (activity.status === 'DRAFT' || activity.publishedAt === null) return;
  const [lacking] = lackingTexts(region, activity);
  if (lacking) throw new BadInput(lacking.words);
}

/** Stores activities. Throws BadInput for one that ends before it starts, or is published without a required language. */
export async function storeActivities(
  transaction: RegionTransaction,
  activities: readonly Activity[],
): Promise<Change[]> {
  const { manager, region } = transaction;
  for (const activity of activities) checkActivity(region, activity);
  await storeRows(manager, region.types.Activity, activities);
  const found = activities.map((activity) => findableActivity(region, activity));
  return index(transaction, found);
}

/**
 * Stores whether an activity has places left, where that is new. Nothing else that lists go by changes, so nothing else
 * is stored or told.
 */
export async function storeHasPlaces(
  { manager, region }: RegionTransaction,
  activity: Activity,
  hasPlaces: boolean,
): Promise<Change[]> {
  if (activity.hasPlaces === hasPlaces) return [];
  activity.hasPlaces = hasPlaces;
  await manager.update(region.types.Activity, { id: activity.id }, { hasPlaces });
  return [findableActivity(region, activity).change];
}

/**
 * Stores networks with all their coordinations, in place of what was there. Throws BadInput where a network has not
 * exactly one lead.
 */
export async function storeNetworks(
  transaction: RegionTransaction,
  networks: readonly { network: Network; coordinations: readonly Coordination[] }[],
): Promise<Change[]> {
  const { manager, region, areNew } = transaction;
  for (const { network, coordinations } of networks) {
    const leads = coordinations.filter(({ role }) => role === 'LEAD').length;
    if (leads === 1) continue;
    throw new BadInput(notOneLead(network.id, leads));
  }
  await storeRows(
    manager,
    region.types.Network,
    networks.map(({ network }) => network),
  );
  if (!areNew)
    await manager.delete(Coordination, { networkId: In(networks.map(({ network }) => network.id)) });
  await storeRows(
    manager,
    Coordination,
    networks.flatMap(({ coordinations }) => coordinations),
  );
  const found = networks.map(({ network, coordinations }) =>
    findableNetwork(
      network,
      coordinations.map(({ organisationId }) => organisationId),
    ),
  );
  return index(transaction, found);
}
