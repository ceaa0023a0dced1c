import { In } from 'typeorm';
import { mutations, type MutationName } from '../../schema/contract/mutations';
import type { Viewer } from '../../schema/viewer';
import { storeRows } from '../../subgraphs/kit/database/database';
import { IdempotencyKey } from '../../subgraphs/kit/idempotency';
import { AccessRequirement } from '../../subgraphs/region/access-requirement';
import { Consent } from '../../subgraphs/region/consent';
import { mutation, placesOf, type Mutated } from '../support/mutate';
import { activityOf, bookingOf, memberOf, store } from './region-rows';
import { anotherRegion, NOW, RegionScene, testedRegions, viewersOf } from './region-scene';
import { engine } from '../support/databases';

type Who = keyof ReturnType<typeof viewersOf>;

const ownPeople: readonly Who[] = ['self', 'coordinator'];
const everyone: readonly Who[] = [
  ...['anonymous', 'self', 'memberElsewhere', 'coordinator', 'coordinatorElsewhere', 'analyst'],
] as Who[];

/** How a mutation is tried out: with which input, on which of the rows below, and who may. */
interface Trial {
  readonly input: object;
  /** The rows that it is tried on: one that all may find, and one that hardly anybody may. */
  readonly on: { readonly open: string; readonly hidden: string } | null;
  readonly may: readonly Who[];
  /** Name of the field that names the row; `id` when left out. */
  readonly named?: string;
  /** What comes of it on the open row and on the hidden one, where that is not the usual. */
  readonly outcomes?: Readonly<Partial<Record<Who | 'refused', readonly [string, string]>>>;
}

const members = { open: 'self', hidden: 'self' };
const activities = { open: 'published', hidden: 'draft' };
const isNotThere = ['NOT_FOUND id', 'NOT_FOUND id'] as const;
const consent = { purpose: 'CONTACT', wordingVersion: '2026-04' };

function trialsIn(region: string): Readonly<Record<MutationName, Trial>> {
  const joining = {
    region,
    kind: 'PERSON',
    displayName: 'New',
    email: 'new@example.org',
    wordingVersion: '1',
  };
  const draft = { region, kind: 'MEETING', mode: 'ONLINE', title: [{ language: 'en', text: 'Meeting' }] };
  const span = { startsAt: '2026-12-01T18:00:00Z', endsAt: '2026-12-01T19:00:00Z' };
  const role = { level: 'INDIVIDUAL', title: 'Leader', from: '2026-01-01' };
  return {
    joinNetwork: { input: { ...joining, consents: ['MEMBERSHIP'] }, on: null, may: everyone },
    updateMember: { input: { displayName: 'Changed' }, on: members, may: ownPeople },
    leaveNetwork: { input: {}, on: members, may: ownPeople },
    recordRole: { input: role, on: members, may: ownPeople },
    setAccessRequirements: { input: { requirements: [] }, on: members, may: ownPeople },
    giveConsent: { input: consent, on: members, may: ownPeople },
    withdrawConsent: { input: consent, on: members, may: ownPeople },
    requestMove: { input: { to: anotherRegion(region) }, on: members, may: ownPeople },
    exportMember: { input: {}, on: members, may: ownPeople },
    eraseMember: { input: {}, on: members, may: ownPeople },
    createActivity: { input: { ...draft, ...span }, on: null, may: ['coordinator'] },
    updateActivity: { input: { capacity: 20 }, on: activities, may: ['coordinator'] },
    publishActivity: { input: {}, on: activities, may: ['coordinator'] },
    cancelActivity: { input: {}, on: activities, may: ['coordinator'] },
    bookPlace: {
      input: { member: 'self', needs: ['bsl'] },
      on: { open: 'empty', hidden: 'draft' },
      may: ownPeople,
      named: 'activity',
      outcomes: { self: ['done', 'NOT_FOUND activity'], coordinator: ['done', 'CLOSED activity'] },
    },
    cancelBooking: {
      input: { activity: 'published' },
      on: { open: 'b1', hidden: 'b1' },
      may: ownPeople,
      outcomes: { refused: isNotThere },
    },
    acceptOffer: {
      input: { activity: 'other' },
      on: { open: 'b5', hidden: 'b5' },
      may: ownPeople,
      outcomes: { refused: isNotThere },
    },
    recordAttendance: {
      input: { rows: [{ member: 'self', attended: true }] },
      on: { open: 'begun', hidden: 'draft' },
      may: ['coordinator'],
      named: 'activity',
      outcomes: { coordinator: ['done', 'CLOSED activity'] },
    },
  };
}

