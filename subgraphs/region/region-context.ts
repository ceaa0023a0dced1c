import { In, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { ListScope } from '../catalogue/scope';
import { tokensOf } from '../../schema/viewer';
import type { RequestContext } from '../kit/context';
import { groupBy } from '../kit/loaders';
import type { Activity } from './activity';
import type { Booking } from './booking';
import type { Member } from './member';
import type { Network } from './network';
import { maySee } from './policy';
import type { RegionDefinition } from './region-definition';

/** What every resolver of a region has at hand. */
export interface RegionContext extends RequestContext {
  readonly region: RegionDefinition;
}

/** The row with this id, read together with the others that the request asks for; null when there is none. */
export function findById<Row extends ObjectLiteral & { id: string }>(
  context: RegionContext,
  entity: EntityTarget<Row>,
  id: string,
): Promise<Row | null> {
  const loader = context.loaders.of(entity, async (ids) => {
    const rows = await context.db.read.findBy(entity, { id: In([...ids]) } as never);
    return new Map(rows.map((row) => [row.id, row]));
  });
  return loader.load(id);
}

/** The rows that hang from a parent by `column`, in the order of their keys, read together for all parents asked for. */
export async function findByParent<Row extends ObjectLiteral>(
  context: RegionContext,
  {
    entity,
    column,
    order,
  }: { entity: EntityTarget<Row>; column: keyof Row & string; order: keyof Row & string },
  parent: string,
): Promise<Row[]> {
  const loader = context.loaders.of(
    `${context.db.read.dataSource.getMetadata(entity).name} by ${column}`,
    async (parents) => {
      const rows = await context.db.read.find(entity, {
        where: { [column]: In([...parents]) } as never,
        order: { [order]: 'ASC' } as never,
      });
      return groupBy(rows, (row) => row[column] as string);
    },
  );
  return (await loader.load(parent)) ?? [];
}

/** The member, when the viewer may see it: "not allowed" and "not there" look the same. */
export async function findMember(context: RegionContext, id: string): Promise<Member | null> {
  const { types, policy, row } = context.region;
  const member = await findById(context, types.Member, id);
  return member && maySee(context.viewer, policy.memberListedTo(member, row.slug)) ? member : null;
}

/** The activity, when the viewer may see it. */
export async function findActivity(context: RegionContext, id: string): Promise<Activity | null> {
  const { types, policy, row } = context.region;
  const activity = await findById(context, types.Activity, id);
  return activity && maySee(context.viewer, policy.activityListedTo(activity, row.slug)) ? activity : null;
}

/** The network; everyone may see it. */
export function findNetwork(context: RegionContext, id: string): Promise<Network | null> {
  return findById(context, context.region.types.Network, id);
}

/** The booking, when the viewer may see it: the member whose it is, or a coordinator of this region. */
export async function findBooking(context: RegionContext, id: string): Promise<Booking | null> {
  const { viewer, region } = context;
  const booking = await findById(context, region.types.Booking, id);
  if (!booking) return null;
  return viewer.memberId === booking.memberId || region.policy.maySeeBookings(viewer, region.row.slug)
    ? booking
    : null;
}

/** Over which rows a list of this region runs. */
export function scopeOf(
  context: RegionContext,
  type: 'Member' | 'Activity' | 'Network',
  parentFacet?: string,
): ListScope {
  return {
    entity: context.region.types[type],
    ownRegion: context.region.row.slug,
    tokens: tokensOf(context.viewer),
    now: context.clock(),
    parentFacet,
  };
}
