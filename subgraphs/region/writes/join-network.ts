import { In, type EntityManager } from 'typeorm';
import { v7 } from 'uuid';
import type { JoinNetworkInput } from '../../../schema/contract/join-network-input';
import { problem, type Problem } from '../../../schema/contract/problem';
import { encodePosition } from '../../../schema/position';
import { findWholePostcode } from '../../catalogue/postcode';
import { ChangeCounter, recordChanges, type Change } from '../../kit/changes/change-record';
import { storeRows } from '../../kit/database/database';
import { findEarlier, rememberAttempt, type Attempt, type Made } from '../../kit/idempotency';
import { sortName } from '../../kit/list/sort-name';
import { Consent } from '../consent';
import type { Member } from '../member';
import { keyConflict } from '../messages';
import type { RegionContext } from '../region-context';
import type { RegionDefinition } from '../region-definition';
import { storeMembers } from '../region-store';
import { checkJoin } from './check-join';

/** What came of a write: what was made, or what stood in the way. */
export type Outcome = { readonly made: Made } | { readonly problems: readonly Problem[] };

/** Records the changes, last in the transaction, and says where in the feed they are. */
export async function finishWrite(
  manager: EntityManager,
  region: RegionDefinition,
  changes: readonly Change[],
): Promise<string> {
  await recordChanges(manager, changes);
  const { epoch, last } = await manager.findOneByOrFail(ChangeCounter, { id: 1 });
  return encodePosition({ region: region.row.slug, epoch, number: last });
}

function memberOf(region: RegionDefinition, input: JoinNetworkInput, now: Date): Member {
  const displayName = input.displayName.trim();
  return Object.assign(new region.types.Member(), {
    id: v7(),
    kind: input.kind,
    displayName,
    sortName: sortName(displayName),
    visibility: input.visibility,
    status: 'ACTIVE',
    joinedAt: now,
    groupSize: input.groupSize ?? null,
    networkIds: [...new Set(input.networks)],
    preferredLanguage: input.preferredLanguage,
    email: input.email,
    phone: input.phone ?? null,
    postcode: input.postcode == null ? null : findWholePostcode(input.postcode),
    contactName: input.contactName?.trim() ?? null,
  } satisfies Partial<Member>);
}

function consentsOf(
  { consents, wordingVersion, preferredLanguage }: JoinNetworkInput,
  member: Member,
): Consent[] {
  return [...new Set(consents)].map((purpose) => ({
    id: v7(),
    memberId: member.id,
    purpose,
    wordingVersion: wordingVersion.trim(),
    language: preferredLanguage,
    givenAt: member.joinedAt,
    withdrawnAt: null,
  }));
}

async function knownNetworks(
  manager: EntityManager,
  region: RegionDefinition,
  ids: string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await manager.find(region.types.Network, { where: { id: In(ids) }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

/** Stores a new member with its consents; all problems of the input are answered at once, and nothing is stored then. */
export function joinNetwork(context: RegionContext, input: JoinNetworkInput): Promise<Outcome> {
  const { region, viewer, db } = context;
  const now = context.clock();
  const attempt: Attempt = {
    key: input.idempotencyKey ?? null,
    viewer: viewer.subject ?? viewer.memberId ?? 'anonymous',
    operation: 'joinNetwork',
    input,
    now,
  };
  return db.write(async (manager) => {
    const earlier = await findEarlier(manager, attempt);
    if (earlier === 'conflict') return { problems: [problem('CONFLICT', keyConflict(), 'idempotencyKey')] };
    if (earlier) return { made: earlier };
    const problems = checkJoin(region, input, await knownNetworks(manager, region, input.networks));
    if (problems.length > 0) return { problems };
    const member = memberOf(region, input, now);
    await storeRows(manager, Consent, consentsOf(input, member));
    const changes = await storeMembers({ manager, region }, [{ member, roles: [] }]);
    const made = { resultId: member.id, change: await finishWrite(manager, region, changes) };
    await rememberAttempt(manager, attempt, made);
    return { made };
  });
}
