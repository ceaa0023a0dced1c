import { In, type EntityManager } from 'typeorm';
import { storeRows } from '../kit/database/database';
import type { Change } from '../kit/changes/change-record';
import { BadInput } from '../kit/errors';
import { replaceInIndex } from '../kit/list/indexed-row';
import type { Activity } from './activity';
import { Coordination } from './coordination';
import { findableActivity, findableMember, findableNetwork, type Findable } from './feed-entries';
import { LeadershipRole } from './leadership-role';
import type { Member } from './member';
import { endsBeforeStart, notOneLead, translationMissing } from './messages';
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

/** The languages that a text lacks of those that the region requires. */
function missingLanguages(region: RegionDefinition, text: Activity['titleByLanguage']): string[] {
  return region.requiredLanguages.filter((language) => !text[language]?.trim());
}

function checkActivity(region: RegionDefinition, activity: Activity): void {
  if (activity.endsAt <= activity.startsAt) {
    throw new BadInput(endsBeforeStart(activity.id));
  }
  if (activity.status === 'DRAFT') return;
  const summaryIsGiven = Object.values(activity.summaryByLanguage).some((text) => text?.trim());
  const texts = {
    title: activity.titleByLanguage,
    ...(summaryIsGiven && { summary: activity.summaryByLanguage }),
  };
  for (const name of ['title', 'summary'] as const) {
    const text = texts[name];
    if (!text) continue;
    const missing = missingLanguages(region, text);
    if (missing.length === 0) continue;
    const { name: names } = region.row;
    throw new BadInput(
      translationMissing(activity.id, {
        region: { en: names.en, cy: names['cy'] ?? names.en },
        field: name,
        required: region.requiredLanguages,
        missing,
      }),
    );
  }
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
