import type { OrderAnswer, OrderInput, OrderName, SettledStanding } from '../../schema/orders';
import { anonymous } from '../../schema/viewer';
import { ChangeCounter, ChangeRecord } from '../../subgraphs/kit/changes/change-record';
import { storeRows } from '../../subgraphs/kit/database/database';
import { AccessRequirement } from '../../subgraphs/region/access-requirement';
import { Consent } from '../../subgraphs/region/consent';
import { allOrders } from '../../subgraphs/region/orders/all-orders';
import type { OrderWork } from '../../subgraphs/region/orders/order';
import { activityOf, bookingOf, memberOf, store } from './region-rows';
import { NOW, RegionScene } from './region-scene';

// Orders about one member, in a region where it has booked, whichever region is the member's own.
let scene: RegionScene;
beforeAll(async () => {
  scene = await RegionScene.start('cumbria');
});
afterAll(() => scene.stop());

const HOUR = 3_600_000;
const at = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR);

function give<Name extends OrderName>(order: Name, input: OrderInput<Name>): Promise<OrderAnswer<Name>> {
  const { db, log, program } = scene;
  const parts = { db, log: log.log, clock: () => NOW, directoryPublicKey: '', publicUrl: null };
  const work: OrderWork = { ...parts, region: program.region, viewer: anonymous };
  return allOrders[order](work, input);
}

const settle = (standing: SettledStanding): Promise<string> =>
  give('settleBookings', { id: 'far', standing });

beforeEach(async () => {
  const { db, program } = scene;
  const { region } = program;
  await db.write(async (manager) => {
    for (const table of [region.types.Booking, region.types.Member, Consent, AccessRequirement])
      await manager.deleteAll(table);
  });
  const told = { memberName: 'Far Zebra', needSlugs: ['bsl', 'captions'], language: 'cy' } as const;
  const far = { memberId: 'far', homeRegion: 'wales', ...told };
  await store(db, region, {
    activities: [
      activityOf(region, { id: 'soon', capacity: 1, hasPlaces: false }),
      activityOf(region, { id: 'begun', startsAt: at(-1) }),
    ],
    bookings: [
      bookingOf(region, {
        id: 'b1',
        activityId: 'soon',
        ...far,
        hiddenNeedSlugs: ['step-free'],
        bookedAt: at(-1),
      }),
      bookingOf(region, {
        id: 'b2',
        activityId: 'soon',
        memberId: 'next',
        status: 'WAITLISTED',
        position: 1,
        ...told,
      }),
      bookingOf(region, { id: 'b3', activityId: 'begun', ...far, bookedAt: at(-3) }),
    ],
  });
});

async function bookings(): Promise<unknown[]> {
  const rows = await scene.db.read.find(scene.program.region.types.Booking, { order: { id: 'ASC' } });
  return rows.map(({ id, status, memberName, needSlugs, hiddenNeedSlugs, language }) =>
    [id, status, memberName, needSlugs.join(' '), (hiddenNeedSlugs ?? []).join(' '), language].join(','),
  );
}

async function lastNumber(): Promise<number> {
  return (await scene.db.read.findOneByOrFail(ChangeCounter, { id: 1 })).last;
}

const before = [
  'b1,BOOKED,Far Zebra,bsl captions,step-free,cy',
  'b2,WAITLISTED,Far Zebra,bsl captions,,cy',
  'b3,BOOKED,Far Zebra,bsl captions,,cy',
];

test('who is gone gives up what is to come, and is in nothing that was', async () => {
  await settle({ is: 'gone' });
  const after = ['b1,CANCELLED,,,,', 'b2,OFFERED,Far Zebra,bsl captions,,cy', 'b3,BOOKED,,,,'];
  expect(await bookings()).toEqual(after);
  const told = await scene.db.read.find(ChangeRecord, { where: { kind: 'BOOKING' }, order: { id: 'ASC' } });
  expect(told.map(({ id, listedTo }) => [id, listedTo === null])).toEqual([
    ['b1', true],
    ['b2', false],
    ['b3', true],
  ]);
  const number = await lastNumber();
  await settle({ is: 'gone' });
  expect([await bookings(), await lastNumber()]).toEqual([after, number]);
});

