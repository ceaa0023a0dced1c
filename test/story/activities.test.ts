import type { Viewer } from '../../schema/viewer';
import { Graph } from '../support/graph';
import { mutation, placesOf, senderTo } from '../support/mutate';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start({ demo: null });
});
afterAll(() => graph.stop());

const coordinatorOf = (...coordinates: string[]): Viewer => ({ roles: ['coordinator'], coordinates });
const inWales = coordinatorOf('wales');
const inCumbria = coordinatorOf('cumbria');

const send = senderTo(() => graph);

const english = { language: 'en', text: 'Planning together' };
const welsh = { language: 'CY', text: ' Cynllunio gyda’n gilydd ' };
const plan = {
  region: 'wales',
  kind: 'PLANNING',
  title: [english],
  startsAt: '2026-12-01T18:00:00Z',
  endsAt: '2026-12-01T20:00:00Z',
  mode: 'IN_PERSON',
};

/** A new draft of Wales, or of another region by its coordinator. */
async function drafted(more: object = {}, as: Viewer = inWales): Promise<string> {
  const { thing, problems } = await send('createActivity', { ...plan, ...more }, { as });
  expect(problems).toEqual([]);
  return (thing as { id: string }).id;
}

async function published(more: object = {}): Promise<string> {
  const id = await drafted({ region: 'cumbria', ...more }, inCumbria);
  expect((await send('publishActivity', { id }, { as: inCumbria })).problems).toEqual([]);
  return id;
}

/** The activity as it is found by id and in the list, after a change. */
async function seen(id: string, { as, after }: { as?: Viewer; after?: string | null } = {}) {
  const { data } = await graph.ask(
    `{ activity(id: "${id}") { status } activities(filter: { statuses: [DRAFT, PUBLISHED, CANCELLED] }) { nodes { id } } }`,
    { as, headers: after ? { 'x-read-after': after } : {} },
  );
  const listed = (data.activities.nodes as { id: string }[]).some((node) => node.id === id);
  return { status: data.activity?.status ?? null, listed };
}

