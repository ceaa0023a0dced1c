import {
  ArrayMaxSize,
  IsLatitude,
  IsLongitude,
  IsOptional,
  IsPositive,
  Max,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { Field, Float, ID, InputType } from 'type-graphql';
import { ActivityKind, ActivityStatus, AttendanceMode, Audience } from './activity-enums';
import { MAX_FILTER_VALUES } from './input-limits';
import { LeadershipLevel, MemberKind } from './member-enums';
import { DateScalar, DateTimeScalar, LanguageTagScalar } from './scalars';

export { MAX_FILTER_VALUES } from './input-limits';

/** How many characters a search text may have. */
export const MAX_TEXT_LENGTH = 200;

const anyOf = `One of these is enough; at most ${MAX_FILTER_VALUES}.`;

@InputType('MemberFilter', { description: 'Which members a list holds. All that is given must be met.' })
export class MemberFilter {
  @Field(() => [ID], { nullable: true, description: `Slugs of regions. ${anyOf}` })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  regions?: string[] | null;

  @Field(() => [MemberKind], { nullable: true, description: `People or groups. ${anyOf}` })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  kinds?: MemberKind[] | null;

  @Field(() => [LeadershipLevel], {
    nullable: true,
    description: `Has had a leadership role at one of these levels. ${anyOf}`,
  })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  levels?: LeadershipLevel[] | null;

  @Field(() => [ID], { nullable: true, description: `Ids of networks that the member belongs to. ${anyOf}` })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  networks?: string[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'Joined on or after this day (UTC).' })
  joinedFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Joined before this day (UTC).' })
  joinedTo?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Every word must begin a word of the name. Case and accents do not matter.',
  })
  @MaxLength(MAX_TEXT_LENGTH)
  @IsOptional()
  text?: string | null;
}

@InputType('NearInput', {
  description:
    'A circle on the map: its middle by `postcode`, or by `latitude` and `longitude` (WGS 84 degrees).',
})
export class NearInput {
  @Field(() => String, {
    nullable: true,
    description: 'A UK postcode or its first half; only the first half (the outcode) is used.',
  })
  @MaxLength(10)
  @IsOptional()
  postcode?: string | null;

  @Field(() => Float, { nullable: true, description: 'Degrees north, together with `longitude`.' })
  @IsLatitude()
  @IsOptional()
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, together with `latitude`.' })
  @IsLongitude()
  @IsOptional()
  longitude?: number | null;

  @Field(() => Float, {
    description: 'Radius in kilometres, more than 0 and at most 1,000, along the great circle.',
  })
  @IsPositive()
  @Max(1000)
  km!: number;
}

@InputType('ActivityFilter', { description: 'Which activities a list holds. All that is given must be met.' })
export class ActivityFilter {
  @Field(() => [ID], { nullable: true, description: `Slugs of regions. ${anyOf}` })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  regions?: string[] | null;

  @Field(() => [ActivityKind], { nullable: true, description: `Kinds of activity. ${anyOf}` })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  kinds?: ActivityKind[] | null;

  @Field(() => [Audience], {
    nullable: true,
    description: `Exactly these audiences: what is for BOTH is found by BOTH. ${anyOf}`,
  })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  audiences?: Audience[] | null;

  @Field(() => [ID], { nullable: true, description: `Slugs of themes. ${anyOf}` })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  themes?: string[] | null;

  @Field(() => [ID], { nullable: true, description: `Ids of networks that run the activity. ${anyOf}` })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  networks?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Starts at or after.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Starts before.' })
  to?: Date | null;

  @Field(() => [AttendanceMode], { nullable: true, description: `Ways to take part. ${anyOf}` })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  modes?: AttendanceMode[] | null;

  @Field(() => [LanguageTagScalar], { nullable: true, description: `Languages spoken there. ${anyOf}` })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  languages?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: `Slugs of access features. All of them must be there; at most ${MAX_FILTER_VALUES}.`,
  })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  accessFeatures?: string[] | null;

  @Field(() => NearInput, {
    nullable: true,
    description: 'Takes place within a circle on the map. What is only online has no place.',
  })
  @ValidateNested()
  @IsOptional()
  near?: NearInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: one can get a place now (OPEN or FEW_LEFT). False: one cannot.',
  })
  available?: boolean | null;

  @Field(() => [ActivityStatus], {
    nullable: true,
    description: 'PUBLISHED and CANCELLED when left out; others are for coordinators.',
  })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  statuses?: ActivityStatus[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Every word must begin a word of title, summary or place, in any language. Case and accents do not matter.',
  })
  @MaxLength(MAX_TEXT_LENGTH)
  @IsOptional()
  text?: string | null;
}

@InputType('NetworkFilter', { description: 'Which networks a list holds. All that is given must be met.' })
export class NetworkFilter {
  @Field(() => [ID], { nullable: true, description: `Slugs of regions. ${anyOf}` })
  @ArrayMaxSize(MAX_FILTER_VALUES)
  @IsOptional()
  regions?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the cohort that the network is known to belong to.',
  })
  cohort?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Every word must begin a word of the name, in any language. Case and accents do not matter.',
  })
  @MaxLength(MAX_TEXT_LENGTH)
  @IsOptional()
  text?: string | null;
}
