import { ArrayMaxSize, MaxLength } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { ConsentPurpose, MemberKind, Visibility } from './member-enums';
import { EmailAddressScalar, LanguageTagScalar } from './scalars';

/** The longest text that one field of an input may hold before it is read at all. */
const MAX_INPUT_LENGTH = 1000;

// What a person types is checked by the region, which answers all problems at once; the limits here only keep what is
// no person's input away from it.
@InputType('JoinNetworkInput', { description: 'Who joins, and what they consent to.' })
export class JoinNetworkInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Any text of 8 to 100 characters that you make up for this one attempt, such as a UUID. Sending the same again answers the first result: retry with it when no answer came. Kept for 7 days.',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  idempotencyKey?: string | null;

  @Field(() => ID, { description: 'Slug of the region to join.' })
  @MaxLength(MAX_INPUT_LENGTH)
  region!: string;

  @Field(() => MemberKind, { description: 'A person or a group.' })
  kind!: MemberKind;

  @Field(() => String, { description: 'The name to be shown by, at most 200 characters.' })
  @MaxLength(MAX_INPUT_LENGTH)
  displayName!: string;

  @Field(() => EmailAddressScalar, { description: 'Where to write to; shown to the own coordinator alone.' })
  @MaxLength(MAX_INPUT_LENGTH)
  email!: string;

  @Field(() => String, { nullable: true, description: 'A phone number; shown to the own coordinator alone.' })
  @MaxLength(MAX_INPUT_LENGTH)
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'A UK postcode; shown to the own coordinator alone.' })
  @MaxLength(MAX_INPUT_LENGTH)
  postcode?: string | null;

  @Field(() => LanguageTagScalar, { defaultValue: 'en', description: 'The language to be written to in.' })
  @MaxLength(MAX_INPUT_LENGTH)
  preferredLanguage!: string;

  @Field(() => Visibility, {
    defaultValue: Visibility.PRIVATE,
    description: 'Who may find the member in lists.',
  })
  visibility!: Visibility;

  @Field(() => Int, { nullable: true, description: 'How many people the group has; for a group alone.' })
  groupSize?: number | null;

  @Field(() => String, { nullable: true, description: 'The person to write to; a group needs one.' })
  @MaxLength(MAX_INPUT_LENGTH)
  contactName?: string | null;

  @Field(() => [ID], {
    defaultValue: [],
    description: 'Ids of networks of the region to belong to; at most 20.',
  })
  @ArrayMaxSize(50)
  networks!: string[];

  @Field(() => [ConsentPurpose], { description: 'What the member consents to. MEMBERSHIP is needed.' })
  @ArrayMaxSize(50)
  consents!: ConsentPurpose[];

  @Field(() => String, {
    description: 'Version of the wording that the consents were given to, such as "2026-04".',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  wordingVersion!: string;
}
