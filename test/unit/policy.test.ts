import 'reflect-metadata';
import { mutations, type MutationName } from '../../schema/contract/mutations';
import { regions } from '../../schema/regions';
import { anonymous, tokensOf, type Viewer } from '../../schema/viewer';
import type { Activity } from '../../subgraphs/region/activity';
import type { Member } from '../../subgraphs/region/member';
import { getProgram } from '../../subgraphs/programs';
import { defaultPolicy, maySee } from '../../subgraphs/region/policy';
import type { RegionProgram } from '../../subgraphs/region/region-program';

const member: Viewer = { roles: ['member'], memberId: 'm1', homeRegion: 'here', coordinates: [] };
const coordinator: Viewer = { roles: ['coordinator'], coordinates: ['here'] };
const elsewhere: Viewer = { roles: ['coordinator'], coordinates: ['elsewhere'] };

describe('tokens', () => {
  it.each<[string, Viewer, string[]]>([
    ['anyone', anonymous, ['public']],
    ['a member', member, ['public', 'members', 'member:m1']],
    ['a coordinator', coordinator, ['public', 'members', 'region:here']],
    [
      'a member who coordinates two regions',
      { roles: [], memberId: 'm1', coordinates: ['here', 'elsewhere'] },
      ['public', 'members', 'member:m1', 'region:here', 'region:elsewhere'],
    ],
    ['an operator who is no member', { roles: ['operator', 'analyst'], coordinates: [] }, ['public']],
    ['someone who says to be a member without an id', { roles: ['member'], coordinates: [] }, ['public']],
  ])('of %s', (_who, viewer, expected) => {
    expect(tokensOf(viewer)).toEqual(expected);
  });
});

describe('a member', () => {
  const own = ['region:here', 'member:m1'];

  it.each([
    ['PUBLIC', 'ACTIVE', ['public', ...own]],
    ['NETWORK', 'ACTIVE', ['members', ...own]],
    ['PRIVATE', 'ACTIVE', own],
    ['PUBLIC', 'LEFT', own],
    ['NETWORK', 'LEFT', own],
    ['PRIVATE', 'LEFT', own],
    ['PUBLIC', 'MOVED', own],
    ['NETWORK', 'MOVED', own],
    ['PRIVATE', 'MOVED', own],
  ] as const)('that is %s and %s is listed to %j', (visibility, status, expected) => {
    const row = { id: 'm1', visibility, status } as Member;
    expect(defaultPolicy.memberListedTo(row, 'here')).toEqual(expected);
  });
});

describe('a member who asks to move', () => {
  it.each([
    ['PUBLIC', 'ACTIVE', ['public', 'region:here', 'member:m1', 'region:there']],
    ['PRIVATE', 'ACTIVE', ['region:here', 'member:m1', 'region:there']],
    ['PRIVATE', 'LEFT', ['region:here', 'member:m1']],
    ['PRIVATE', 'MOVED', ['region:here', 'member:m1']],
  ] as const)('and is %s and %s is listed to %j', (visibility, status, expected) => {
    const row = { id: 'm1', visibility, status, movingTo: 'there' } as Member;
    expect(defaultPolicy.memberListedTo(row, 'here')).toEqual(expected);
  });
});

describe('an activity', () => {
  it.each([
    ['PUBLISHED', ['public']],
    ['CANCELLED', ['public']],
    ['DRAFT', ['region:here']],
  ] as const)('that is %s is listed to %j', (status, expected) => {
    expect(defaultPolicy.activityListedTo({ status } as Activity, 'here')).toEqual(expected);
  });
});

describe('an activity that was cancelled before it was published', () => {
  it('is listed to the coordinators of its region alone', () => {
    const row = { status: 'CANCELLED', publishedAt: null } as Activity;
    expect(defaultPolicy.activityListedTo(row, 'here')).toEqual(['region:here']);
  });
});

const askers = {
  anonymous,
  self: member,
  'a member elsewhere': { roles: ['member'], memberId: 'm2', homeRegion: 'elsewhere', coordinates: [] },
  'the coordinator': coordinator,
  'a coordinator elsewhere': elsewhere,
  'the home coordinator': { roles: ['coordinator'], coordinates: ['home'] },
  'an analyst': { roles: ['analyst', 'operator'], coordinates: [] },
} satisfies Record<string, Viewer>;
type Asker = keyof typeof askers;

