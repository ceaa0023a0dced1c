import { In } from 'typeorm';
import { ConsentPurpose, MemberKind, Visibility } from '../../../schema/contract/member-enums';
import type { JoinNetworkInput } from '../../../schema/contract/member-inputs';
import type { Change } from '../../kit/changes/change-record';
import { storeRows } from '../../kit/database/database';
import { lockMany } from '../../kit/database/lock';
import { groupBy } from '../../kit/loaders';
import { Consent } from '../consent';
import type { Member } from '../member';
import { movesNow, notAMemberNow } from '../messages';
import { storeKnownMembers, storeMembers } from '../region-store';
import { checkJoining, consentsOf, memberOf } from '../writes/join-network';
import { restampBookingsOf } from '../writes/settle-bookings';
import { cellProblem, type Cells } from './cells';
import { memberColumns } from './member-columns';
import { tellProblems, type Brought, type Desk, type DeskWork, type Kept, type Sheet } from './sheet';
import { HOME_ZONE } from './uk-date';

/** What a row of a sheet says of a member. */
export interface MemberRow {
  /** As one joins. */
  readonly input: JoinNetworkInput;
  /** ISO 8601; null for the day of the import. */
  readonly joinedAt: string | null;
  readonly consentLanguage: string | null;
  readonly consentGivenAt: string | null;
  /** What the sheet has a say on: the rest of a member who is there already stays as it is. */
  readonly told: readonly (keyof Member)[];
}

/** A member who is there, with every consent that it gave. */
interface StoredMember {
  readonly member: Member;
  readonly consents: readonly Consent[];
}

/** Columns of the sheet by those of the member. What is left empty is removed, but for what every member has. */
const toldBy: readonly (readonly [column: string, field: keyof Member, isRemoved: boolean])[] = [
  ['kind', 'kind', false],
  ['displayName', 'displayName', false],
  ['visibility', 'visibility', false],
  ['email', 'email', false],
  ['phone', 'phone', true],
  ['postcode', 'postcode', true],
  ['preferredLanguage', 'preferredLanguage', false],
  ['networks', 'networkIds', true],
  ['joinedAt', 'joinedAt', false],
  ['groupSize', 'groupSize', true],
  ['contactName', 'contactName', true],
];

function toldIn(cells: Cells): (keyof Member)[] {
  return toldBy
    .filter(([column, , isRemoved]) => cells.has(column) && (isRemoved || cells.isFilled(column)))
    .map(([, field]) => field);
}

function purposesIn(cells: Cells): ConsentPurpose[] {
  const wanted = cells.list('consents');
  return wanted.flatMap((text) => cells.oneOf('consents', text, ConsentPurpose) ?? []);
}

function read({ region, networks, now }: Desk, cells: Cells): MemberRow {
  const input: JoinNetworkInput = {
    region: region.row.slug,
    kind: cells.choice('kind', MemberKind, 'PERSON'),
    displayName: cells.needed('displayName'),
    email: cells.needed('email'),
    phone: cells.text('phone'),
    postcode: cells.text('postcode'),
    preferredLanguage: cells.language('preferredLanguage') ?? 'en',
    visibility: cells.choice('visibility', Visibility, 'PRIVATE'),
    groupSize: cells.wholeNumber('groupSize'),
    contactName: cells.text('contactName'),
    networks: cells.list('networks', /[;|\r\n]/).map(networks.idOf),
    consents: purposesIn(cells),
    wordingVersion: cells.needed('wordingVersion'),
  };
  const row: MemberRow = {
    input,
    joinedAt: cells.past('joinedAt', HOME_ZONE, now)?.toISOString() ?? null,
    consentLanguage: cells.language('consentLanguage'),
    consentGivenAt: cells.past('consentGivenAt', HOME_ZONE, now)?.toISOString() ?? null,
    told: toldIn(cells),
  };
  tellProblems(cells, checkJoining(input, networks.ids), ([field = '']) => field);
  return row;
}

function joinsAs({ region, now }: Desk, { input, joinedAt }: MemberRow): Member {
  return memberOf(region, input, joinedAt === null ? now : new Date(joinedAt));
}

