import 'reflect-metadata';
import { anonymous, tokensOf, type Viewer } from '../../schema/viewer';
import type { Activity } from '../../subgraphs/region/activity';
import type { Member } from '../../subgraphs/region/member';
import { defaultPolicy, maySee } from '../../subgraphs/region/policy';

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

describe('an activity', () => {
  it.each([
    ['PUBLISHED', ['public']],
    ['CANCELLED', ['public']],
    ['DRAFT', ['region:here']],
  ] as const)('that is %s is listed to %j', (status, expected) => {
    expect(defaultPolicy.activityListedTo({ status } as Activity, 'here')).toEqual(expected);
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
