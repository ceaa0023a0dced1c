import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Connection } from '../../kit/list/connection';
import { ForwardArguments } from '../../kit/list/page-arguments';
import { AccessRequirement } from '../access-requirement';
import { AccessLogConnection } from '../connections';
import { Consent } from '../consent';
import { LeadershipRole } from '../leadership-role';
import { listLooks } from '../lists';
import { MemberPrivate } from '../member-private';
import { findByParent, type RegionContext } from '../region-context';

/** Fields of a member's private data that reach beyond its row. */
@Resolver(() => MemberPrivate)
export class MemberPrivateResolver {
  @FieldResolver(() => [AccessRequirement], {
    description: 'What the member needs to take part; empty without consent to keep it.',
  })
  accessRequirements(
    @Root() { memberId }: MemberPrivate,
    @Ctx() context: RegionContext,
  ): Promise<AccessRequirement[]> {
    return findByParent(
      context,
      { entity: AccessRequirement, column: 'memberId', order: 'kindSlug' },
      memberId,
    );
  }

  @FieldResolver(() => [Consent], {
    description: 'Every consent that was ever given, earliest first: those withdrawn, too.',
  })
  consents(@Root() { memberId }: MemberPrivate, @Ctx() context: RegionContext): Promise<Consent[]> {
    // Ids begin with the time, so that consents of one instant have an order, too.
    return findByParent(context, { entity: Consent, column: 'memberId', order: 'id' }, memberId);
  }

  @FieldResolver(() => [String], {
    description: 'Why the member leads, in its own words: of every role, earliest first.',
  })
  async motivations(@Root() { memberId }: MemberPrivate, @Ctx() context: RegionContext): Promise<string[]> {
    const roles = await findByParent(
      context,
      { entity: LeadershipRole, column: 'memberId', order: 'from' },
      memberId,
    );
    return [...new Set(roles.flatMap(({ motivations }) => motivations ?? []))];
  }

  @FieldResolver(() => AccessLogConnection, {
    description:
      "Who looked at the member's private data within the last year, latest first: everyone but the member.",
  })
  accessLog(
    @Root() { memberId }: MemberPrivate,
    @Ctx() context: RegionContext,
    @Args(() => ForwardArguments) page: ForwardArguments,
  ): Connection {
    return listLooks(context, memberId, page);
  }
}
