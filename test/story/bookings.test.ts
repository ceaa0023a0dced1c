import type { MutationName } from '../../schema/contract/mutations';
import type { Viewer } from '../../schema/viewer';
import { Graph, NOW } from '../support/graph';
import { placesOf, senderTo, type Mutated, type Sending } from '../support/mutate';
import { waitUntil } from '../support/wait-until';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start({ demo: null });
});
afterAll(() => graph.stop());
afterEach(() => {
  graph.now = NOW;
});

const HOUR = 3_600_000;
const coordinatorOf = (...coordinates: string[]): Viewer => ({ roles: ['coordinator'], coordinates });
const inWales = coordinatorOf('wales');
const inCumbria = coordinatorOf('cumbria');

const send = senderTo(() => graph);

async function done(name: MutationName, input: object, options: Sending = {}): Promise<Mutated> {
  const answer = await send(name, input, options);
  expect(answer.problems).toEqual([]);
  return answer;
}

/** A new member, as one who asks. */
async function joined(region: string, displayName: string, ...consents: string[]): Promise<Viewer> {
  const { thing } = await done('joinNetwork', {
    region,
    kind: 'PERSON',
    displayName,
    email: 'someone@example.org',
    consents: ['MEMBERSHIP', ...consents],
    wordingVersion: '1',
  });
  return { roles: ['member'], memberId: thing.id as string, homeRegion: region, coordinates: [] };
}

/** A published activity of Cumbria. */
async function published(more: object): Promise<string> {
  const { thing } = await done(
    'createActivity',
    {
      region: 'cumbria',
      kind: 'MEETING',
      title: [{ language: 'en', text: 'Meeting' }],
      startsAt: '2026-12-01T18:00:00Z',
      endsAt: '2026-12-01T20:00:00Z',
      mode: 'ONLINE',
      ...more,
    },
    { as: inCumbria },
  );
  await done('publishActivity', { id: thing.id }, { as: inCumbria });
  return thing.id as string;
}

const whole = 'id status position offerExpiresAt memberId memberName homeRegion needsToArrange { slug }';

function book(activity: string, as: Viewer, more: object = {}): Promise<Mutated> {
  return send('bookPlace', { activity, member: as.memberId, ...more }, { as, selection: whole });
}

interface Seen {
  readonly id: string;
  readonly memberName: string | null;
  readonly status: string;
  readonly position: number | null;
  readonly needsToArrange: readonly { slug: string }[];
}

/** The bookings of an activity and its figures, as its host sees them. */
async function seen(activity: string, as: Viewer = inCumbria) {
  const { data, errors } = await graph.ask(
    `{ activity(id: "${activity}") {
      availability placesLeft waitlistLength bookings { nodes { ${whole} } } } }`,
    { as },
  );
  expect(errors).toBeUndefined();
  const { availability, placesLeft, waitlistLength, bookings } = data.activity;
  const nodes = (bookings?.nodes ?? []) as Seen[];
  return {
    figures: [availability, placesLeft, waitlistLength] as unknown[],
    nodes,
    stand: nodes.map(({ status, position }) => [status, position].filter((part) => part !== null).join(' ')),
  };
}

async function isListedAsAvailable(id: string, after: string): Promise<boolean> {
  const { data } = await graph.ask('{ activities(filter: { available: true }) { nodes { id } } }', {
    headers: { 'x-read-after': after },
  });
  return (data.activities.nodes as { id: string }[]).some((node) => node.id === id);
}

async function untilStanding(activity: string, stand: readonly string[]): Promise<void> {
  await waitUntil(`the bookings are ${stand.join(', ')}`, async () =>
    Object.is(JSON.stringify((await seen(activity)).stand), JSON.stringify(stand)),
  );
}

