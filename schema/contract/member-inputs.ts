import { ArrayMaxSize, MaxLength, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { keyDescription, MAX_INPUT_LENGTH, MAX_INPUT_VALUES } from './input-limits';
import { ConsentPurpose, LeadershipFocus, LeadershipLevel, MemberKind, Visibility } from './member-enums';
import { DateScalar, EmailAddressScalar, LanguageTagScalar } from './scalars';

// What a person types is checked by the region, which answers all problems at once; the limits here only keep what is
// no person's input away from it.

/** What every input about one thing has. */
@InputType()
abstract class AboutMember {
  @Field(() => ID, { nullable: true, description: keyDescription })
  @MaxLength(MAX_INPUT_LENGTH)
  idempotencyKey?: string | null;

  @Field(() => ID, { description: 'Id of the member.' })
  @MaxLength(MAX_INPUT_LENGTH)
  id!: string;
}

@InputType('JoinNetworkInput', { description: 'Who joins, and what they consent to.' })
export class JoinNetworkInput {
  @Field(() => ID, { nullable: true, description: keyDescription })
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
  @ArrayMaxSize(MAX_INPUT_VALUES)
  networks!: string[];

  @Field(() => [ConsentPurpose], { description: 'What the member consents to. MEMBERSHIP is needed.' })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  consents!: ConsentPurpose[];

  @Field(() => String, {
    description: 'Version of the wording that the consents were given to, such as "2026-04".',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  wordingVersion!: string;
}

const staysWhenLeftOut = 'Stays as it is when left out.';
const goesWhenNull = 'Stays as it is when left out; null removes it.';

@InputType('UpdateMemberInput', { description: 'What is new about a member.' })
export class UpdateMemberInput extends AboutMember {
  @Field(() => String, {
    nullable: true,
    description: `The name to be shown by, at most 200 characters. ${staysWhenLeftOut}`,
  })
  @MaxLength(MAX_INPUT_LENGTH)
  displayName?: string | null;

  @Field(() => EmailAddressScalar, { nullable: true, description: `Where to write to. ${staysWhenLeftOut}` })
  @MaxLength(MAX_INPUT_LENGTH)
  email?: string | null;

  @Field(() => String, { nullable: true, description: `A phone number. ${goesWhenNull}` })
  @MaxLength(MAX_INPUT_LENGTH)
  phone?: string | null;

  @Field(() => String, { nullable: true, description: `A UK postcode. ${goesWhenNull}` })
  @MaxLength(MAX_INPUT_LENGTH)
  postcode?: string | null;

  @Field(() => LanguageTagScalar, {
    nullable: true,
    description: `The language to be written to in. ${staysWhenLeftOut}`,
  })
  @MaxLength(MAX_INPUT_LENGTH)
  preferredLanguage?: string | null;

  @Field(() => Visibility, {
    nullable: true,
    description: `Who may find the member in lists. ${staysWhenLeftOut}`,
  })
  visibility?: Visibility | null;

  @Field(() => Int, {
    nullable: true,
    description: `How many people the group has; for a group alone. ${goesWhenNull}`,
  })
  groupSize?: number | null;

  @Field(() => [ID], {
    nullable: true,
    description: `Ids of all networks of the region to belong to; at most 20. ${staysWhenLeftOut}`,
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  networks?: string[] | null;
}

@InputType('MemberIdInput', { description: 'Which member it is about.' })
export class MemberIdInput extends AboutMember {}

@InputType('RequestMoveInput', { description: 'Which member asks to move, and where.' })
export class RequestMoveInput extends AboutMember {
  @Field(() => ID, { description: "Slug of the region to move to; the member's own takes the request back." })
  @MaxLength(MAX_INPUT_LENGTH)
  to!: string;
}

@InputType('AccessRequirementInput', {
  description: 'What a member needs to take part: the need, never the diagnosis.',
})
export class AccessRequirementInput {
  @Field(() => ID, { description: 'Slug of the vocabulary `accessFeatures`, such as step-free.' })
  @MaxLength(MAX_INPUT_LENGTH)
  kind!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What whoever arranges it should know, at most 500 characters.',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  detail?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether hosts of activities that the member books may know; needs SHARE_WITH_HOSTS.',
  })
  shareWithHosts!: boolean;
}

@InputType('SetAccessRequirementsInput', {
  description: 'All access requirements of a member, in place of those before.',
})
export class SetAccessRequirementsInput extends AboutMember {
  @Field(() => [AccessRequirementInput], {
    description: 'Each kind at most once; an empty list removes all.',
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  @ValidateNested({ each: true })
  requirements!: AccessRequirementInput[];
}

@InputType('ConsentInput', { description: 'A consent that is given or withdrawn.' })
export class ConsentInput extends AboutMember {
  @Field(() => ConsentPurpose, { description: 'What it is for.' })
  purpose!: ConsentPurpose;

  @Field(() => String, { description: 'Version of the wording that the person read, such as "2026-04".' })
  @MaxLength(MAX_INPUT_LENGTH)
  wordingVersion!: string;

  @Field(() => LanguageTagScalar, {
    defaultValue: 'en',
    description: 'The language that the person read it in.',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  language!: string;
}

@InputType('RecordRoleInput', { description: 'What a member leads or has led.' })
export class RecordRoleInput extends AboutMember {
  @Field(() => LeadershipLevel, { description: 'Where the member leads.' })
  level!: LeadershipLevel;

  @Field(() => String, {
    description: 'What the leader is called there, in free words of at most 200 characters.',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  title!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the organisation that the role is in; ORGANISATIONAL needs one.',
  })
  @MaxLength(MAX_INPUT_LENGTH)
  organisation?: string | null;

  @Field(() => [LeadershipFocus], {
    defaultValue: [],
    description: 'What it is about; for STRATEGIC alone, which needs one.',
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  focus!: LeadershipFocus[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the lead is shared with professionals.',
  })
  collaborative!: boolean;

  @Field(() => DateScalar, { description: 'First day in the role.' })
  from!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day in the role; left out while it lasts.' })
  to?: string | null;

  @Field(() => [String], {
    defaultValue: [],
    description:
      "Why, in the member's own words of at most 500 characters each. Only the member and its own coordinator see them, and they go when the member leaves.",
  })
  @ArrayMaxSize(MAX_INPUT_VALUES)
  @MaxLength(MAX_INPUT_LENGTH, { each: true })
  motivations!: string[];
}
