import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Activity } from '../activity';
import { Booking } from '../booking';
import { getOwnRegion } from '../find-region';
import { AccessFeatureKindReference } from '../references';
import { findActivity, type RegionContext } from '../region-context';
import { Region } from '../region-profile';

/** Fields of a booking that reach beyond its row. */
@Resolver(() => Booking)
export class BookingResolver {
  @FieldResolver(() => Activity, { nullable: true, description: 'What is booked.' })
  activity(@Root() booking: Booking, @Ctx() context: RegionContext): Promise<Activity | null> {
    return findActivity(context, booking.activityId);
  }

  @FieldResolver(() => [AccessFeatureKindReference], {
    nullable: true,
    description:
      'What the host has yet to arrange so that the member can take part: never a reason to refuse.',
  })
  needsToArrange(
    @Root() { memberId, needSlugs, hiddenNeedSlugs }: Booking,
    @Ctx() { viewer }: RegionContext,
  ): AccessFeatureKindReference[] {
    const hidden = viewer.memberId === memberId ? (hiddenNeedSlugs ?? []) : [];
    return [...needSlugs, ...hidden].map((slug) => ({ slug }));
  }

  @FieldResolver(() => Region, {
    nullable: true,
    description: 'The region of the activity, which keeps the booking.',
  })
  region(@Ctx() context: RegionContext): Promise<Region> {
    return getOwnRegion(context);
  }
}
