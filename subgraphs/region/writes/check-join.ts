import { isEmail } from 'class-validator';
import { problem, type Problem } from '../../../schema/contract/problem';
import type { JoinNetworkInput } from '../../../schema/contract/join-network-input';
import { findWholePostcode } from '../../catalogue/postcode';
import * as messages from '../messages';
import type { RegionDefinition } from '../region-definition';

const MAX_NAME = 200;
const MAX_EMAIL = 254;
const MAX_GROUP = 100_000;
const MAX_NETWORKS = 20;
const MAX_VERSION = 40;

function isText(text: string | null | undefined, limit: number): boolean {
  const length = text?.trim().length ?? 0;
  return length >= 1 && length <= limit;
}

function isPhone(phone: string): boolean {
  const digits = phone.replace(/\D/g, '').length;
  return /^\+?[\d ()-]+$/.test(phone) && digits >= 6 && digits <= 20;
}

function checkPerson({ displayName, email, phone, postcode }: JoinNetworkInput): Problem[] {
  const problems: Problem[] = [];
  if (!isText(displayName, MAX_NAME))
    problems.push(problem('INVALID', messages.nameMissing(MAX_NAME), 'displayName'));
  if (email.length > MAX_EMAIL || !isEmail(email))
    problems.push(problem('INVALID', messages.emailWrong(), 'email'));
  if (phone != null && !isPhone(phone)) problems.push(problem('INVALID', messages.phoneWrong(), 'phone'));
  if (postcode != null && findWholePostcode(postcode) === null) {
    problems.push(problem('INVALID', messages.postcodeWrong(), 'postcode'));
  }
  return problems;
}

function checkGroup({ kind, groupSize, contactName }: JoinNetworkInput): Problem[] {
  const problems: Problem[] = [];
  if (kind === 'PERSON' && groupSize != null)
    problems.push(problem('INVALID', messages.sizeOfPerson(), 'groupSize'));
  if (kind === 'GROUP' && groupSize != null && (groupSize < 1 || groupSize > MAX_GROUP)) {
    problems.push(problem('INVALID', messages.sizeWrong(MAX_GROUP), 'groupSize'));
  }
  if (kind === 'GROUP' && !isText(contactName, MAX_NAME)) {
    problems.push(problem('INVALID', messages.contactMissing(MAX_NAME), 'contactName'));
  }
  return problems;
}

function checkNetworks({ networks }: JoinNetworkInput, known: ReadonlySet<string>): Problem[] {
  const tooMany = networks.length > MAX_NETWORKS;
  return [
    ...(tooMany ? [problem('INVALID', messages.tooManyNetworks(MAX_NETWORKS), 'networks')] : []),
    ...networks.flatMap((id, index) =>
      known.has(id) ? [] : [problem('NOT_FOUND', messages.networkUnknown(), 'networks', String(index))],
    ),
  ];
}

function checkConsents({ consents, wordingVersion }: JoinNetworkInput): Problem[] {
  const problems: Problem[] = [];
  if (!consents.includes('MEMBERSHIP')) {
    problems.push(problem('CONSENT_REQUIRED', messages.membershipConsentMissing(), 'consents'));
  }
  if (!isText(wordingVersion, MAX_VERSION)) {
    problems.push(problem('INVALID', messages.wordingMissing(MAX_VERSION), 'wordingVersion'));
  }
  return problems;
}

function checkKey({ idempotencyKey: key }: JoinNetworkInput): Problem[] {
  const isGood = key == null || (key.length >= 8 && key.length <= 100);
  return isGood ? [] : [problem('INVALID', messages.keyWrong(), 'idempotencyKey')];
}

/** Everything that is wrong with an input, in the order of its fields; empty when it can be stored. */
export function checkJoin(
  { row }: RegionDefinition,
  input: JoinNetworkInput,
  knownNetworks: ReadonlySet<string>,
): Problem[] {
  const isHere = input.region === row.slug;
  return [
    ...checkKey(input),
    ...(isHere ? [] : [problem('INVALID', messages.otherRegion(row.slug), 'region')]),
    ...checkPerson(input),
    ...checkGroup(input),
    ...checkNetworks(input, knownNetworks),
    ...checkConsents(input),
  ];
}