describe.each(testedRegions)('in $slug', ({ slug }) => {
  const viewers = viewersOf(slug);
  const trials = trialsIn(slug);
  let scene: RegionScene;

  beforeAll(async () => {
    scene = await RegionScene.start(slug);
  });
  afterAll(() => scene.stop());

  /** Puts the rows that are tried on back to how they were. */
  async function prepare(visibility: 'PUBLIC' | 'PRIVATE' = 'PUBLIC'): Promise<void> {
    const { db, program } = scene;
    const { region } = program;
    const contact = { email: 'zebra@example.org', phone: '01228 999999', postcode: 'CA1 9ZZ' };
    const given = { memberId: 'self', wordingVersion: '1', language: 'en', givenAt: NOW, withdrawnAt: null };
    await db.write((manager) => manager.deleteAll(region.types.Booking));
    await store(db, region, {
      members: [memberOf(region, { id: 'self', displayName: 'Zebra Self', visibility, ...contact })],
      activities: [
        activityOf(region, { id: 'published', capacity: 3 }),
        activityOf(region, { id: 'draft', status: 'DRAFT', publishedAt: null }),
        activityOf(region, { id: 'empty', capacity: 1 }),
        activityOf(region, { id: 'other', capacity: 1, hasPlaces: false }),
        activityOf(region, { id: 'begun', startsAt: new Date(NOW.getTime() - 1) }),
      ],
      bookings: [
        bookingOf(region, { id: 'b1', activityId: 'published', memberId: 'self', memberName: 'Zebra Self' }),
        bookingOf(region, { id: 'b2', activityId: 'published', memberId: 'm2', status: 'OFFERED' }),
        bookingOf(region, {
          id: 'b3',
          activityId: 'published',
          memberId: 'm3',
          status: 'WAITLISTED',
          position: 1,
        }),
        bookingOf(region, { id: 'b4', activityId: 'published', memberId: 'm4', status: 'EXPIRED' }),
        bookingOf(region, {
          id: 'b5',
          activityId: 'other',
          memberId: 'self',
          status: 'OFFERED',
          offerExpiresAt: new Date(NOW.getTime() + 1),
        }),
        bookingOf(region, { id: 'b6', activityId: 'begun', memberId: 'self' }),
      ],
    });
    await db.write(async (manager) => {
      await manager.deleteAll(IdempotencyKey);
      await manager.deleteAll(Consent);
      await storeRows(manager, Consent, [
        { id: 'c1', purpose: 'MEMBERSHIP', ...given },
        { id: 'c2', purpose: 'ACCESS_REQUIREMENTS', ...given },
      ]);
      await storeRows(manager, AccessRequirement, [
        Object.assign(new AccessRequirement(), {
          memberId: 'self',
          kindSlug: 'bsl',
          detail: 'Zebra detail',
          shareWithHosts: false,
          reviewDue: '2027-01-01',
        }),
      ]);
    });
  }

  async function send(
    name: MutationName,
    input: object,
    viewer: Viewer = viewers.coordinator,
  ): Promise<Mutated> {
    const { data, errors } = await scene.ask(mutation(name, input), viewer);
    expect(errors).toBeUndefined();
    return data[name] as Mutated;
  }

  it('every mutation is tried out here', () => {
    expect(Object.keys(trials).sort()).toEqual(Object.keys(mutations).sort());
  });

  describe.each(everyone)('%s', (who) => {
    it.each(Object.entries(trials))('does what is theirs to do: %s', async (name, trial) => {
      const { input, on, may, named = 'id', outcomes: special } = trial;
      const mayDo = may.includes(who);
      const { at } = mutations[name as MutationName];
      const outcomes: string[] = [];
      for (const which of ['open', 'hidden'] as const) {
        await prepare(which === 'open' ? 'PUBLIC' : 'PRIVATE');
        const answer = await send(
          name as MutationName,
          { ...input, ...(on && { [named]: on[which] }) },
          viewers[who],
        );
        outcomes.push(placesOf(answer).join() || 'done');
      }
      const refusals = on === null ? ['NOT_ALLOWED', 'NOT_ALLOWED'] : ['NOT_ALLOWED', 'NOT_FOUND'];
      // What is published cannot be published again.
      const done = name === 'publishActivity' ? ['CLOSED id', 'done'] : ['done', 'done'];
      const usual = mayDo ? done : (special?.refused ?? refusals.map((code) => `${code} ${at}`));
      expect(outcomes).toEqual(special?.[who] ?? usual);
    });
  });

  describe('SQL statements', () => {
    /** BEGIN and COMMIT among them, and what the answer reads. A key takes three: looked up, old ones forgotten, kept. */
    const expected: Readonly<Record<MutationName, readonly [plain: number, withKey: number]>> = {
      joinNetwork: [11, 14],
      // The name is changed on the member's bookings, too.
      updateMember: [19, 22],
      // With three bookings: two are given up, and one place goes to whoever waits.
      leaveNetwork: [32, 35],
      recordRole: [17, 20],
      setAccessRequirements: [15, 18],
      giveConsent: [6, 9],
      withdrawConsent: [5, 8],
      requestMove: [15, 18],
      // Each kind of row that may be about somebody is read, and that a coordinator looks is written down; a key is not kept.
      exportMember: [20, 20],
      // As by leaving, and what is still counted stands in its place.
      eraseMember: [40, 43],
      createActivity: [11, 14],
      updateActivity: [17, 20],
      publishActivity: [15, 18],
      cancelActivity: [16, 19],
      bookPlace: [15, 18],
      cancelBooking: [8, 11],
      acceptOffer: [7, 10],
      recordAttendance: [6, 9],
    };

    /** What a search may find afterwards: on a server, one statement more stores its words, which the embedded engine does by itself. */
    const storingText: readonly string[] = [
      'joinNetwork',
      'updateMember',
      'recordRole',
      'requestMove',
      'createActivity',
      'updateActivity',
      'publishActivity',
      'cancelActivity',
    ];

    async function count(name: MutationName, input: object): Promise<number> {
      await prepare();
      scene.log.clear();
      expect(placesOf(await send(name, input))).toEqual([]);
      return scene.log.operations().reduce((sum, { statements }) => sum + (statements ?? 0), 0);
    }

    it.each(Object.entries(expected))('of %s are %j, without a key and with one', async (name, numbers) => {
      const { input, on, named = 'id' } = trials[name as MutationName];
      const id = on && { [named]: name === 'publishActivity' ? on.hidden : on.open };
      const sent = { ...input, ...id };
      const key = { idempotencyKey: `counting ${name}` };
      const plain = await count(name as MutationName, sent);
      const more = engine === 'mariadb' && storingText.includes(name) ? 1 : 0;
      const withKey = await count(name as MutationName, { ...sent, ...key });
      expect([plain, withKey]).toEqual(numbers.map((number) => number + more));
    });
  });

  describe('what is stored', () => {
    beforeEach(() => prepare());

    /** Everything that the database holds, as text. */
    async function dump(): Promise<string> {
      const tables = scene.db.read.dataSource.entityMetadatas;
      return JSON.stringify(await Promise.all(tables.map(({ target }) => scene.db.read.find(target))));
    }

    it('of one who has left has no name, no contact and no need in it, and is in the feed for nobody to find', async () => {
      const secrets = ['Zebra', 'zebra', '999999', ' 9ZZ'];
      const before = await dump();
      expect(secrets.filter((text) => before.includes(text))).toEqual(secrets);
      const { change } = await send('leaveNetwork', { id: 'self' }, viewers.self);
      const after = await dump();
      expect(secrets.filter((text) => after.includes(text))).toEqual([]);
      expect(change).not.toBeNull();
      const { items } = (await (await scene.changes('?limit=1000')).json()) as {
        items: { id: string; state: string; kind: string }[];
      };
      expect(items.find(({ id }) => id === 'self')).toEqual(
        expect.objectContaining({ state: 'updated', kind: 'MEMBER', listedTo: [] }),
      );
      // Its bookings are nobody's any more to the directory.
      const bookings = items.filter(({ id }) => ['b1', 'b5', 'b6'].includes(id));
      expect(bookings.map(({ state, kind }) => [state, kind])).toEqual(
        Array.from({ length: 3 }, () => ['deleted', 'BOOKING']),
      );
      expect(await scene.db.read.countBy(scene.program.region.types.Booking, { memberId: 'self' })).toBe(3);
    });

    it('of a withdrawn consent stays, with the day', async () => {
      const purpose = 'ACCESS_REQUIREMENTS';
      await send('withdrawConsent', { id: 'self', purpose, wordingVersion: '1' }, viewers.self);
      const consents = await scene.db.read.find(Consent, { order: { id: 'ASC' } });
      expect(consents.map(({ id, withdrawnAt }) => [id, withdrawnAt])).toEqual([
        ['c1', null],
        ['c2', NOW],
      ]);
      expect(await scene.db.read.count(AccessRequirement)).toBe(0);
    });

    it('of a cancelled activity tells those who have or want a place by the status of their booking', async () => {
      await send('cancelActivity', { id: 'published' });
      const { Booking } = scene.program.region.types;
      const bookings = await scene.db.read.find(Booking, {
        where: { id: In(['b1', 'b2', 'b3', 'b4']) },
        order: { id: 'ASC' },
      });
      expect(bookings.map(({ status, position }) => [status, position])).toEqual([
        ['CANCELLED', null],
        ['CANCELLED', null],
        ['CANCELLED', null],
        ['EXPIRED', null],
      ]);
    });

    it('never has fewer places than are taken', async () => {
      const { Activity } = scene.program.region.types;
      expect(placesOf(await send('updateActivity', { id: 'published', capacity: 1 }))).toEqual([
        'INVALID capacity',
      ]);
      for (const [capacity, hasPlaces] of [
        [2, false],
        // Whoever waits is offered what there is more.
        [3, false],
        [4, true],
        [null, true],
      ] as const) {
        expect(placesOf(await send('updateActivity', { id: 'published', capacity }))).toEqual([]);
        const stored = await scene.db.read.findOneByOrFail(Activity, { id: 'published' });
        expect([stored.capacity, stored.hasPlaces]).toEqual([capacity, hasPlaces]);
      }
    });
  });
});
