import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Availability } from '../../../schema/contract/activity-enums';
import { localise, LocalisedText } from '../../../schema/contract/localised-text';
import { LanguageTagScalar } from '../../../schema/contract/scalars';
import { wantedLanguages } from '../../kit/context';
import type { Connection } from '../../kit/list/connection';
import { ForwardArguments } from '../../kit/list/page-arguments';
import { AccessFeature } from '../access-feature';
import { Activity } from '../activity';
import { availabilityOf, countBookings, placesLeft } from '../availability';
import { BookingConnection } from '../connections';
import { getOwnRegion } from '../find-region';
import { listBookings } from '../lists';
import { Network } from '../network';
import { Place } from '../place';
import { ThemeReference } from '../references';
import { findNetwork, type RegionContext } from '../region-context';
import { Region } from '../region-profile';

const languageText = 'A BCP 47 tag, in place of Accept-Language.';
const onlyCoordinator = "Only for the coordinator of the activity's region; null for everyone else.";

function mayCount({ region, viewer }: RegionContext): boolean {
  return region.policy.maySeeBookings(viewer, region.row.slug);
}

/** Fields of an activity that reach beyond its row. */
@Resolver(() => Activity)
export class ActivityResolver {
  @FieldResolver(() => LocalisedText, { nullable: true, description: 'What it is called.' })
  title(
    @Root() activity: Activity,
    @Ctx() context: RegionContext,
    @Arg('language', () => LanguageTagScalar, { nullable: true, description: languageText })
    language?: string,
  ): LocalisedText | null {
    return localise(activity.titleByLanguage, wantedLanguages(context, language));
  }

  @FieldResolver(() => LocalisedText, {
    nullable: true,
    description: 'What it is about, in a few sentences.',
  })
  summary(
    @Root() activity: Activity,
    @Ctx() context: RegionContext,
    @Arg('language', () => LanguageTagScalar, { nullable: true, description: languageText })
    language?: string,
  ): LocalisedText | null {
    return localise(activity.summaryByLanguage, wantedLanguages(context, language));
  }

  @FieldResolver(() => Place, {
    nullable: true,
    description: 'Where it happens; null when it is only online.',
  })
  place(@Root() activity: Activity): Place | null {
    const { placeName: name, locality, outcode, placeGss, latitude, longitude } = activity;
    if ([name, locality, outcode, placeGss, latitude].every((part) => part === null)) return null;
    const area = placeGss === null ? null : { gss: placeGss };
    return { name, locality, outcode, area, latitude, longitude };
  }

  @FieldResolver(() => Availability, { nullable: true, description: 'Whether one can still get a place.' })
  async availability(@Root() activity: Activity, @Ctx() context: RegionContext): Promise<Availability> {
    return availabilityOf(activity, await countBookings(context, activity.id), context.clock());
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: `Places left; null without a limit. ${onlyCoordinator}`,
  })
  async placesLeft(@Root() activity: Activity, @Ctx() context: RegionContext): Promise<number | null> {
    return mayCount(context) ? placesLeft(activity, await countBookings(context, activity.id)) : null;
  }

  @FieldResolver(() => Int, { nullable: true, description: `How many wait. ${onlyCoordinator}` })
  async waitlistLength(@Root() activity: Activity, @Ctx() context: RegionContext): Promise<number | null> {
    return mayCount(context) ? (await countBookings(context, activity.id)).waiting : null;
  }

  @FieldResolver(() => [AccessFeature], { nullable: true, description: 'What lets more people take part.' })
  accessFeatures(@Root() activity: Activity): AccessFeature[] {
    return activity.storedAccessFeatures.map(({ kind, ...feature }) => ({
      kind: { slug: kind },
      ...feature,
    }));
  }

  @FieldResolver(() => [ThemeReference], { nullable: true, description: 'Themes that it is about.' })
  themes(@Root() activity: Activity): ThemeReference[] {
    return activity.themeSlugs.map((slug) => ({ slug }));
  }

  @FieldResolver(() => Network, {
    nullable: true,
    description: 'The network that runs it; null when the region does.',
  })
  network(@Root() activity: Activity, @Ctx() context: RegionContext): Promise<Network | null> | null {
    return activity.networkId === null ? null : findNetwork(context, activity.networkId);
  }

  @FieldResolver(() => Region, { nullable: true, description: 'The region that hosts it.' })
  region(@Ctx() context: RegionContext): Promise<Region> {
    return getOwnRegion(context);
  }

  @FieldResolver(() => BookingConnection, {
    nullable: true,
    description: `Bookings, first booked first. ${onlyCoordinator}`,
  })
  bookings(
    @Root() activity: Activity,
    @Ctx() context: RegionContext,
    @Args(() => ForwardArguments) page: ForwardArguments,
  ): Connection | null {
    return mayCount(context) ? listBookings(context, activity.id, page) : null;
  }
}
