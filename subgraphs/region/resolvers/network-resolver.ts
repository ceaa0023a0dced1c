import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { localise, LocalisedText } from '../../../schema/contract/localised-text';
import { LanguageTagScalar } from '../../../schema/contract/scalars';
import { wantedLanguages } from '../../kit/context';
import type { Connection } from '../../kit/list/connection';
import { ForwardArguments } from '../../kit/list/page-arguments';
import { ActivityConnection, MemberConnection } from '../connections';
import { Coordination } from '../coordination';
import { getOwnRegion } from '../find-region';
import { listActivities, listMembers } from '../lists';
import { Network } from '../network';
import { CohortReference } from '../references';
import { findByParent, type RegionContext } from '../region-context';
import { Region } from '../region-profile';

/** Fields of a network that reach beyond its row. */
@Resolver(() => Network)
export class NetworkResolver {
  @FieldResolver(() => LocalisedText, { nullable: true, description: 'What the network is called.' })
  name(
    @Root() network: Network,
    @Ctx() context: RegionContext,
    @Arg('language', () => LanguageTagScalar, { nullable: true, description: 'In place of Accept-Language.' })
    language?: string,
  ): LocalisedText | null {
    return localise(network.nameByLanguage, wantedLanguages(context, language));
  }

  @FieldResolver(() => Region, { nullable: true, description: 'The region that the network belongs to.' })
  region(@Ctx() context: RegionContext): Promise<Region> {
    return getOwnRegion(context);
  }

  @FieldResolver(() => [Coordination], {
    nullable: true,
    description: 'Who coordinates it: one lead, and partners.',
  })
  coordinations(@Root() network: Network, @Ctx() context: RegionContext): Promise<Coordination[]> {
    // LEAD comes before PARTNER in the alphabet too.
    return findByParent(context, { entity: Coordination, column: 'networkId', order: 'role' }, network.id);
  }

  @FieldResolver(() => CohortReference, {
    nullable: true,
    description: 'The cohort; null where it is not known.',
  })
  cohort(@Root() network: Network): CohortReference | null {
    return network.cohort === null ? null : { id: network.cohort };
  }

  @FieldResolver(() => MemberConnection, {
    nullable: true,
    description: 'Members of the network, newest first.',
  })
  members(
    @Root() network: Network,
    @Ctx() context: RegionContext,
    @Args(() => ForwardArguments) page: ForwardArguments,
  ): Connection {
    return listMembers(context, page, { network: network.id });
  }

  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description: 'Activities that it runs, soonest first.',
  })
  activities(
    @Root() network: Network,
    @Ctx() context: RegionContext,
    @Args(() => ForwardArguments) page: ForwardArguments,
  ): Connection {
    return listActivities(context, page, { network: network.id });
  }
}
