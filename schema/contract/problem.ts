import { Field, ObjectType } from 'type-graphql';
import { describedEnum } from './described-enum';
import { say, type Words } from './words';

export const ProblemCode = describedEnum('ProblemCode', 'What kind of problem it is.', {
  INVALID: 'A value is not what was expected.',
  NOT_FOUND: 'There is no such thing, or it is not for you to see.',
  FULL: 'All places and the waiting list are taken.',
  CLOSED: 'It can no longer be booked or changed.',
  ALREADY_BOOKED: 'The member has a live booking of it already.',
  CONSENT_REQUIRED: 'A consent is missing that this needs.',
  TRANSLATION_MISSING: 'A text lacks a language that the region requires.',
  OFFER_EXPIRED: 'The offered place was not taken in time.',
  CONFLICT: 'The same idempotency key came with another input.',
  NOT_ALLOWED: 'It is not for you to do.',
  REGION_UNAVAILABLE: 'The region does not answer at the moment.',
});
export type ProblemCode = keyof typeof ProblemCode;

/** Something that a person can put right, in the language of the caller. */
@ObjectType('Problem', { description: 'Something that a person can put right.' })
export class Problem {
  @Field(() => ProblemCode, { description: 'What kind of problem it is.' })
  code!: ProblemCode;

  @Field(() => String, { description: "What is wrong and what to do, in the caller's language." })
  message!: string;

  @Field(() => [String], {
    description: 'Where in the input it is, such as ["networks", "0"]; empty when it is about the whole.',
  })
  path!: string[];
}

/** A problem, said in the language of whoever is being answered. */
export function problem(code: ProblemCode, words: Words, ...path: string[]): Problem {
  return { code, message: say(words), path };
}
