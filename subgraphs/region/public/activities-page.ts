import { In } from 'typeorm';
import { ChangeRecord } from '../../kit/changes/change-record';
import type { Database } from '../../kit/database/database';
import type { Activity } from '../activity';
import type { Network } from '../network';
import type { RegionDefinition } from '../region-definition';
import { openActivity } from './open-activity';

/** One item of the public feed (RPDE 1.0). */
export interface OpenItem {
  readonly state: 'updated' | 'deleted';
  readonly kind: 'Event';
  readonly id: string;
  /** Number of the change: later ones have higher numbers. */
  readonly modified: number;
  readonly data?: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly after: number;
  readonly limit: number;
}

type Found = Pick<ChangeRecord, 'id' | 'number' | 'listedTo'>;

/**
 * Changes of what the public may see, or once could: a draft has no place here, not even as one that is gone. What was
 * published stays for ever, since whoever has read it must learn that it is withdrawn.
 */
function findChanges(db: Database, region: RegionDefinition, { after, limit }: Asked): Promise<Found[]> {
  return db.read
    .createQueryBuilder(ChangeRecord, 'record')
    .select(['record.id', 'record.number', 'record.listedTo'])
    .leftJoin(region.types.Activity, 'activity', 'activity.id = record.id')
    .where("record.kind = 'ACTIVITY' AND record.number > :after", { after })
    .andWhere(
      `(record.listedTo LIKE :public OR activity.publishedAt IS NOT NULL
        OR (record.listedTo IS NULL AND record.data LIKE :wasPublic))`,
      { public: '%"public"%', wasPublic: '%"wasPublic":true%' },
    )
    .orderBy('record.number', 'ASC')
    .limit(limit)
    .getMany();
}

async function readById<Row extends { id: string }>(rows: Promise<Row[]>): Promise<Map<string, Row>> {
  return new Map((await rows).map((row) => [row.id, row]));
}

async function findActivities(
  db: Database,
  { types }: RegionDefinition,
  ids: string[],
): Promise<Map<string, Activity>> {
  return ids.length === 0 ? new Map() : readById(db.read.findBy(types.Activity, { id: In(ids) }));
}

async function findTheirNetworks(
  db: Database,
  { types }: RegionDefinition,
  activities: Iterable<Activity>,
): Promise<Map<string, Network>> {
  const ids = [...new Set([...activities].flatMap(({ networkId }) => networkId ?? []))];
  return ids.length === 0 ? new Map() : readById(db.read.findBy(types.Network, { id: In(ids) }));
}

/** Public changes with a number above `after`, lowest first: three SQL statements at most, however many there are. */
export async function readActivitiesPage(
  db: Database,
  region: RegionDefinition,
  asked: Asked,
): Promise<OpenItem[]> {
  const { policy, row } = region;
  const changes = await findChanges(db, region, asked);
  const listed = changes.filter(({ listedTo }) => listedTo?.includes('public'));
  const activities = await findActivities(
    db,
    region,
    listed.map(({ id }) => id),
  );
  const networks = await findTheirNetworks(db, region, activities.values());
  return changes.map(({ id, number }) => {
    const activity = activities.get(id);
    const common = { kind: 'Event', id, modified: number } as const;
    // The row may be newer than its change: what is not public any more is not shown on that account.
    const isPublic = activity && policy.activityListedTo(activity, row.slug).includes('public');
    if (!isPublic) return { state: 'deleted', ...common };
    const network = networks.get(activity.networkId ?? '') ?? null;
    return { state: 'updated', ...common, data: openActivity(region, activity, network) };
  });
}
