import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { AccessRequirement } from '../access-requirement';
import { Consent } from '../consent';
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
}
