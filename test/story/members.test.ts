import type { Viewer } from '../../schema/viewer';
import { Graph } from '../support/graph';
import { placesOf, senderTo } from '../support/mutate';
import { waitUntil } from '../support/wait-until';

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start({ demo: null });
});
afterAll(() => graph.stop());

const coordinator: Viewer = { roles: ['coordinator'], coordinates: ['cumbria'] };
const coordinatorElsewhere: Viewer = { roles: ['coordinator'], coordinates: ['wales'] };
const stranger: Viewer = { roles: ['member'], memberId: 'somebody', homeRegion: 'wales', coordinates: [] };

const send = senderTo(() => graph);

/** Somebody who has just joined Cumbria: their id, and who they are when they ask. */
async function joined(more: object = {}): Promise<{ id: string; self: Viewer }> {
  graph.now = new Date(graph.now.getTime() + 1000);
  const { thing, problems } = await send('joinNetwork', {
    region: 'cumbria',
    kind: 'PERSON',
    displayName: 'Winifred Longbottom',
    email: 'winifred@example.org',
    phone: '01228 000000',
    postcode: 'CA1 1AA',
    visibility: 'PUBLIC',
    networks: [],
    consents: ['MEMBERSHIP'],
    wordingVersion: '2026-04',
    ...more,
  });
  expect(problems).toEqual([]);
  const { id } = thing as { id: string };
  return { id, self: { roles: ['member'], memberId: id, homeRegion: 'cumbria', coordinates: [] } };
}

async function isListed(id: string, as?: Viewer): Promise<boolean> {
  const { data } = await graph.ask('{ members(first: 20) { nodes { id } } }', { as });
  return (data.members.nodes as { id: string }[]).some((node) => node.id === id);
}

describe('a member changes what it told', () => {
  test('at once, and the UK-wide list follows', async () => {
    const { id, self } = await joined();
    const input = {
      id,
      displayName: ' Winnie Longbottom ',
      phone: null,
      networks: ['net:healthwatch-cumberland'],
    };
    const selection =
      'id displayName networks { id } private { email phone postcode preferredLanguage accessRequirements { detail } }';
    const { thing, change, problems } = await send('updateMember', input, { as: self, selection });
    expect(problems).toEqual([]);
    expect(thing).toEqual({
      id,
      displayName: 'Winnie Longbottom',
      networks: [{ id: 'net:healthwatch-cumberland' }],
      private: {
        email: 'winifred@example.org',
        phone: null,
        postcode: 'CA1 1AA',
        preferredLanguage: 'en',
        accessRequirements: [],
      },
    });
    const { data } = await graph.ask('{ members(filter: { text: "winnie" }) { nodes { id displayName } } }', {
      headers: { 'x-read-after': change! },
    });
    expect(data.members.nodes).toEqual([{ id, displayName: 'Winnie Longbottom' }]);
  });

  test('and all that is wrong is said at once, in Welsh to who reads Welsh', async () => {
    const { id, self } = await joined();
    const wrong = {
      idempotencyKey: 'short',
      id,
      displayName: ' ',
      email: 'nobody',
      phone: 'call me',
      postcode: 'CA1',
      groupSize: 3,
      networks: ['net:none'],
    };
    const answer = await send('updateMember', wrong, { as: self, language: 'cy' });
    expect(placesOf(answer)).toEqual([
      'INVALID idempotencyKey',
      'INVALID displayName',
      'INVALID email',
      'INVALID phone',
      'INVALID postcode',
      'INVALID groupSize',
      'NOT_FOUND networks.0',
    ]);
    expect(answer.problems[6]?.message).toBe("Nid oes rhwydwaith o'r fath yn y rhanbarth hwn.");
    expect(answer).toMatchObject({ thing: null, change: null });
  });

  test('once for each key, however often it is sent', async () => {
    const { id, self } = await joined();
    const input = { idempotencyKey: 'once-and-no-more', id, displayName: 'First' };
    const first = await send('updateMember', input, { as: self });
    await send('updateMember', { id, displayName: 'Second' }, { as: self });
    expect(await send('updateMember', input, { as: self, selection: '__typename id' })).toEqual(first);
    expect((await graph.ask(`{ member(id: "${id}") { displayName } }`, { of: 'cumbria' })).data).toEqual({
      member: { displayName: 'Second' },
    });
    // Null removes, and leaving out does not: they are different inputs.
    expect(placesOf(await send('updateMember', { ...input, phone: null }, { as: self }))).toEqual([
      'CONFLICT idempotencyKey',
    ]);
    // Somebody else's key is another key.
    expect((await send('updateMember', input, { as: coordinator })).problems).toEqual([]);
  });

  test('and is found by nobody who may not, once it is private', async () => {
    const { id, self } = await joined({ displayName: 'Zebedee Quiet' });
    await waitUntil('it is listed', () => isListed(id));
    await send('updateMember', { id, visibility: 'PRIVATE' }, { as: self });
    await waitUntil('it is not listed', async () => !(await isListed(id)));
    const query = `{ member(id: "${id}") { displayName } search(text: "zebedee") { totalCount } }`;
    expect((await graph.ask(query, { as: stranger })).data).toEqual({
      member: null,
      search: { totalCount: 0 },
    });
    expect((await graph.ask(query, { as: self })).data.member).toEqual({ displayName: 'Zebedee Quiet' });
    expect((await graph.ask(query, { as: coordinator })).data.member).toEqual({
      displayName: 'Zebedee Quiet',
    });
  });
});

