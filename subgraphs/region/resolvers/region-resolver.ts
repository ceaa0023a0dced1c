import { Arg, Args, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { localise, LocalisedText } from '../../../schema/contract/localised-text';
import { LanguageTagScalar } from '../../../schema/contract/scalars';
import { ActivityListArguments, MemberListArguments } from '../../catalogue/list-arguments';
import { wantedLanguages } from '../../kit/context';
import type { Connection } from '../../kit/list/connection';
import { ActivityConnection, MemberConnection } from '../connections';
import { listActivities, listMembers } from '../lists';
import { Network } from '../network';
import { AreaReference } from '../references';
import type { RegionContext } from '../region-context';
import { Region } from '../region-profile';

/** Fields of the region itself that reach beyond its row. */
@Resolver(() => Region)
export class RegionResolver {
  @FieldResolver(() => LocalisedText, { description: 'What the region is called.' })
  @Directive('@shareable')
  name(
    @Root() region: Region,
    @Ctx() context: RegionContext,
    @Arg('language', () => LanguageTagScalar, { nullable: true, description: 'In place of Accept-Language.' })
    language?: string,
  ): LocalisedText | null {
    return localise(region.nameByLanguage, wantedLanguages(context, language));
  }

  @FieldResolver(() => AreaReference, {
    nullable: true,
    description: 'The nation that the region stands in.',
  })
  nation(@Root() region: Region): AreaReference {
    return { gss: region.nationGss };
  }

  @FieldResolver(() => [AreaReference], {
    nullable: true,
    description: 'What the region serves, by GSS code, less `exceptAreas`. Areas of regions do not overlap.',
  })
  areas(@Root() region: Region): AreaReference[] {
    return region.areaCodes.map((gss) => ({ gss }));
  }

  @FieldResolver(() => [AreaReference], {
    nullable: true,
    description: 'Parts of `areas` that another region serves; empty when it serves all of them.',
  })
  exceptAreas(@Root() region: Region): AreaReference[] {
    return region.exceptAreaCodes.map((gss) => ({ gss }));
  }

  @FieldResolver(() => [Network], {
    nullable: true,
    description: 'Networks of citizen leaders in the region, by name.',
  })
  networks(@Ctx() context: RegionContext): Promise<Network[]> {
    return context.db.read.find(context.region.types.Network, { order: { sortName: 'ASC', id: 'ASC' } });
  }

  @FieldResolver(() => MemberConnection, { nullable: true, description: 'Members of the region.' })
  members(
    @Ctx() context: RegionContext,
    @Args(() => MemberListArguments) list: MemberListArguments,
  ): Connection {
    return listMembers(context, list);
  }

  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description: 'Activities that the region hosts.',
  })
  activities(
    @Ctx() context: RegionContext,
    @Args(() => ActivityListArguments) list: ActivityListArguments,
  ): Connection {
    return listActivities(context, list);
  }
}
