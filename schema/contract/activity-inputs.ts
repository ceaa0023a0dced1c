import { ArrayMaxSize, MaxLength, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { AccessDelivery, ActivityKind, AttendanceMode, Audience } from './activity-enums';
import { keyDescription, MAX_INPUT_LENGTH, MAX_INPUT_VALUES } from './input-limits';
import { DateTimeScalar, LanguageTagScalar } from './scalars';

/** The longest summary that is read at all. */
const MAX_SUMMARY_LENGTH = 10_000;

// What a person types is checked by the region, which answers all problems at once; the limits here only keep what is
// no person's input away from it.

@InputType('LocalisedTextInput', { description: 'A text in one language.' })
export class LocalisedTextInput {
  @Field(() => LanguageTagScalar, { description: 'The language that `text` is in; each at most once.' })
  @MaxLength(MAX_INPUT_LENGTH)
  language!: string;

  @Field(() => String, { description: 'A title has at most 200 characters, a summary 2,000.' })
  @MaxLength(MAX_SUMMARY_LENGTH)
  text!: string;
}

@InputType('PlaceInput', { description: 'Where an activity takes place.' })
export class PlaceInput {
  @Field(() => String, { nullable: true, description: 'Name of the venue, at most 200 characters.' })
  @MaxLength(MAX_INPUT_LENGTH)
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Town, village or district, at most 100 characters.',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  locality?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A UK postcode or its first half: only the first half (the outcode) is kept.',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  postcode?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'GSS code of the local authority, such as W06000015.',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  gss?: string | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Degrees north (WGS 84), together with `longitude`; without both, the middle of the outcode stands in.',
  })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east (WGS 84), together with `latitude`.' })
  longitude?: number | null;
}

@InputType('AccessFeatureInput', { description: 'Something that lets more people take part.' })
export class AccessFeatureInput {
  @Field(() => ID, { description: 'Slug of the vocabulary `accessFeatures`, such as step-free.' })
  @MaxLength(MAX_INPUT_LENGTH)
  kind!: string;

  @Field(() => AccessDelivery, { defaultValue: AccessDelivery.PROVIDED, description: 'How it is given.' })
  delivery!: AccessDelivery;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True when it is arranged for sure; false when it is promised.',
  })
  confirmed!: boolean;
}

@InputType('ActivityInput', {
  description: 'An activity as a draft: only its coordinator sees it until it is published.',
})
export class ActivityInput {
  @Field(() => ID, { nullable: true, description: keyDescription })
  @MaxLength(MAX_INPUT_LENGTH)
  idempotencyKey?: string | null;

  @Field(() => ID, { description: 'Slug of the region that hosts it.' })
  @MaxLength(MAX_INPUT_LENGTH)
  region!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the network that runs it; the region when left out.',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  network?: string | null;

  @Field(() => ActivityKind, { description: 'What kind of activity it is.' })
  kind!: ActivityKind;

  @Field(() => Audience, { defaultValue: Audience.BOTH, description: 'Whom it is for.' })
  audience!: Audience;

  @Field(() => [LocalisedTextInput], {
    description: 'What it is called, in every language that there is; a draft may have none yet.',
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  @ValidateNested({ each: true })
  title!: LocalisedTextInput[];

  @Field(() => [LocalisedTextInput], {
    nullable: true,
    description: 'What it is about, in every language that there is.',
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  @ValidateNested({ each: true })
  summary?: LocalisedTextInput[] | null;

  @Field(() => DateTimeScalar, { description: 'When it starts.' })
  startsAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it ends: after it starts.' })
  endsAt!: Date;

  @Field(() => String, {
    defaultValue: 'Europe/London',
    description: 'Time zone of the place by its IANA name.',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  timeZone!: string;

  @Field(() => AttendanceMode, { description: 'How one takes part.' })
  mode!: AttendanceMode;

  @Field(() => PlaceInput, {
    nullable: true,
    description: 'Where it takes place; none for what is only online.',
  })
  @ValidateNested()
  place?: PlaceInput | null;

  @Field(() => Int, { nullable: true, description: 'How many can take part; no limit when left out.' })
  capacity?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many may wait for a place; 0 for no waiting list, no limit when left out.',
  })
  waitlistLimit?: number | null;

  @Field(() => [AccessFeatureInput], {
    defaultValue: [],
    description: 'What lets more people take part, each kind at most once.',
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  @ValidateNested({ each: true })
  accessFeatures!: AccessFeatureInput[];

  @Field(() => [LanguageTagScalar], { defaultValue: ['en'], description: 'Languages spoken there.' })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  languages!: string[];

  @Field(() => [ID], { defaultValue: [], description: 'Slugs of themes that it is about.' })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  themes!: string[];
}

const staysWhenLeftOut = 'Stays as it is when left out.';
const goesWhenNull = 'Stays as it is when left out; null removes it.';

@InputType('UpdateActivityInput', {
  description:
    'What is new about an activity. What is published stays in every language that its region requires.',
})
export class UpdateActivityInput {
  @Field(() => ID, { nullable: true, description: keyDescription })
  @MaxLength(MAX_INPUT_LENGTH)
  idempotencyKey?: string | null;

  @Field(() => ID, { description: 'Id of the activity.' })
  @MaxLength(MAX_INPUT_LENGTH)
  id!: string;

  @Field(() => [LocalisedTextInput], {
    nullable: true,
    description: `What it is called, in every language that there is. ${staysWhenLeftOut}`,
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  @ValidateNested({ each: true })
  title?: LocalisedTextInput[] | null;

  @Field(() => [LocalisedTextInput], {
    nullable: true,
    description: `What it is about, in every language that there is. ${goesWhenNull}`,
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  @ValidateNested({ each: true })
  summary?: LocalisedTextInput[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: `When it starts. ${staysWhenLeftOut}` })
  startsAt?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: `When it ends: after it starts. ${staysWhenLeftOut}`,
  })
  endsAt?: Date | null;

  @Field(() => AttendanceMode, { nullable: true, description: `How one takes part. ${staysWhenLeftOut}` })
  mode?: AttendanceMode | null;

  @Field(() => PlaceInput, {
    nullable: true,
    description: `Where it takes place, as a whole: what is left out in it is gone. ${goesWhenNull}`,
  })
  @ValidateNested()
  place?: PlaceInput | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many can take part, at least as many as hold a place. ${goesWhenNull}`,
  })
  capacity?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many may wait for a place. ${goesWhenNull}`,
  })
  waitlistLimit?: number | null;

  @Field(() => [AccessFeatureInput], {
    nullable: true,
    description: `All that lets more people take part, each kind at most once. ${staysWhenLeftOut}`,
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  @ValidateNested({ each: true })
  accessFeatures?: AccessFeatureInput[] | null;

  @Field(() => [LanguageTagScalar], {
    nullable: true,
    description: `All languages spoken there. ${staysWhenLeftOut}`,
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  languages?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: `Slugs of all themes that it is about. ${staysWhenLeftOut}`,
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  themes?: string[] | null;
}

@InputType('ActivityIdInput', { description: 'Which activity it is about.' })
export class ActivityIdInput {
  @Field(() => ID, { nullable: true, description: keyDescription })
  @MaxLength(MAX_INPUT_LENGTH)
  idempotencyKey?: string | null;

  @Field(() => ID, { description: 'Id of the activity.' })
  @MaxLength(MAX_INPUT_LENGTH)
  id!: string;
}
