import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { ArgsType, Field } from 'type-graphql';
import { ValidateNested } from 'class-validator';
import { ActivityFilter } from '../../../schema/contract/filters';
import { tokensOf } from '../../../schema/viewer';
import type { Connection } from '../../kit/list/connection';
import { listedTo } from '../../kit/list/conditions';
import { Facet } from '../../kit/list/indexed-row';
import { ROW } from '../../kit/list/list-query';
import { ForwardArguments } from '../../kit/list/page-arguments';
import { groupBy } from '../../kit/loaders';
import { ActivityConnection } from '../connections';
import { referenceOf, type DirectoryContext, type Reference } from '../directory-context';
import { NetworkEntry } from '../entries';
import { listActivities } from '../lists';
import { Cohort, Organisation, Theme } from '../types/library-stubs';
import { Network } from '../types/stubs';

@ArgsType()
class ThemeActivityArguments extends ForwardArguments {
  @Field(() => ActivityFilter, {
    nullable: true,
    description: 'Which activities, beside being about the theme.',
  })
  @ValidateNested()
  filter?: ActivityFilter | null;
}

/** Networks that have `value` under a facet, by name, found together for all values that the request asks for. */
async function networksBy(context: DirectoryContext, facet: string, value: string): Promise<Reference[]> {
  const loader = context.loaders.of(`networks by ${facet}`, async (values) => {
    const query = context.db.read
      .createQueryBuilder()
      .select(`${ROW}.id`, 'id')
      .addSelect(`${ROW}.region`, 'source')
      .addSelect('parent.value', 'parent')
      .from(NetworkEntry, ROW)
      .innerJoin(Facet, 'parent', `parent.owner = ${ROW}.id AND parent.name = :facet`, { facet })
      .where('parent.value IN (:...values)', { values })
      .orderBy(`${ROW}.sortName`)
      .addOrderBy(`${ROW}.id`);
    listedTo(query, tokensOf(context.viewer));
    return groupBy(
      await query.getRawMany<{ id: string; source: string; parent: string }>(),
      (row) => row.parent,
    );
  });
  const rows = (await loader.load(value)) ?? [];
  return rows.map(({ id, source }) => referenceOf({ id, kind: 'NETWORK', source }));
}

@Resolver(() => Theme)
export class ThemeFields {
  @FieldResolver(() => ActivityConnection, {
    nullable: true,
    description: 'Activities about the theme in the whole UK, soonest first.',
  })
  activities(
    @Root() theme: Theme,
    @Ctx() context: DirectoryContext,
    @Args(() => ThemeActivityArguments) list: ThemeActivityArguments,
  ): Connection {
    return listActivities(context, list, { theme: theme.slug });
  }
}

@Resolver(() => Organisation)
export class OrganisationFields {
  @FieldResolver(() => [Network], { nullable: true, description: 'Networks that it coordinates, by name.' })
  networks(@Root() { id }: Organisation, @Ctx() context: DirectoryContext): Promise<Reference[]> {
    return networksBy(context, 'organisation', id);
  }
}

@Resolver(() => Cohort)
export class CohortFields {
  @FieldResolver(() => [Network], {
    nullable: true,
    description: 'Networks that are known to belong to the cohort, by name.',
  })
  networks(@Root() { id }: Cohort, @Ctx() context: DirectoryContext): Promise<Reference[]> {
    return networksBy(context, 'cohort', id);
  }
}
