import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { askedFields } from '../../kit/asked-fields';
import { lookAt } from '../access-log-entry';
import { getOwnRegion } from '../find-region';
import { LeadershipRole } from '../leadership-role';
import { Member } from '../member';
import { MemberPrivate } from '../member-private';
import { Network } from '../network';
import { findByParent, findNetwork, type RegionContext } from '../region-context';
import { Region } from '../region-profile';

/** Fields of a member that reach beyond its row. */
@Resolver(() => Member)
export class MemberResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The name that the member chose to be shown by; null for one who has left or moved.',
  })
  displayName(@Root() { displayName }: Member): string | null {
    return displayName || null;
  }

  @FieldResolver(() => MemberPrivate, {
    nullable: true,
    description:
      'Only for the member and the coordinator of its own region; null for everyone else. That a coordinator looked is written down first.',
  })
  async private(
    @Root() member: Member,
    @Ctx() context: RegionContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MemberPrivate | null> {
    const { viewer, region } = context;
    if (!region.policy.maySeePrivate(viewer, member, region.row.slug)) return null;
    if (!(await lookAt(context, member.id, askedFields(info)))) return null;
    const { id: memberId, email, phone, postcode, preferredLanguage } = member;
    return Object.assign(new MemberPrivate(), { memberId, email, phone, postcode, preferredLanguage });
  }

  @FieldResolver(() => Region, { nullable: true, description: 'The region that the member belongs to.' })
  region(@Ctx() context: RegionContext): Promise<Region> {
    return getOwnRegion(context);
  }

  @FieldResolver(() => [Network], { nullable: true, description: 'Networks that the member belongs to.' })
  async networks(@Root() member: Member, @Ctx() context: RegionContext): Promise<Network[]> {
    const networks = await Promise.all(member.networkIds.map((id) => findNetwork(context, id)));
    return networks.filter((network) => network !== null);
  }

  @FieldResolver(() => [LeadershipRole], {
    nullable: true,
    description: 'What the member leads or has led, earliest first.',
  })
  roles(@Root() member: Member, @Ctx() context: RegionContext): Promise<LeadershipRole[]> {
    return findByParent(context, { entity: LeadershipRole, column: 'memberId', order: 'from' }, member.id);
  }
}
