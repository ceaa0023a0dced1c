import { ArrayMaxSize, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { keyDescription, MAX_INPUT_LENGTH, MAX_INPUT_VALUES } from './input-limits';
import { LanguageTagScalar } from './scalars';

// What a person types is checked by the region, which answers all problems at once; the limits here only keep what is
// no person's input away from it.

/** What every input about the bookings of one activity has: the activity's region decides about them. */
@InputType()
abstract class AboutBookings {
  @Field(() => ID, { nullable: true, description: keyDescription })
  @MaxLength(MAX_INPUT_LENGTH)
  idempotencyKey?: string | null;

  @Field(() => ID, { description: 'Id of the activity.' })
  @MaxLength(MAX_INPUT_LENGTH)
  activity!: string;
}

@InputType('BookPlaceInput', { description: 'Who wants to take part in what, and what they need for it.' })
export class BookPlaceInput extends AboutBookings {
  @Field(() => ID, { description: 'Id of the member, who may be of another region.' })
  @MaxLength(MAX_INPUT_LENGTH)
  member!: string;

  @Field(() => [ID], {
    defaultValue: [],
    description:
      'Slugs of access features that are needed to take part: never a reason to refuse. The host is told where the member consents to SHARE_WITH_HOSTS and has not kept that need to itself.',
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  @MaxLength(MAX_INPUT_LENGTH, { each: true })
  needs!: string[];

  @Field(() => LanguageTagScalar, {
    nullable: true,
    description: 'The language in which to write to the member about this booking.',
  })
  language?: string | null;
}

@InputType('BookingIdInput', { description: 'Which booking it is about.' })
export class BookingIdInput extends AboutBookings {
  @Field(() => ID, { description: 'Id of the booking.' })
  @MaxLength(MAX_INPUT_LENGTH)
  id!: string;
}

@InputType('AttendanceRow', { description: 'Whether one member came.' })
export class AttendanceRow {
  @Field(() => ID, { description: 'Id of the member.' })
  @MaxLength(MAX_INPUT_LENGTH)
  member!: string;

  @Field(() => Boolean, { description: 'True when the member came, false when not.' })
  attended!: boolean;
}

@InputType('RecordAttendanceInput', { description: 'Who came, and who did not.' })
export class RecordAttendanceInput extends AboutBookings {
  @Field(() => [AttendanceRow], {
    description: 'Each member at most once; whoever is left out stays as recorded before.',
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  @ValidateNested({ each: true })
  rows!: AttendanceRow[];
}