test('places go first come first served, then the waiting list, then nobody comes in', async () => {
  const [ann, ben, cai] = await Promise.all(['Ann', 'Ben', 'Cai'].map((name) => joined('cumbria', name)));
  const activity = await published({ capacity: 1, waitlistLimit: 1 });
  const first = await book(activity, ann!);
  expect(first.thing).toMatchObject({ status: 'BOOKED', position: null, memberId: ann!.memberId });
  // The list of what has places is told.
  expect(first.change).not.toBeNull();
  expect(await isListedAsAvailable(activity, first.change!)).toBe(false);
  expect((await book(activity, ben!)).thing).toMatchObject({ status: 'WAITLISTED', position: 1 });
  const full = await send('bookPlace', { activity, member: cai!.memberId }, { as: cai, language: 'cy' });
  expect(placesOf(full)).toEqual(['FULL activity']);
  expect(full.problems[0]?.message).toContain('rhestr aros');
  expect(placesOf(await book(activity, ann!))).toEqual(['ALREADY_BOOKED member']);
  expect((await seen(activity)).figures).toEqual(['FULL', 0, 1]);
});

test('a place that is given up is offered to who waits first, who takes it', async () => {
  const people = await Promise.all(['Ann', 'Ben', 'Cai'].map((name) => joined('cumbria', name)));
  const [ann, ben, cai] = people as [Viewer, Viewer, Viewer];
  const activity = await published({ capacity: 1 });
  const ids: string[] = [];
  for (const one of people) ids.push((await book(activity, one)).thing.id as string);
  expect((await seen(activity)).stand).toEqual(['BOOKED', 'WAITLISTED 1', 'WAITLISTED 2']);
  const [first, second, third] = ids;
  expect(placesOf(await send('cancelBooking', { activity, id: first }, { as: ben }))).toEqual([
    'NOT_FOUND id',
  ]);
  await done('cancelBooking', { activity, id: first }, { as: ann });
  expect((await seen(activity)).stand).toEqual(['CANCELLED', 'OFFERED', 'WAITLISTED 1']);
  expect((await seen(activity)).figures).toEqual(['WAITING_LIST', 0, 1]);
  expect(placesOf(await send('acceptOffer', { activity, id: third }, { as: cai }))).toEqual(['CLOSED id']);
  const { thing } = await done('acceptOffer', { activity, id: second }, { as: ben, selection: whole });
  expect(thing).toMatchObject({ status: 'BOOKED', offerExpiresAt: null });
  expect(placesOf(await send('cancelBooking', { activity, id: first }, { as: ann }))).toEqual(['CLOSED id']);
  // More places: whoever waits is offered one, in the same moment.
  const { change } = await done('updateActivity', { id: activity, capacity: 3 }, { as: inCumbria });
  expect((await seen(activity)).stand).toEqual(['CANCELLED', 'BOOKED', 'OFFERED']);
  expect((await seen(activity)).figures).toEqual(['FEW_LEFT', 1, 0]);
  expect(await isListedAsAvailable(activity, change!)).toBe(true);
});

test('an offer ends by time alone, and goes to the next', async () => {
  const people = await Promise.all(['Ann', 'Ben', 'Cai'].map((name) => joined('cumbria', name)));
  const [ann, ben, cai] = people as [Viewer, Viewer, Viewer];
  const activity = await published({ capacity: 1 });
  const ids: string[] = [];
  for (const one of people) ids.push((await book(activity, one)).thing.id as string);
  await done('cancelBooking', { activity, id: ids[0] }, { as: ann });
  const [, offer] = (await seen(activity, inCumbria)).nodes;
  expect(offer).toMatchObject({ offerExpiresAt: new Date(NOW.getTime() + 24 * HOUR).toISOString() });
  graph.now = new Date(NOW.getTime() + 24 * HOUR - 1);
  expect((await seen(activity)).stand).toEqual(['CANCELLED', 'OFFERED', 'WAITLISTED 1']);
  graph.now = new Date(NOW.getTime() + 24 * HOUR);
  expect(placesOf(await send('acceptOffer', { activity, id: ids[1] }, { as: ben }))).toEqual([
    'OFFER_EXPIRED id',
  ]);
  await untilStanding(activity, ['CANCELLED', 'EXPIRED', 'OFFERED']);
  expect(placesOf(await send('acceptOffer', { activity, id: ids[1] }, { as: ben }))).toEqual([
    'OFFER_EXPIRED id',
  ]);
  await done('acceptOffer', { activity, id: ids[2] }, { as: cai });
  // Whoever was too late may wait again, behind the others.
  expect((await book(activity, ben)).thing).toMatchObject({ status: 'WAITLISTED', position: 1 });
});

