import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../../kit/context';
import { CoopMembership } from '../coop-membership';
import { findRow } from '../find-rows';
import { Member } from '../member-stub';
import { Organisation } from '../organisation';

const description =
  'The membership of the cooperative; null for one who holds none, or where it is not known.';

/** What the library adds to the members of every region. */
@Resolver(() => Member)
export class MemberResolver {
  @FieldResolver(() => CoopMembership, { nullable: true, description })
  coopMembership(@Root() { id }: Member, @Ctx() context: RequestContext): Promise<CoopMembership | null> {
    return findRow(context, { entity: CoopMembership, by: 'memberId' }, id);
  }
}

/** The same for an organisation. */
@Resolver(() => Organisation)
export class OrganisationResolver {
  @FieldResolver(() => CoopMembership, { nullable: true, description })
  coopMembership(
    @Root() { id }: Organisation,
    @Ctx() context: RequestContext,
  ): Promise<CoopMembership | null> {
    return findRow(context, { entity: CoopMembership, by: 'organisationId' }, id);
  }
}
