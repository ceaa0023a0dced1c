import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../../../schema/contract/node';
import {
  ActivityListArguments,
  MemberListArguments,
  NetworkListArguments,
} from '../../catalogue/list-arguments';
import { checkRegions } from '../../catalogue/region-filter';
import type { Connection } from '../../kit/list/connection';
import { Activity } from '../activity';
import { ActivityConnection, MemberConnection, NetworkConnection } from '../connections';
import { getOwnRegion } from '../find-region';
import { listActivities, listMembers, listNetworks } from '../lists';
import { Member } from '../member';
import { Network } from '../network';
import { findActivity, findBooking, findMember, findNetwork, type RegionContext } from '../region-context';
import { Region } from '../region-profile';

/** The contract's root fields over this region's own rows, so that a local website can stand on its region alone. */
@Resolver()
export class LocalRoots {
  @Query(() => [Region], { nullable: true, description: 'This region alone.' })
  async regions(@Ctx() context: RegionContext): Promise<Region[]> {
    return [await getOwnRegion(context)];
  }

  @Query(() => Region, { nullable: true, description: 'The region, when it is this one; else null.' })
  region(
    @Ctx() context: RegionContext,
    @Arg('slug', () => ID, { description: 'Such as northern-ireland.' }) slug: string,
  ): Promise<Region> | null {
    checkRegions([slug]);
    return slug === context.region.row.slug ? getOwnRegion(context) : null;
  }

  @Query(() => Node, {
    nullable: true,
    description: 'Anything of this region by its id; null when there is none.',
  })
  async node(
    @Ctx() context: RegionContext,
    @Arg('id', () => ID, { description: 'Global and opaque.' }) id: string,
  ): Promise<Node | null> {
    const found = await Promise.all([
      findMember(context, id),
      findActivity(context, id),
      findNetwork(context, id),
      findBooking(context, id),
    ]);
    return found.find((thing) => thing !== null) ?? null;
  }

  @Query(() => Member, { nullable: true, description: 'A member by its id; null when there is none.' })
  member(
    @Ctx() context: RegionContext,
    @Arg('id', () => ID, { description: 'Global and opaque.' }) id: string,
  ): Promise<Member | null> {
    return findMember(context, id);
  }

  @Query(() => Activity, { nullable: true, description: 'An activity by its id; null when there is none.' })
  activity(
    @Ctx() context: RegionContext,
    @Arg('id', () => ID, { description: 'Global and opaque.' }) id: string,
  ): Promise<Activity | null> {
    return findActivity(context, id);
  }

  @Query(() => Network, { nullable: true, description: 'A network by its id; null when there is none.' })
  network(
    @Ctx() context: RegionContext,
    @Arg('id', () => ID, { description: 'Global and opaque.' }) id: string,
  ): Promise<Network | null> {
    return findNetwork(context, id);
  }

  @Query(() => MemberConnection, { nullable: true, description: 'Members of this region.' })
  members(
    @Ctx() context: RegionContext,
    @Args(() => MemberListArguments) list: MemberListArguments,
  ): Connection {
    return listMembers(context, list);
  }

  @Query(() => ActivityConnection, { nullable: true, description: 'Activities of this region.' })
  activities(
    @Ctx() context: RegionContext,
    @Args(() => ActivityListArguments) list: ActivityListArguments,
  ): Connection {
    return listActivities(context, list);
  }

  @Query(() => NetworkConnection, { nullable: true, description: 'Networks of this region, by name.' })
  networks(
    @Ctx() context: RegionContext,
    @Args(() => NetworkListArguments) list: NetworkListArguments,
  ): Connection {
    return listNetworks(context, list);
  }
}