describe('who may', () => {
  const nowhere = { thing: null, change: null, problems: [{ code: 'NOT_FOUND', path: ['id'] }] };

  test('a private member is not there for others, just as one who never was', async () => {
    const { id } = await joined({ visibility: 'PRIVATE' });
    for (const as of [undefined, stranger, coordinatorElsewhere]) {
      const hidden = await send('updateMember', { id, displayName: 'Mine' }, { as });
      expect(hidden).toMatchObject(nowhere);
      expect(await send('updateMember', { id: 'never-was', displayName: 'Mine' }, { as })).toEqual(hidden);
      expect(await send('updateMember', { id, displayName: 'Mine' }, { as, of: 'cumbria' })).toEqual(hidden);
    }
    expect((await send('updateMember', { id, displayName: 'Hers' }, { as: coordinator })).problems).toEqual(
      [],
    );
  });

  test('a public member is there for others, and not theirs to change', async () => {
    const { id } = await joined();
    for (const as of [undefined, stranger, coordinatorElsewhere]) {
      const answer = await send('leaveNetwork', { id }, { as });
      expect(placesOf(answer)).toEqual(['NOT_ALLOWED id']);
      const { data } = await graph.ask(`{ member(id: "${id}") { private { email } } }`, {
        as,
        of: 'cumbria',
      });
      expect(data).toEqual({ member: { private: null } });
    }
    const { data } = await graph.ask(`{ member(id: "${id}") { private { email } } }`, { as: coordinator });
    expect(data).toEqual({ member: { private: { email: 'winifred@example.org' } } });
  });
});

describe('leaving', () => {
  test('takes the name from everywhere, and leaves that somebody was here', async () => {
    const { id, self } = await joined({ displayName: 'Quentin Gone', consents: ['MEMBERSHIP', 'CONTACT'] });
    await waitUntil('it is listed', () => isListed(id));
    graph.now = new Date(graph.now.getTime() + 1000);
    const role = {
      level: 'INDIVIDUAL',
      title: 'Chair',
      from: '2026-01-01',
      motivations: ['Quentin was not heard'],
    };
    await send('recordRole', { id, ...role }, { as: self });
    const selection =
      'id displayName status visibility networks { id } roles { title } private { email phone postcode motivations consents { purpose withdrawnAt } }';
    const left = await send('leaveNetwork', { id }, { as: self, selection });
    expect(left.problems).toEqual([]);
    const withdrawnAt = graph.now.toISOString();
    expect(left.thing).toEqual({
      id,
      displayName: null,
      status: 'LEFT',
      visibility: 'PRIVATE',
      networks: [],
      roles: [{ title: 'Chair' }],
      private: {
        email: null,
        phone: null,
        postcode: null,
        motivations: [],
        consents: [
          { purpose: 'MEMBERSHIP', withdrawnAt },
          { purpose: 'CONTACT', withdrawnAt },
        ],
      },
    });
    await waitUntil('nobody finds it', async () => !(await isListed(id, coordinator)));
    const { data } = await graph.ask(
      `{ member(id: "${id}") { id } search(text: "quentin") { totalCount } }`,
      {
        as: coordinator,
      },
    );
    expect(data).toEqual({ member: null, search: { totalCount: 0 } });
  });

  test('happens once: whoever has left is changed no more, though no list knows the way', async () => {
    const { id, self } = await joined();
    await send('withdrawConsent', { id, purpose: 'MEMBERSHIP', wordingVersion: '2026-04' }, { as: self });
    await waitUntil('nobody finds it', async () => !(await isListed(id, coordinator)));
    expect(placesOf(await send('leaveNetwork', { id }, { as: self }))).toEqual(['CLOSED id']);
    expect(placesOf(await send('updateMember', { id, displayName: 'Back' }, { as: coordinator }))).toEqual([
      'CLOSED id',
    ]);
  });
});

