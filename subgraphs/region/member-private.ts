import { Directive, Field, ObjectType } from 'type-graphql';
import { EmailAddressScalar, LanguageTagScalar } from '../../schema/contract/scalars';

/** What only the member and its own coordinator see. */
@ObjectType('MemberPrivate', {
  description: 'What only a member and the coordinator of its own region see.',
})
@Directive('@shareable')
export class MemberPrivate {
  memberId!: string;

  @Field(() => EmailAddressScalar, { nullable: true, description: 'Where to write to.' })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'A phone number.' })
  phone!: string | null;

  @Field(() => String, { nullable: true, description: 'A UK postcode.' })
  postcode!: string | null;

  @Field(() => LanguageTagScalar, { description: 'The language to be written to in.' })
  preferredLanguage!: string;
}
