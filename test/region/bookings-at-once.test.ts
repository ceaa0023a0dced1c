import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Viewer } from '../../schema/viewer';
import type { Booking } from '../../subgraphs/region/booking';
import { engine } from '../support/databases';
import { mutation, type Mutated } from '../support/mutate';
import { activityOf, memberOf, store } from './region-rows';
import { anotherRegion, RegionScene, testedRegions, viewersOf } from './region-scene';

const PLACES = 10;
const WAITING = 20;
const CROWD = 300;

const crowd = Array.from({ length: CROWD }, (_, index) => `m${index}`);

describe.each(testedRegions)('in $slug', ({ slug }) => {
  const { coordinator } = viewersOf(slug);
  let scene: RegionScene;

  beforeAll(async () => {
    scene = await RegionScene.start(slug, (db, { region }) =>
      store(db, region, {
        members: crowd.map((id) => memberOf(region, { id })),
        activities: [
          activityOf(region, { id: 'popular', capacity: PLACES, waitlistLimit: WAITING }),
          activityOf(region, { id: 'twice', capacity: PLACES }),
        ],
      }),
    );
  });
  afterAll(() => scene.stop());

  /** Attempts that were told to come again. */
  let sentAgain = 0;

  // On a busy machine some are told so, and do so, as a client would.
  async function send(
    name: 'bookPlace' | 'cancelBooking',
    input: Readonly<Record<string, unknown>>,
    as: Viewer,
  ): Promise<Mutated> {
    const keyed = { idempotencyKey: randomUUID(), ...input };
    const { data, errors } = await scene.ask(mutation(name, keyed, 'id status position'), as);
    if (errors?.[0]?.extensions['code'] === 'DATABASE_UNAVAILABLE') {
      sentAgain += 1;
      await sleep(1000 * Math.random());
      return send(name, keyed, as);
    }
    expect(errors).toBeUndefined();
    return data[name] as Mutated;
  }

  const self = (memberId: string): Viewer => ({
    roles: ['member'],
    memberId,
    homeRegion: slug,
    coordinates: [],
  });

  function bookings(activityId: string): Promise<Booking[]> {
    const { Booking } = scene.program.region.types;
    return scene.db.read.find(Booking, { where: { activityId }, order: { id: 'ASC' } });
  }

  async function numbers(activityId: string) {
    const { data } = await scene.ask(
      `{ activity(id: "${activityId}") { availability placesLeft waitlistLength } }`,
      coordinator,
    );
    return data.activity as object;
  }

  test('300 book 10 places and a waiting list of 20; then 10 give theirs up, all at once', async () => {
    const answers = await Promise.all(
      crowd.map((member) => send('bookPlace', { activity: 'popular', member }, self(member))),
    );
    // A file has no pool that could be exhausted.
    if (engine === 'embedded') expect(sentAgain).toBe(0);
    else
      process.stdout.write(`${slug}: of ${CROWD} bookings at once, ${sentAgain} attempts were sent again.\n`);
    expect(sentAgain).toBeLessThan(CROWD / 3);
    const outcome = ({ thing, problems }: Mutated): string => thing?.status ?? problems[0]?.code;
    const count = (wanted: string): number => answers.filter((one) => outcome(one) === wanted).length;
    expect([count('BOOKED'), count('WAITLISTED'), count('FULL')]).toEqual([PLACES, WAITING, 270]);
    // Ids are made one after another under the activity's lock: their order is the order of acceptance.
    const accepted = await bookings('popular');
    expect(accepted.map(({ status, position }) => [status, position])).toEqual([
      ...Array.from({ length: PLACES }, () => ['BOOKED', null]),
      ...Array.from({ length: WAITING }, (_, index) => ['WAITLISTED', index + 1]),
    ]);
    expect(await numbers('popular')).toEqual({
      availability: 'FULL',
      placesLeft: 0,
      waitlistLength: WAITING,
    });

    const booked = accepted.slice(0, PLACES);
    await Promise.all(
      booked.map(({ id, memberId }) => send('cancelBooking', { activity: 'popular', id }, self(memberId))),
    );
    expect((await bookings('popular')).map(({ status, position }) => [status, position])).toEqual([
      ...Array.from({ length: PLACES }, () => ['CANCELLED', null]),
      ...Array.from({ length: 10 }, () => ['OFFERED', null]),
      ...Array.from({ length: WAITING - 10 }, (_, index) => ['WAITLISTED', index + 1]),
    ]);
    expect(await numbers('popular')).toEqual({
      availability: 'WAITING_LIST',
      placesLeft: 0,
      waitlistLength: 10,
    });
  });

  test('one member books once, however often at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => send('bookPlace', { activity: 'twice', member: 'm1' }, self('m1'))),
    );
    const refused = answers.flatMap(({ problems }) => problems.map(({ code }) => code));
    expect(refused).toEqual(Array.from({ length: 19 }, () => 'ALREADY_BOOKED'));
    expect(await bookings('twice')).toHaveLength(1);
  });

  test('a member of another region books with the word of the directory alone', async () => {
    const homeRegion = anotherRegion(slug);
    const viewer: Viewer = { roles: ['member'], memberId: 'far', homeRegion, coordinates: [] };
    const alone = await send('bookPlace', { activity: 'twice', member: 'far' }, viewer);
    expect(alone.problems.map(({ code, path }) => [code, ...path])).toEqual([['NOT_FOUND', 'member']]);
    const ofSomebodyElse = { id: 'm1', homeRegion, name: 'Not Far', hiddenNeeds: [] };
    const other = await send(
      'bookPlace',
      { activity: 'twice', member: 'far' },
      { ...viewer, booker: ofSomebodyElse },
    );
    expect(other.problems.map(({ code }) => code)).toEqual(['NOT_FOUND']);
    const booker = { id: 'far', homeRegion, name: 'Far Away', hiddenNeeds: ['bsl'] };
    const input = { activity: 'twice', member: 'far', needs: ['bsl', 'captions'], language: 'cy' };
    const { problems } = await send('bookPlace', input, { ...viewer, booker });
    expect(problems).toEqual([]);
    expect((await bookings('twice')).find(({ memberId }) => memberId === 'far')).toMatchObject({
      homeRegion,
      memberName: 'Far Away',
      needSlugs: ['captions'],
      hiddenNeedSlugs: ['bsl'],
      language: 'cy',
    });
  });
});