function consentsIn(row: MemberRow, member: Pick<Member, 'id' | 'joinedAt'>): Consent[] {
  const { consentLanguage: language, consentGivenAt: given } = row;
  const told = {
    ...(language !== null && { language }),
    ...(given !== null && { givenAt: new Date(given) }),
  };
  return consentsOf(row.input, member).map((consent) => Object.assign(consent, told));
}

/** Whether a consent of the sheet is known: it holds, or was withdrawn since it was given. A sheet takes no withdrawal back. */
function isKnown(consent: Consent, all: readonly Consent[]): boolean {
  return all.some(
    ({ purpose, wordingVersion, language, withdrawnAt }) =>
      purpose === consent.purpose &&
      (withdrawnAt === null
        ? wordingVersion === consent.wordingVersion && language === consent.language
        : withdrawnAt >= consent.givenAt),
  );
}

/** What is new about a member who is there. */
function renew(
  desk: Desk,
  { row, stored: { member, consents } }: { row: MemberRow; stored: StoredMember },
): { member: Member; isChanged: boolean; given: Consent[] } {
  const joining = joinsAs(desk, row);
  const told = [...row.told, ...(row.told.includes('displayName') ? (['sortName'] as const) : [])];
  const columns = Object.fromEntries(told.map((field) => [field, joining[field]]));
  const isChanged = told.some((field) => JSON.stringify(member[field]) !== JSON.stringify(columns[field]));
  Object.assign(member, columns);
  const given = consentsIn(row, member);
  return {
    member,
    isChanged,
    given: given.filter((consent) => !isKnown(consent, consents)),
  };
}

async function find(
  { manager, region }: DeskWork,
  ids: readonly string[],
  { isLocked }: { isLocked: boolean },
): Promise<Map<string, StoredMember>> {
  const { Member } = region.types;
  const members = isLocked
    ? await lockMany(manager, Member, ids)
    : await manager.findBy(Member, { id: In([...ids]) });
  const consents = groupBy(
    await manager.findBy(Consent, { memberId: In(members.map(({ id }) => id)) }),
    ({ memberId }) => memberId,
  );
  return new Map(members.map((member) => [member.id, { member, consents: consents.get(member.id) ?? [] }]));
}

async function store(
  work: DeskWork,
  rows: readonly Brought<MemberRow, StoredMember>[],
): Promise<{ kept: Kept[]; changes: Change[] }> {
  const { manager, region } = work;
  const joining: Member[] = [];
  const changed: Member[] = [];
  const given: Consent[] = [];
  const kept = rows.map(({ row, stored }): Kept => {
    if (!stored) {
      const member = joinsAs(work, row);
      joining.push(member);
      given.push(...consentsIn(row, member));
      return { id: member.id, outcome: 'made' };
    }
    const renewed = renew(work, { row, stored });
    const isSame = !renewed.isChanged && renewed.given.length === 0;
    if (!isSame) changed.push(renewed.member);
    given.push(...renewed.given);
    return { id: stored.member.id, outcome: isSame ? 'same' : 'changed' };
  });
  const known = changed.length === 0 ? [] : await storeKnownMembers({ manager, region }, changed);
  await storeRows(manager, Consent, given);
  await restampBookingsOf({ manager, region }, changed);
  const made = await storeMembers(
    { manager, region, areNew: true },
    joining.map((member) => ({ member, roles: [] })),
  );
  return { kept, changes: [...known, ...made] };
}

/** Members, as a coordinator's sheet has them. */
export const memberSheet: Sheet<MemberRow, StoredMember> = {
  kind: 'MEMBER',
  noun: 'members',
  columns: memberColumns,
  read,
  find,
  refuse: () => [],
  // Whoever left has taken name and contact back: no sheet brings them again.
  closed: (stored) => {
    if (stored?.member.status !== 'ACTIVE') return cellProblem('externalId', 'CLOSED', notAMemberNow());
    return stored.member.movedTo === null ? null : cellProblem('externalId', 'CLOSED', movesNow());
  },
  store,
};