describe('a draft', () => {
  test('is made by a coordinator of its region, with everything that it says', async () => {
    const input = {
      ...plan,
      network: 'net:practice-solutions',
      audience: 'LEADERS',
      title: [english, welsh],
      summary: [{ language: 'en', text: 'What comes next.' }],
      place: { name: ' The Hub ', locality: 'Cardiff', postcode: 'cf10 1bh', gss: 'W06000015' },
      capacity: 12,
      waitlistLimit: 0,
      accessFeatures: [{ kind: 'bsl', delivery: 'INTERPRETED', confirmed: true }, { kind: 'step-free' }],
      languages: ['cy', 'en', 'CY'],
    };
    const selection = `kind audience status title(language: "cy") { text language available } summary { text }
      startsAt endsAt timeZone mode place { name locality outcode area { gss } latitude longitude }
      capacity availability placesLeft accessFeatures { kind { slug } delivery confirmed } languages
      themes { slug } network { id } region { slug }`;
    const { data } = await graph.ask('{ themes { slug } }');
    const [theme] = data.themes as { slug: string }[];
    const { thing, problems } = await send(
      'createActivity',
      { ...input, themes: [theme!.slug, theme!.slug] },
      { as: inWales, selection },
    );
    expect(problems).toEqual([]);
    expect(thing).toEqual({
      kind: 'PLANNING',
      audience: 'LEADERS',
      status: 'DRAFT',
      title: { text: 'Cynllunio gyda’n gilydd', language: 'cy', available: ['en', 'cy'] },
      summary: { text: 'What comes next.' },
      startsAt: '2026-12-01T18:00:00.000Z',
      endsAt: '2026-12-01T20:00:00.000Z',
      timeZone: 'Europe/London',
      mode: 'IN_PERSON',
      place: {
        name: 'The Hub',
        locality: 'Cardiff',
        outcode: 'CF10',
        area: { gss: 'W06000015' },
        latitude: expect.closeTo(51.5, 0) as number,
        longitude: expect.closeTo(-3.2, 0) as number,
      },
      capacity: 12,
      availability: 'CLOSED',
      placesLeft: 12,
      accessFeatures: [
        { kind: { slug: 'bsl' }, delivery: 'INTERPRETED', confirmed: true },
        { kind: { slug: 'step-free' }, delivery: 'PROVIDED', confirmed: false },
      ],
      languages: ['cy', 'en'],
      themes: [theme],
      network: { id: 'net:practice-solutions' },
      region: { slug: 'wales' },
    });
  });

  test('is seen by the coordinators of its region alone, and is not there for others', async () => {
    const id = await drafted();
    await graph.untilReady();
    expect(await seen(id, { as: inCumbria })).toEqual({ status: null, listed: false });
    expect(placesOf(await send('publishActivity', { id }, { as: inCumbria }))).toEqual(['NOT_FOUND id']);
    expect(placesOf(await send('updateActivity', { id }))).toEqual(['NOT_FOUND id']);
    // Its own region knows the way to it, though hardly anybody may find it.
    expect((await send('updateActivity', { id, capacity: 3 }, { as: inWales })).problems).toEqual([]);
  });

  test.each([
    ['nobody', undefined],
    ['a coordinator of another region', inCumbria],
  ])('is not for %s to make', async (_who, as) => {
    expect(placesOf(await send('createActivity', plan, { as }))).toEqual(['NOT_ALLOWED region']);
  });

  test('is refused with all that is wrong in it', async () => {
    const wrong = {
      ...plan,
      idempotencyKey: 'short',
      network: 'net:none',
      title: [english, { language: 'EN', text: '  ' }],
      summary: [{ language: 'en', text: 'a'.repeat(2001) }],
      endsAt: plan.startsAt,
      timeZone: '+01:00',
      mode: 'ONLINE',
      place: {
        name: 'a'.repeat(201),
        locality: 'a'.repeat(101),
        postcode: 'SOMEWHERE',
        gss: 'Cardiff',
        latitude: 91,
        longitude: -181,
      },
      capacity: 0,
      waitlistLimit: -1,
      accessFeatures: [{ kind: 'bsl' }, { kind: 'bsl' }, { kind: 'a-lift' }],
      themes: ['no-such-theme'],
    };
    const answer = await send('createActivity', wrong, { as: inWales });
    expect(placesOf(answer)).toEqual([
      'INVALID idempotencyKey',
      'NOT_FOUND network',
      'INVALID endsAt',
      'INVALID timeZone',
      'INVALID place',
      'INVALID title.1.language',
      'INVALID title.1.text',
      'INVALID summary.0.text',
      'INVALID place.name',
      'INVALID place.locality',
      'INVALID place.postcode',
      'INVALID place.gss',
      'INVALID place.latitude',
      'INVALID place.longitude',
      'INVALID capacity',
      'INVALID waitlistLimit',
      'INVALID accessFeatures.1.kind',
      'NOT_FOUND accessFeatures.2.kind',
      'NOT_FOUND themes.0',
    ]);
    const half = { ...plan, place: { latitude: 51.5 } };
    expect(placesOf(await send('createActivity', half, { as: inWales }))).toEqual([
      'INVALID place.longitude',
    ]);
  });

  test('a language that is none is refused by its place', async () => {
    const { errors } = await graph.ask(
      mutation('createActivity', { ...plan, languages: ['en', 'not a language'] }),
      { as: inWales },
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain('input.languages[1]');
  });
});

describe('publishing', () => {
  test('takes both languages in Wales, in the summary, too', async () => {
    const id = await drafted({ summary: [{ language: 'en', text: 'What comes next.' }] });
    const refused = await send('publishActivity', { id }, { as: inWales, language: 'cy' });
    expect(placesOf(refused)).toEqual(['TRANSLATION_MISSING title', 'TRANSLATION_MISSING summary']);
    expect(refused.problems[0]?.message).toContain('Ni ellir cyhoeddi');
    await send('updateActivity', { id, title: [english, welsh], summary: null }, { as: inWales });
    const selection = 'status title(language: "cy") { text }';
    const { thing, change, problems } = await send('publishActivity', { id }, { as: inWales, selection });
    expect(problems).toEqual([]);
    expect(thing).toEqual({ status: 'PUBLISHED', title: { text: 'Cynllunio gyda’n gilydd' } });
    expect(await seen(id, { after: change })).toEqual({ status: 'PUBLISHED', listed: true });
    // What is published stays in both.
    expect(placesOf(await send('updateActivity', { id, title: [english] }, { as: inWales }))).toEqual([
      'TRANSLATION_MISSING title',
    ]);
    expect(placesOf(await send('publishActivity', { id }, { as: inWales }))).toEqual(['CLOSED id']);
  });

  test('takes one language elsewhere, and a title everywhere', async () => {
    const id = await drafted({ region: 'cumbria', title: [] }, inCumbria);
    expect(placesOf(await send('publishActivity', { id }, { as: inCumbria }))).toEqual([
      'TRANSLATION_MISSING title',
    ]);
    await send('updateActivity', { id, title: [english] }, { as: inCumbria });
    expect((await send('publishActivity', { id }, { as: inCumbria })).problems).toEqual([]);
  });
});

describe('a change', () => {
  test('leaves alone what it does not say', async () => {
    const id = await published({ place: { name: 'The Hub', postcode: 'CA1 1AA' }, capacity: 5 });
    const selection = 'title { text } capacity startsAt endsAt place { name outcode } mode';
    const { thing } = await send('updateActivity', { id, capacity: null }, { as: inCumbria, selection });
    expect(thing).toEqual({
      title: { text: 'Planning together' },
      capacity: null,
      startsAt: '2026-12-01T18:00:00.000Z',
      endsAt: '2026-12-01T20:00:00.000Z',
      place: { name: 'The Hub', outcode: 'CA1' },
      mode: 'IN_PERSON',
    });
    const online = await send('updateActivity', { id, mode: 'ONLINE' }, { as: inCumbria, selection });
    expect(online.thing).toMatchObject({ mode: 'ONLINE', place: null });
  });

  test('is refused where it does not go with what is there', async () => {
    const id = await published({ mode: 'ONLINE' });
    const answers = await Promise.all(
      [
        { startsAt: '2026-12-02T00:00:00Z' },
        { endsAt: '2026-12-01T18:00:00Z' },
        { place: { name: 'Hub' } },
      ].map((input) => send('updateActivity', { id, ...input }, { as: inCumbria })),
    );
    expect(answers.map(placesOf)).toEqual([['INVALID startsAt'], ['INVALID endsAt'], ['INVALID place']]);
  });
});

describe('cancelling', () => {
  test('leaves what was published in sight, as cancelled', async () => {
    const id = await published();
    const { thing, change } = await send(
      'cancelActivity',
      { id },
      { as: inCumbria, selection: 'status availability' },
    );
    expect(thing).toEqual({ status: 'CANCELLED', availability: 'CLOSED' });
    expect(await seen(id, { after: change })).toEqual({ status: 'CANCELLED', listed: true });
    for (const name of ['cancelActivity', 'publishActivity', 'updateActivity'] as const)
      expect(placesOf(await send(name, { id }, { as: inCumbria }))).toEqual(['CLOSED id']);
  });

  test('brings no draft to light', async () => {
    const id = await drafted();
    const { change } = await send('cancelActivity', { id }, { as: inWales });
    expect(await seen(id, { after: change })).toEqual({ status: null, listed: false });
    expect(await seen(id, { as: inWales, after: change })).toEqual({ status: 'CANCELLED', listed: true });
  });

  test('comes too late once it is over', async () => {
    const id = await published();
    const { now } = graph;
    graph.now = new Date('2026-12-01T20:00:00Z');
    expect(placesOf(await send('cancelActivity', { id }, { as: inCumbria }))).toEqual(['CLOSED id']);
    graph.now = now;
  });
});

test('an id that nobody knows is not there', async () => {
  for (const as of [undefined, inWales])
    expect(placesOf(await send('cancelActivity', { id: 'never-was' }, { as }))).toEqual(['NOT_FOUND id']);
});
