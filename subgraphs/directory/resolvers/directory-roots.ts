import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Node } from '../../../schema/contract/node';
import { nations, regions } from '../../../schema/regions';
import {
  ActivityListArguments,
  MemberListArguments,
  NetworkListArguments,
} from '../../catalogue/list-arguments';
import { checkRegions } from '../../catalogue/region-filter';
import type { Connection } from '../../kit/list/connection';
import { ActivityConnection, MemberConnection, NetworkConnection, SearchConnection } from '../connections';
import { findReference, regionReference, type DirectoryContext, type Reference } from '../directory-context';
import { listActivities, listMembers, listNetworks, search } from '../lists';
import { matchPostcode } from '../match-postcode';
import { SearchArguments } from '../search';
import { Area } from '../types/library-stubs';
import { RegionMatch } from '../types/region-match';
import { Activity, Member, Network, Region } from '../types/stubs';

type Found = Promise<Reference | null>;

const nullWhenNone = 'null when there is none that you may see.';

/** Where things are in the whole UK. */
@Resolver()
export class DirectoryRoots {
  @Query(() => [Region], { nullable: true, description: 'Every region of the graph.' })
  regions(): Reference[] {
    return regions.map(({ slug }) => regionReference(slug));
  }

  @Query(() => Region, {
    nullable: true,
    description: 'One region. An unknown slug is an error that names the known.',
  })
  region(@Arg('slug', () => ID, { description: 'Such as northern-ireland.' }) slug: string): Reference {
    checkRegions([slug]);
    return regionReference(slug);
  }

  @Query(() => Node, { nullable: true, description: `Anything by its id; ${nullWhenNone}` })
  node(
    @Ctx() context: DirectoryContext,
    @Arg('id', () => ID, { description: 'Global and opaque.' }) id: string,
  ): Found {
    return findReference(context, id);
  }

  @Query(() => Member, { nullable: true, description: `A member by its id; ${nullWhenNone}` })
  member(
    @Ctx() context: DirectoryContext,
    @Arg('id', () => ID, { description: 'Global and opaque.' }) id: string,
  ): Found {
    return findReference(context, id, 'MEMBER');
  }

  @Query(() => Activity, { nullable: true, description: `An activity by its id; ${nullWhenNone}` })
  activity(
    @Ctx() context: DirectoryContext,
    @Arg('id', () => ID, { description: 'Global and opaque.' }) id: string,
  ): Found {
    return findReference(context, id, 'ACTIVITY');
  }

  @Query(() => Network, { nullable: true, description: `A network by its id; ${nullWhenNone}` })
  network(
    @Ctx() context: DirectoryContext,
    @Arg('id', () => ID, { description: 'Global and opaque.' }) id: string,
  ): Found {
    return findReference(context, id, 'NETWORK');
  }

  @Query(() => MemberConnection, {
    nullable: true,
    description: 'Members of all regions in one ordered list.',
  })
  members(
    @Ctx() context: DirectoryContext,
    @Args(() => MemberListArguments) list: MemberListArguments,
  ): Connection {
    return listMembers(context, list);
  }

  @Query(() => ActivityConnection, {
    nullable: true,
    description: 'Activities of all regions in one ordered list.',
  })
  activities(
    @Ctx() context: DirectoryContext,
    @Args(() => ActivityListArguments) list: ActivityListArguments,
  ): Connection {
    return listActivities(context, list);
  }

  @Query(() => NetworkConnection, { nullable: true, description: 'Networks of all regions, by name.' })
  networks(
    @Ctx() context: DirectoryContext,
    @Args(() => NetworkListArguments) list: NetworkListArguments,
  ): Connection {
    return listNetworks(context, list);
  }

  @Query(() => SearchConnection, { nullable: true, description: 'Whatever is found by words, best first.' })
  search(@Ctx() context: DirectoryContext, @Args(() => SearchArguments) words: SearchArguments): Connection {
    return search(context, words);
  }

  @Query(() => [RegionMatch], {
    nullable: true,
    description:
      'Regions that may serve a postcode, best first; empty where none does. Never a bare guess: each says how sure it is. Send postcodes in variables.',
  })
  regionsForPostcode(
    @Arg('postcode', () => String, { description: 'A UK postcode, or its first half.' }) postcode: string,
  ): object[] {
    return matchPostcode(postcode).map((match) => ({ ...match, region: regionReference(match.slug) }));
  }

  @Query(() => [Area], { nullable: true, description: 'Parts of the UK that no region serves yet.' })
  uncoveredAreas(): Area[] {
    const covered = new Set(regions.map(({ nation }) => nation));
    return nations.filter((gss) => !covered.has(gss)).map((gss) => ({ gss }));
  }
}
