import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { getOwnRegion } from '../find-region';
import { LeadershipRole } from '../leadership-role';
import { Member } from '../member';
import { Network } from '../network';
import { findByParent, findNetwork, type RegionContext } from '../region-context';
import { Region } from '../region-profile';

/** Fields of a member that reach beyond its row. */
@Resolver(() => Member)
export class MemberResolver {
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
