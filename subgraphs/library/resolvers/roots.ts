import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../kit/context';
import type { Connection } from '../../kit/list/connection';
import { AccessFeatureKind } from '../access-feature-kind';
import { Area } from '../area';
import { Cohort } from '../cohort';
import { OrganisationConnection, PublicationConnection } from '../connections';
import { findAll, findRow, findRows } from '../find-rows';
import { AreaListArguments, OrganisationListArguments, PublicationListArguments } from '../list-arguments';
import { listOrganisations, listPublications } from '../lists';
import { Milestone } from '../milestone';
import { Observation } from '../observation';
import { Organisation } from '../organisation';
import { Publication } from '../publication';
import { Theme } from '../theme';

/** What is known, for all regions. Nullable throughout: whoever asks for more than the library keeps the rest. */
@Resolver()
export class LibraryRoots {
  @Query(() => [Theme], {
    nullable: true,
    description: 'Every theme that the movement works on, in an order that stays.',
  })
  themes(@Ctx() context: RequestContext): Promise<Theme[]> {
    return findAll(context, Theme, 'position');
  }

  @Query(() => Theme, { nullable: true, description: 'A theme by its slug; null when there is none.' })
  theme(
    @Ctx() context: RequestContext,
    @Arg('slug', () => ID, { description: 'Such as peer-support.' }) slug: string,
  ): Promise<Theme | null> {
    return findRow(context, { entity: Theme, by: 'slug' }, slug);
  }

  @Query(() => PublicationConnection, {
    nullable: true,
    description: 'The library: newest year first, then by title; those whose year is not known come last.',
  })
  publications(
    @Ctx() context: RequestContext,
    @Args(() => PublicationListArguments) list: PublicationListArguments,
  ): Connection {
    return listPublications(context, list);
  }

  @Query(() => Publication, {
    nullable: true,
    description: 'A publication by its id; null when there is none.',
  })
  publication(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'As a list gave it.' }) id: string,
  ): Promise<Publication | null> {
    return findRow(context, { entity: Publication, by: 'id' }, id);
  }

  @Query(() => OrganisationConnection, {
    nullable: true,
    description: 'Organisations tied to the movement, by name.',
  })
  organisations(
    @Ctx() context: RequestContext,
    @Args(() => OrganisationListArguments) list: OrganisationListArguments,
  ): Connection {
    return listOrganisations(context, list);
  }

  @Query(() => Organisation, {
    nullable: true,
    description: 'An organisation by its id; null when there is none.',
  })
  organisation(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'As a list gave it.' }) id: string,
  ): Promise<Organisation | null> {
    return findRow(context, { entity: Organisation, by: 'id' }, id);
  }

  @Query(() => [Cohort], { nullable: true, description: 'Every cohort of networks, earliest first.' })
  cohorts(@Ctx() context: RequestContext): Promise<Cohort[]> {
    return findAll(context, Cohort, 'startsIn');
  }

  @Query(() => [Milestone], {
    nullable: true,
    description: 'The history of Citizen Network, earliest first.',
  })
  milestones(@Ctx() context: RequestContext): Promise<Milestone[]> {
    return findAll(context, Milestone, 'position');
  }

  @Query(() => [Observation], {
    nullable: true,
    description: 'Figures that were reported; they are never mixed with figures that the graph counts.',
  })
  observations(@Ctx() context: RequestContext): Promise<Observation[]> {
    return findAll(context, Observation, 'position');
  }

  @Query(() => [Area], {
    nullable: true,
    description:
      'Areas by their GSS codes, those of the past too; a code that is not known here is left out.',
  })
  areas(
    @Ctx() context: RequestContext,
    @Args(() => AreaListArguments) { gss }: AreaListArguments,
  ): Promise<Area[]> {
    return gss ? findRows(context, { entity: Area, by: 'gss' }, gss) : findAll(context, Area, 'gss');
  }

  @Query(() => [AccessFeatureKind], {
    nullable: true,
    description: 'The vocabulary of access features. It grows without a new schema.',
  })
  accessFeatures(@Ctx() context: RequestContext): Promise<AccessFeatureKind[]> {
    return findAll(context, AccessFeatureKind, 'position');
  }
}
