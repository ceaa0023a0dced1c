import { isEmail } from 'class-validator';
import type { Member } from '../member';
import { problem, type Problem } from '../../../schema/contract/problem';
import { findWholePostcode } from '../../catalogue/postcode';
import * as messages from '../messages';

export const MAX_NAME = 200;
const MAX_EMAIL = 254;
const MAX_LANGUAGE = 35;
const MAX_GROUP = 100_000;
const MAX_NETWORKS = 20;
const MAX_VERSION = 40;

/** What somebody told of a member; what was not told is not looked at. */
interface Told {
  readonly displayName?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly postcode?: string | null;
  readonly preferredLanguage?: string | null;
}

/** Whether a text has 1 to `limit` characters, blanks around it aside. */
export function isText(text: string | null | undefined, limit: number): boolean {
  const length = text?.trim().length ?? 0;
  return length >= 1 && length <= limit;
}

function isPhone(phone: string): boolean {
  const digits = phone.replace(/\D/g, '').length;
  return /^\+?[\d ()-]+$/.test(phone) && digits >= 6 && digits <= 20 && phone.length <= 30;
}

/** What is wrong with a name, a contact or a language, in the order of the fields. */
export function checkPerson({ displayName, email, phone, postcode, preferredLanguage }: Told): Problem[] {
  const problems: Problem[] = [];
  if (displayName != null && !isText(displayName, MAX_NAME))
    problems.push(problem('INVALID', messages.nameMissing(MAX_NAME), 'displayName'));
  if (email != null && (email.length > MAX_EMAIL || !isEmail(email)))
    problems.push(problem('INVALID', messages.emailWrong(), 'email'));
  if (phone != null && !isPhone(phone)) problems.push(problem('INVALID', messages.phoneWrong(), 'phone'));
  if (postcode != null && findWholePostcode(postcode) === null)
    problems.push(problem('INVALID', messages.postcodeWrong(), 'postcode'));
  if (preferredLanguage != null) problems.push(...checkLanguage(preferredLanguage, 'preferredLanguage'));
  return problems;
}

/** What is wrong with a language tag beside its shape, which the scalar checks. */
export function checkLanguage(tag: string, ...path: string[]): Problem[] {
  return tag.length <= MAX_LANGUAGE
    ? []
    : [problem('INVALID', messages.languageTooLong(MAX_LANGUAGE), ...path)];
}

/** What is wrong with the size of a group. */
export function checkSize(kind: Member['kind'], groupSize: number | null | undefined): Problem[] {
  if (groupSize == null) return [];
  if (kind === 'PERSON') return [problem('INVALID', messages.sizeOfPerson(), 'groupSize')];
  return groupSize < 1 || groupSize > MAX_GROUP
    ? [problem('INVALID', messages.sizeWrong(MAX_GROUP), 'groupSize')]
    : [];
}

/** What is wrong with the networks to belong to. */
export function checkNetworks(networks: readonly string[], known: ReadonlySet<string>): Problem[] {
  const tooMany = networks.length > MAX_NETWORKS;
  return [
    ...(tooMany ? [problem('INVALID', messages.tooManyNetworks(MAX_NETWORKS), 'networks')] : []),
    ...networks.flatMap((id, index) =>
      known.has(id) ? [] : [problem('NOT_FOUND', messages.networkUnknown(), 'networks', String(index))],
    ),
  ];
}

/** What is wrong with the version of a consent's wording. */
export function checkWording(wordingVersion: string): Problem[] {
  return isText(wordingVersion, MAX_VERSION)
    ? []
    : [problem('INVALID', messages.wordingMissing(MAX_VERSION), 'wordingVersion')];
}