test('a booking of another region is stamped with it, and named by consent alone', async () => {
  const shared = await joined('wales', 'Dewi Sant', 'SHARE_WITH_HOSTS', 'ACCESS_REQUIREMENTS');
  const shy = await joined('wales', 'Shy Sheep');
  await done(
    'setAccessRequirements',
    { id: shared.memberId, requirements: [{ kind: 'bsl', shareWithHosts: true }, { kind: 'captions' }] },
    { as: shared },
  );
  const activity = await published({});
  const needs = ['bsl', 'captions', 'step-free'];
  const { thing } = await book(activity, shared, { needs });
  expect(thing).toMatchObject({ status: 'BOOKED', homeRegion: 'wales', memberName: 'Dewi Sant' });
  // The member sees all that was said; the host, what the member lets hosts know.
  expect((thing as Seen).needsToArrange.map(({ slug }) => slug)).toEqual(['bsl', 'step-free', 'captions']);
  // A coordinator of the member's region may book for it; what they see of it is the host's to say.
  const byHome = await send('bookPlace', { activity, member: shy.memberId, needs: ['bsl'] }, { as: inWales });
  expect([byHome.problems, typeof byHome.thing.id]).toEqual([[], 'string']);
  const { nodes } = await seen(activity);
  expect(nodes.map((one) => [one.memberName, one.needsToArrange.map(({ slug }) => slug)])).toEqual([
    ['Dewi Sant', ['bsl', 'step-free']],
    [null, []],
  ]);
  const stored = JSON.stringify(
    await Promise.all(
      graph
        .database('cumbria')
        .read.dataSource.entityMetadatas.map(({ target }) => graph.database('cumbria').read.find(target)),
    ),
  );
  expect(stored).not.toContain('Shy Sheep');
  const mine = byHome.thing.id as string;
  expect(placesOf(await send('cancelBooking', { activity, id: mine }, { as: shared }))).toEqual([
    'NOT_FOUND id',
  ]);
  await done('cancelBooking', { activity, id: mine }, { as: inWales });
});

test('what cannot be booked says why', async () => {
  const ann = await joined('cumbria', 'Ann');
  const dewi = await joined('wales', 'Dewi');
  const activity = await published({});
  const nobody = { ...ann, memberId: 'nobody' };
  const answers = [
    await book(activity, nobody),
    await book('never-was', ann),
    await send('bookPlace', { activity, member: ann.memberId }),
    await send('bookPlace', { activity, member: ann.memberId }, { as: dewi }),
    // Hidden from the host's coordinator, who so cannot learn that there is one.
    await send('bookPlace', { activity, member: dewi.memberId }, { as: inCumbria }),
    await book(activity, ann, { needs: ['bsl', 'bsl', 'a-lift'], language: `x-${'abcdefgh-'.repeat(5)}a` }),
  ];
  expect(answers.map(placesOf)).toEqual([
    ['NOT_FOUND member'],
    ['NOT_FOUND activity'],
    ['NOT_ALLOWED activity'],
    ['NOT_ALLOWED activity'],
    ['NOT_FOUND member'],
    ['INVALID needs.1', 'NOT_FOUND needs.2', 'INVALID language'],
  ]);
  await done('leaveNetwork', { id: ann.memberId }, { as: ann });
  expect(placesOf(await book(activity, ann))).toEqual(['CLOSED member']);
  graph.now = new Date('2026-12-01T18:00:00Z');
  expect(placesOf(await book(activity, dewi))).toEqual(['CLOSED activity']);
  graph.now = NOW;
  await done('cancelActivity', { id: activity }, { as: inCumbria });
  expect(placesOf(await book(activity, dewi))).toEqual(['CLOSED activity']);
});