const member = { is: 'member', name: 'Far Zebra', keptNeeds: [], needsForgottenAt: null } as const;

test.each([
  ['shares all', member, ['bsl captions step-free,', 'bsl captions,']],
  ['has another name', { ...member, name: 'New' }, ['bsl captions step-free,', 'bsl captions,']],
  ['keeps something', { ...member, keptNeeds: ['bsl'] }, ['captions step-free,bsl', 'captions,bsl']],
  [
    'shares nothing',
    { ...member, name: null, keptNeeds: null },
    [',bsl captions step-free', ',bsl captions'],
  ],
  [
    'wanted needs kept no more, and told some anew',
    { ...member, needsForgottenAt: at(-2).toISOString() },
    ['bsl captions step-free,', ','],
  ],
] as [string, Extract<SettledStanding, { is: 'member' }>, [string, string]][])(
  'of one who %s the host knows that, and the feed has nothing to tell',
  async (_what, standing, [first, third]) => {
    const number = await lastNumber();
    for (let round = 0; round < 2; round += 1) {
      await settle(standing);
      expect(await bookings()).toEqual([
        `b1,BOOKED,${standing.name ?? ''},${first},cy`,
        before[1],
        `b3,BOOKED,${standing.name ?? ''},${third},cy`,
      ]);
    }
    expect(await lastNumber()).toBe(number);
  },
);

test('of its own member of today a region is told nothing', async () => {
  const { db, program } = scene;
  await store(db, program.region, { members: [memberOf(program.region, { id: 'far' })] });
  await settle({ is: 'gone' });
  expect(await bookings()).toEqual(before);
});

describe('how a member stands', () => {
  const standing = (): Promise<unknown> => give('standing', { id: 'far' });

  async function keep(
    status: 'ACTIVE' | 'LEFT' | 'MOVED',
    consents: [string, Date | null][] = [],
  ): Promise<void> {
    const { db, program } = scene;
    await store(db, program.region, {
      members: [
        memberOf(program.region, {
          ...{ id: 'far', displayName: 'Far Zebra', status },
          movedTo: status === 'MOVED' ? 'wales' : null,
        }),
      ],
    });
    const given = { memberId: 'far', wordingVersion: '1', language: 'en', givenAt: at(-9) };
    const rows = consents.map(([purpose, withdrawnAt], index) =>
      Object.assign(new Consent(), { id: `c${index}`, purpose, withdrawnAt, ...given }),
    );
    await db.write((manager) => storeRows(manager, Consent, rows));
  }

  test('is not known of one who never was here', async () => {
    expect(await standing()).toBeNull();
  });

  test.each([
    ['LEFT', { is: 'gone' }],
    ['MOVED', { is: 'moved', to: 'wales' }],
  ] as const)('is said of one who has %s', async (status, said) => {
    await keep(status);
    expect(await standing()).toEqual(said);
  });

  test('goes by the consents of today, and by the last day on which needs were taken back', async () => {
    await keep('ACTIVE', [
      ['ACCESS_REQUIREMENTS', at(-5)],
      ['ACCESS_REQUIREMENTS', at(-4)],
      ['SHARE_WITH_HOSTS', at(-3)],
    ]);
    const needsForgottenAt = at(-4).toISOString();
    expect(await standing()).toEqual({ is: 'member', name: null, keptNeeds: null, needsForgottenAt });
    await keep('ACTIVE', [
      ['ACCESS_REQUIREMENTS', null],
      ['SHARE_WITH_HOSTS', null],
    ]);
    const need = { memberId: 'far', detail: null, reviewDue: '2027-01-01' };
    await scene.db.write((manager) =>
      storeRows(manager, AccessRequirement, [
        Object.assign(new AccessRequirement(), { ...need, kindSlug: 'bsl', shareWithHosts: false }),
        Object.assign(new AccessRequirement(), { ...need, kindSlug: 'captions', shareWithHosts: true }),
      ]),
    );
    // The third row of before stands still.
    await scene.db.write((manager) => manager.delete(Consent, { id: 'c2' }));
    expect(await standing()).toEqual({
      is: 'member',
      name: 'Far Zebra',
      keptNeeds: ['bsl'],
      needsForgottenAt: null,
    });
  });
});