const everyone = Object.keys(askers) as Asker[];
const ownPeople: readonly Asker[] = ['self', 'the coordinator'];
const bookers: readonly Asker[] = ['self', 'the coordinator', 'the home coordinator'];
const onlyCoordinator: readonly Asker[] = ['the coordinator'];

/** Who may do what, to the member m1 and to activities of the region. */
const allowed: Readonly<Record<MutationName, readonly Asker[]>> = {
  joinNetwork: everyone,
  updateMember: ownPeople,
  leaveNetwork: ownPeople,
  recordRole: ownPeople,
  setAccessRequirements: ownPeople,
  giveConsent: ownPeople,
  withdrawConsent: ownPeople,
  requestMove: ownPeople,
  exportMember: ownPeople,
  eraseMember: ownPeople,
  createActivity: onlyCoordinator,
  updateActivity: onlyCoordinator,
  publishActivity: onlyCoordinator,
  cancelActivity: onlyCoordinator,
  bookPlace: bookers,
  cancelBooking: bookers,
  acceptOffer: bookers,
  recordAttendance: onlyCoordinator,
};

describe.each(regions)('in $slug', ({ slug }) => {
  it('every mutation has a rule, and no rule is of none', async () => {
    const { region } = (await getProgram(slug)) as RegionProgram;
    expect(Object.keys(region.policy.mayDo).sort()).toEqual(Object.keys(mutations).sort());
  });

  it.each(Object.entries(allowed))('%s is for %j', async (name, expected) => {
    const { region } = (await getProgram(slug)) as RegionProgram;
    // A member m1 of this region, and a booking that m1 made when it was of another.
    const thing = { id: 'm1', memberId: 'm1', homeRegion: 'home' } as never;
    const rule = region.policy.mayDo[name as MutationName];
    expect(everyone.filter((who) => rule(askers[who], thing, 'here'))).toEqual(expected);
  });

  it('whoever asks to move here is for its coordinator to accept', async () => {
    const { region } = (await getProgram(slug)) as RegionProgram;
    expect(everyone.filter((who) => region.policy.mayAcceptMove(askers[who], 'here'))).toEqual(
      onlyCoordinator,
    );
  });

  it('what is private about a member is for it and its coordinator', async () => {
    const { region } = (await getProgram(slug)) as RegionProgram;
    const thing = { id: 'm1' } as Member;
    expect(everyone.filter((who) => region.policy.maySeePrivate(askers[who], thing, 'here'))).toEqual(
      ownPeople,
    );
  });
});

describe('bookings', () => {
  it.each<[string, Viewer, boolean]>([
    ['no one else', anonymous, false],
    ['no member', member, false],
    ["the region's own coordinator", coordinator, true],
    ["no other region's coordinator", elsewhere, false],
    ['no analyst and no operator', { roles: ['analyst', 'operator'], coordinates: [] }, false],
  ])('are seen by %s', (_who, viewer, expected) => {
    expect(defaultPolicy.maySeeBookings(viewer, 'here')).toBe(expected);
  });
});

describe('a booking', () => {
  it('is known to its member and to the coordinators of the two regions, and to no one else', () => {
    const party = { memberId: 'm1', homeRegion: 'home' };
    const seen = everyone.filter((who) => maySee(askers[who], defaultPolicy.bookingListedTo(party, 'here')));
    expect(seen).toEqual(bookers);
    expect(defaultPolicy.bookingListedTo({ memberId: 'm1', homeRegion: 'here' }, 'here')).toEqual([
      'member:m1',
      'region:here',
    ]);
  });
});

describe('a row', () => {
  it.each<[readonly string[], Viewer, boolean]>([
    [['public'], anonymous, true],
    [['members'], anonymous, false],
    [['members'], member, true],
    [['members'], elsewhere, true],
    [['region:here'], coordinator, true],
    [['region:here'], elsewhere, false],
    [['region:here'], member, false],
    [['member:m1'], member, true],
    [['member:m2'], member, false],
    [['member:m2', 'members'], member, true],
    [[], coordinator, false],
    [['region:her'], coordinator, false],
  ])('listed to %j and %j: %p', (listedTo, viewer, expected) => {
    expect(maySee(viewer, listedTo)).toBe(expected);
  });
});