describe('needs and consents', () => {
  const needs = [
    { kind: 'step-free', detail: ' A ramp will do. ' },
    { kind: 'bsl', shareWithHosts: true },
  ];
  const selection =
    'private { accessRequirements { kind { slug } detail shareWithHosts reviewDue } consents { purpose wordingVersion language withdrawnAt } }';

  test('are kept by consent, for as long as it lasts', async () => {
    const { id, self } = await joined();
    const set = () => send('setAccessRequirements', { id, requirements: needs }, { as: self, selection });
    expect(placesOf(await set())).toEqual([
      'CONSENT_REQUIRED requirements',
      'CONSENT_REQUIRED requirements.1.shareWithHosts',
    ]);
    const consent = { id, wordingVersion: '2026-05', language: 'cy' };
    for (const purpose of ['ACCESS_REQUIREMENTS', 'SHARE_WITH_HOSTS', 'SHARE_WITH_HOSTS'])
      expect((await send('giveConsent', { ...consent, purpose }, { as: self })).problems).toEqual([]);
    expect((await set()).thing.private.accessRequirements).toEqual([
      { kind: { slug: 'bsl' }, detail: null, shareWithHosts: true, reviewDue: '2027-11-21' },
      {
        kind: { slug: 'step-free' },
        detail: 'A ramp will do.',
        shareWithHosts: false,
        reviewDue: '2027-11-21',
      },
    ]);
    const withdraw = (purpose: string) =>
      send('withdrawConsent', { ...consent, purpose }, { as: self, selection });
    const unshared = (await withdraw('SHARE_WITH_HOSTS')).thing.private.accessRequirements as object[];
    expect(unshared).toMatchObject([{ shareWithHosts: false }, { shareWithHosts: false }]);
    const withdrawn = await withdraw('ACCESS_REQUIREMENTS');
    const withdrawnAt = graph.now.toISOString();
    const given = { wordingVersion: '2026-05', language: 'cy' };
    expect(withdrawn.thing.private).toEqual({
      accessRequirements: [],
      consents: [
        { purpose: 'MEMBERSHIP', wordingVersion: '2026-04', language: 'en', withdrawnAt: null },
        { purpose: 'ACCESS_REQUIREMENTS', ...given, withdrawnAt },
        { purpose: 'SHARE_WITH_HOSTS', ...given, withdrawnAt },
      ],
    });
    expect(placesOf(await set())).toHaveLength(2);
  });

  test('are checked word by word', async () => {
    const { id, self } = await joined({ consents: ['MEMBERSHIP', 'ACCESS_REQUIREMENTS'] });
    const requirements = [
      { kind: 'step-free' },
      { kind: 'a diagnosis' },
      { kind: 'step-free', detail: 'a'.repeat(501) },
    ];
    const answer = await send('setAccessRequirements', { id, requirements }, { as: self });
    expect(placesOf(answer)).toEqual([
      'NOT_FOUND requirements.1.kind',
      'INVALID requirements.2.kind',
      'INVALID requirements.2.detail',
    ]);
  });
});

describe('a role', () => {
  test('is recorded with what its level needs', async () => {
    const { id, self } = await joined();
    const role = { id, title: 'Arweinydd', from: '2026-01-01' };
    const wrong = [
      { level: 'ORGANISATIONAL' },
      { level: 'STRATEGIC' },
      { level: 'INDIVIDUAL', focus: ['DESIGN'], to: '2025-12-31', organisation: 'org:none', title: '' },
      { level: 'INDIVIDUAL', motivations: ['To be heard', ' ', 'x'.repeat(501)] },
    ];
    const answers = await Promise.all(
      wrong.map((more) => send('recordRole', { ...role, ...more }, { as: self })),
    );
    expect(answers.map(placesOf)).toEqual([
      ['INVALID organisation'],
      ['INVALID focus'],
      ['INVALID title', 'NOT_FOUND organisation', 'INVALID focus', 'INVALID to'],
      ['INVALID motivations.1', 'INVALID motivations.2'],
    ]);
    const selection = 'roles { level title focus organisation { id name } to } private { motivations }';
    const input = {
      ...role,
      level: 'STRATEGIC',
      focus: ['DESIGN', 'DESIGN'],
      organisation: 'org:disability-action',
      motivations: [' To be heard ', 'To be heard'],
    };
    const { thing, change } = await send('recordRole', input, { as: self, selection });
    expect(thing.roles).toEqual([
      {
        level: 'STRATEGIC',
        title: 'Arweinydd',
        focus: ['DESIGN'],
        organisation: { id: 'org:disability-action', name: 'Disability Action' },
        to: null,
      },
    ]);
    expect(thing.private).toEqual({ motivations: ['To be heard'] });
    const { data } = await graph.ask('{ members(filter: { levels: [STRATEGIC] }) { nodes { id } } }', {
      headers: { 'x-read-after': change! },
    });
    expect(data.members.nodes).toEqual([{ id }]);
  });
});

test('two changes in one document are both seen in its answer', async () => {
  const { id, self } = await joined();
  const change = (name: string) =>
    `${name}: updateMember(input: { id: "${id}", displayName: "${name}" }) { member { displayName } }`;
  for (const of of ['cumbria', 'gateway']) {
    const { data } = await graph.ask(`mutation { ${change('one')} ${change('two')} }`, { as: self, of });
    expect(data.two).toEqual({ member: { displayName: 'two' } });
  }
});

test('a region that is down says so, and stores nothing', async () => {
  const { id, self } = await joined();
  await graph.stopSubgraph('cumbria');
  const input = { idempotencyKey: 'while-it-was-down', id, displayName: 'Later' };
  expect(placesOf(await send('updateMember', input, { as: self }))).toEqual(['REGION_UNAVAILABLE id']);
  await graph.startSubgraph('cumbria');
  await graph.untilReady();
  const selection = 'displayName';
  expect((await send('updateMember', input, { as: self, selection })).thing).toEqual({
    displayName: 'Later',
  });
});