test('whoever leaves gives up what is still to come', async () => {
  const [ann, ben] = await Promise.all(
    ['Ann', 'Ben'].map((name) => joined('cumbria', name, 'SHARE_WITH_HOSTS')),
  );
  const activity = await published({ capacity: 1 });
  await book(activity, ann!, { needs: ['bsl'] });
  await book(activity, ben!);
  await done('leaveNetwork', { id: ann!.memberId }, { as: ann });
  const { stand, nodes } = await seen(activity);
  expect(stand).toEqual(['CANCELLED', 'OFFERED']);
  expect(nodes.map(({ memberName, needsToArrange }) => [memberName, needsToArrange])).toEqual([
    [null, []],
    ['Ben', []],
  ]);
  // A consent withdrawn is a name gone.
  await done(
    'withdrawConsent',
    { id: ben!.memberId, purpose: 'SHARE_WITH_HOSTS', wordingVersion: '1' },
    { as: ben },
  );
  expect((await seen(activity)).nodes.map(({ memberName }) => memberName)).toEqual([null, null]);
});

test('who came is recorded from the beginning on, and corrected', async () => {
  const [ann, ben] = await Promise.all(['Ann', 'Ben'].map((name) => joined('cumbria', name)));
  const activity = await published({ capacity: 1 });
  await book(activity, ann!);
  await book(activity, ben!);
  const record = (rows: object[], as: Viewer = inCumbria): Promise<Mutated> =>
    send('recordAttendance', { activity, rows }, { as });
  const came = (who: Viewer | undefined, attended: boolean) => ({ member: who!.memberId, attended });
  expect(placesOf(await record([came(ann, true)]))).toEqual(['INVALID activity']);
  graph.now = new Date('2026-12-01T18:00:00Z');
  expect(placesOf(await record([came(ann, true)], inWales))).toEqual(['NOT_ALLOWED activity']);
  expect(placesOf(await record([came(ann, true), came(ben, true), came(ann, false)]))).toEqual([
    'NOT_FOUND rows.1.member',
    'INVALID rows.2.member',
  ]);
  expect((await record([came(ann, true)])).problems).toEqual([]);
  expect((await seen(activity)).stand).toEqual(['ATTENDED', 'WAITLISTED 1']);
  expect((await record([came(ann, false)])).problems).toEqual([]);
  expect((await seen(activity)).stand).toEqual(['NO_SHOW', 'WAITLISTED 1']);
});

test('a key books once, and a region that is silent stores nothing', async () => {
  const dewi = await joined('wales', 'Dewi');
  const activity = await published({ capacity: 2 });
  const idempotencyKey = 'book-it-but-once';
  const first = await book(activity, dewi, { idempotencyKey });
  expect((await book(activity, dewi, { idempotencyKey })).thing).toEqual(first.thing);
  const eleri = await joined('wales', 'Eleri');
  await graph.stopSubgraph('wales');
  try {
    const { problems } = await send('bookPlace', { activity, member: eleri.memberId }, { as: eleri });
    expect(problems.map(({ code, path }) => [code, ...path])).toEqual([['REGION_UNAVAILABLE', 'member']]);
    expect(problems[0]?.message).toContain('Wales');
    // What is booked is the host's alone to change.
    await done('cancelBooking', { activity, id: first.thing.id }, { as: dewi });
  } finally {
    await graph.startSubgraph('wales');
  }
  expect((await seen(activity)).stand).toEqual(['CANCELLED']);
});
