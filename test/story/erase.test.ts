import {
  copyFileSync,
  createWriteStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { signDirectoryToken } from '../../schema/directory-token';
import type { MutationName } from '../../schema/contract/mutations';
import { regions } from '../../schema/regions';
import { services } from '../../schema/services';
import type { Viewer } from '../../schema/viewer';
import { compact } from '../../subgraphs/cli/compact-command';
import { ErasureShare, ErasureWish } from '../../subgraphs/directory/person/erasures';
import { beginErasure } from '../../subgraphs/directory/person/keep-erasures';
import { ChangeCounter } from '../../subgraphs/kit/changes/change-record';
import { ownDirectoryKey } from '../../subgraphs/kit/changes/directory-key';
import { storeRows } from '../../subgraphs/kit/database/database';
import { getProgram } from '../../subgraphs/programs';
import type { Booking } from '../../subgraphs/region/booking';
import { exportSheet } from '../../subgraphs/region/desk/export-sheet';
import { importSheet, type ImportReport } from '../../subgraphs/region/desk/import-sheet';
import { LeadershipRole } from '../../subgraphs/region/leadership-role';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { engine } from '../support/databases';
import { Graph } from '../support/graph';
import { mutation, placesOf, type Mutated } from '../support/mutate';
import { waitUntil } from '../support/wait-until';
import { dumpOf } from '../support/whole-database';

// One person with data in three regions, from joining to the last byte: the steps build on one another.
let graph: Graph;
beforeAll(async () => {
  graph = await Graph.start({ demo: null });
});
afterAll(() => graph.stop());

const MINUTE = 60_000;
const coordinatorOf = (...coordinates: string[]): Viewer => ({ roles: ['coordinator'], coordinates });
const inWales = coordinatorOf('wales');
const inCumbria = coordinatorOf('cumbria');

/** What nobody must find any more, in lower case: name, address, phone, postcode, and what was said in free words. */
const secrets = ['quaggafelin', 'zorsewell', '900765', 'ld3 7zz', 'okapi', 'tapirine', 'axolotl'];
const joining = {
  region: 'wales',
  kind: 'PERSON',
  displayName: 'Gwenllian Quaggafelin',
  email: 'zorsewell@example.org',
  phone: '07700 900765',
  postcode: 'LD3 7ZZ',
  preferredLanguage: 'cy',
  visibility: 'PUBLIC',
  consents: ['MEMBERSHIP', 'CONTACT', 'ACCESS_REQUIREMENTS', 'SHARE_WITH_HOSTS'],
  wordingVersion: '2026-04',
};

/** The same of one whom a sheet brings. */
const secretsOfSheet = ['numbatine', 'dibblerow', 'bilby', '900766'];

/** What is told by somebody else. */
const other = (displayName: string) => ({
  displayName,
  email: 'somebody@example.org',
  phone: null,
  postcode: null,
});

async function send(name: MutationName, input: object, as?: Viewer, of = 'gateway'): Promise<Mutated> {
  const { data, errors } = await graph.ask(mutation(name, input), { ...(as && { as }), of });
  expect(errors).toBeUndefined();
  return data[name] as Mutated;
}

async function done(name: MutationName, input: object, as?: Viewer): Promise<Mutated> {
  const answer = await send(name, input, as);
  expect(answer.problems).toEqual([]);
  return answer;
}

async function joined(more: object = {}): Promise<Viewer & { memberId: string }> {
  const input = { ...joining, ...more };
  const { thing } = await done('joinNetwork', input);
  return { roles: ['member'], memberId: thing.id as string, homeRegion: input.region, coordinates: [] };
}

async function published(region: string, more: object = {}): Promise<string> {
  const input = {
    region,
    kind: 'MEETING',
    title: [
      { language: 'en', text: `Meeting in ${region}` },
      { language: 'cy', text: 'Cyfarfod' },
    ],
    startsAt: '2026-12-01T18:00:00Z',
    endsAt: '2026-12-01T20:00:00Z',
    mode: 'ONLINE',
    ...more,
  };
  const as = coordinatorOf(region);
  const { thing } = await done('createActivity', input, as);
  await done('publishActivity', { id: thing.id }, as);
  return thing.id as string;
}

async function regionOf(slug: string) {
  return ((await getProgram(slug)) as RegionProgram).region;
}

async function bookingsIn(slug: string): Promise<Booking[]> {
  const { types } = await regionOf(slug);
  return graph.database(slug).read.find(types.Booking, { order: { id: 'ASC' } });
}

/** Which of the tables of which databases hold a text, as `wales.member`. */
async function tablesWith(text: string): Promise<string[]> {
  const found = await Promise.all(
    services.map(async ({ slug }) =>
      [...(await dumpOf(graph.database(slug)))]
        .filter(([, rows]) => rows.toLowerCase().includes(text.toLowerCase()))
        .map(([table]) => `${slug}.${table}`),
    ),
  );
  return found.flat().sort();
}

/** All that every feed says, to the directory and to the public. */
async function feeds(): Promise<string> {
  const pages = services
    .filter(({ kind }) => kind !== 'directory')
    .map(async ({ slug }) => {
      const token = await signDirectoryToken(ownDirectoryKey(graph.folder), slug);
      const headers = { authorization: `Bearer ${token}` };
      const page = await fetch(`${graph.url(slug)}/changes?limit=1000`, { headers });
      const open = await fetch(`${graph.url(slug)}/feeds/activities`);
      return `${await page.text()}${await open.text()}`;
    });
  return (await Promise.all(pages)).join().toLowerCase();
}

/** What figures go by: bookings of each activity, members by kind and month, roles by level, focus and month. */
async function counts() {
  const all = regions.map(async ({ slug }) => {
    const { types } = await regionOf(slug);
    const { read } = graph.database(slug);
    const [bookings, members, roles] = await Promise.all([
      read.find(types.Booking),
      read.find(types.Member),
      read.find(LeadershipRole),
    ]);
    const rows = [
      ...bookings.map(({ activityId, homeRegion }) => `booking ${activityId} ${homeRegion}`),
      ...bookings.filter(({ status }) => status === 'ATTENDED').map(({ activityId }) => `came ${activityId}`),
      ...members.map(({ kind, joinedAt }) => `member ${kind} ${joinedAt.toISOString().slice(0, 7)}`),
      ...roles.map((role) => `role ${role.level} ${role.focus.join('+')} ${role.from.slice(0, 7)}`),
      `people with bookings: ${new Set(bookings.map(({ memberId }) => memberId)).size}`,
    ];
    return [slug, rows.sort()] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

let person: Viewer & { memberId: string };
let inOwnRegion: string;
let begun: string;
let full: string;

describe('a person with data in three regions', () => {
  it('joins, tells much, books, waits and comes', async () => {
    inOwnRegion = await published('wales');
    begun = await published('cumbria', { startsAt: '2026-11-22T18:00:00Z', endsAt: '2026-11-22T19:00:00Z' });
    full = await published('england', { capacity: 1 });
    const first = await joined({ region: 'england', ...other('First') });
    await done('bookPlace', { activity: full, member: first.memberId }, first);
    person = await joined({ idempotencyKey: 'joining-once' });
    const { memberId: id } = person;
    await done('updateMember', { id, displayName: 'Gwen Quaggafelin' }, person);
    const requirements = [
      { kind: 'bsl', detail: 'Okapi signs', shareWithHosts: true },
      { kind: 'step-free' },
    ];
    await done('setAccessRequirements', { id, requirements }, person);
    const role = { id, level: 'STRATEGIC', focus: ['ACCESS'], title: 'Tapirine lead', from: '2026-03-17' };
    await done('recordRole', { ...role, motivations: ['Axolotl queues'] }, person);
    const needs = ['bsl', 'step-free'];
    await done('bookPlace', { activity: inOwnRegion, member: id, needs }, person);
    await done('bookPlace', { activity: begun, member: id, needs, language: 'cy' }, person);
    await done('bookPlace', { activity: full, member: id, idempotencyKey: 'waiting-once' }, person);
    graph.now = new Date('2026-11-23T12:00:00Z');
    const rows = [{ member: id, attended: true }];
    await done('recordAttendance', { activity: begun, rows }, inCumbria);
    for (const secret of secrets) expect([secret, await tablesWith(secret)]).not.toEqual([secret, []]);
    await waitUntil('the directory knows the name', async () =>
      (await tablesWith('gwen quaggafelin')).includes('directory.member'),
    );
    expect(await feeds()).toContain('quaggafelin');
  });

  it('and errors that its requests provoke are logged without a word of it', async () => {
    const { errors } = await graph.ask(mutation('joinNetwork', { ...joining, kind: 'QUAGGAFELIN' }));
    expect(errors).toBeDefined();
    const rename = (from: string, to: string): Promise<unknown> =>
      graph.database('wales').write((manager) => manager.query(`ALTER TABLE ${from} RENAME TO ${to}`));
    await rename('member', 'member_away');
    try {
      const failed = await graph.ask(mutation('joinNetwork', joining));
      expect(failed.errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    } finally {
      await rename('member_away', 'member');
    }
    expect(graph.log('wales').lines.some(({ msg }) => msg === 'a resolver failed')).toBe(true);
  });
});

interface Part {
  readonly region: string;
  readonly member: Readonly<Record<string, unknown>> | null;
  readonly consents: readonly { purpose: string }[];
  readonly accessRequirements: readonly { detail: string | null }[];
  readonly roles: readonly { title: string }[];
  readonly bookings: readonly (Booking & { activity: { id: string; title: object } })[];
}
interface Exported {
  readonly regions: readonly Part[];
  readonly directory: object;
  readonly missing: readonly string[];
}

async function exported(as: Viewer): Promise<{ answer: Mutated; document: Exported }> {
  const answer = await send('exportMember', { id: person.memberId }, as);
  return { answer, document: JSON.parse(answer.thing as string) as Exported };
}

describe('its document', () => {
  it.each([
    ['the member', () => person],
    ['the coordinator of its region', () => inWales],
  ])('for %s has all that is held, in every region', async (_who, who) => {
    const { answer, document } = await exported(who());
    expect(answer.problems).toEqual([]);
    expect(answer.thing).toContain('\n  "regions": [\n');
    expect(document.missing).toEqual([]);
    expect(document.regions.map(({ region }) => region)).toEqual([
      'wales',
      ...regions.map(({ slug }) => slug).filter((slug) => slug !== 'wales'),
    ]);
    const part = (slug: string): Part => document.regions.find(({ region }) => region === slug)!;
    const home = part('wales');
    expect(home.member).toMatchObject({
      displayName: 'Gwen Quaggafelin',
      email: joining.email,
      phone: joining.phone,
      postcode: joining.postcode,
      preferredLanguage: 'cy',
    });
    expect(home.consents.map(({ purpose }) => purpose).sort()).toEqual(joining.consents.toSorted());
    expect(home.accessRequirements.map(({ detail }) => detail)).toEqual(['Okapi signs', null]);
    expect(home.roles.map(({ title }) => title)).toEqual(['Tapirine lead']);
    const booked = (slug: string) =>
      part(slug).bookings.map(({ activity, status, memberName, needSlugs, hiddenNeedSlugs }) => [
        activity.id,
        activity.title,
        status,
        memberName,
        [needSlugs, hiddenNeedSlugs],
      ]);
    const title = (slug: string) => ({ en: `Meeting in ${slug}`, cy: 'Cyfarfod' });
    const name = 'Gwen Quaggafelin';
    const needs = [['bsl'], ['step-free']];
    expect(booked('wales')).toEqual([[inOwnRegion, title('wales'), 'BOOKED', name, needs]]);
    expect(booked('cumbria')).toEqual([[begun, title('cumbria'), 'ATTENDED', name, needs]]);
    expect(booked('england')).toEqual([[full, title('england'), 'WAITLISTED', name, [[], []]]]);
    expect(document.directory).toMatchObject({
      member: { sortName: expect.stringContaining('quaggafelin') as string },
      searchedBy: ['gwen quaggafelin'],
      earlierPlaces: [{ sort: expect.stringContaining('gwenllian') as string }],
    });
  });

  it('comes without what a silent region holds, and says so', async () => {
    await graph.stopSubgraph('cumbria');
    const { answer, document } = await exported(person);
    await graph.startSubgraph('cumbria');
    expect(answer.problems.map(({ code, message }) => [code, message])).toEqual([
      ['REGION_UNAVAILABLE', expect.stringMatching(/^Cumbria does not answer/) as string],
    ]);
    expect(document.missing).toEqual(['cumbria']);
    expect(document.regions).toHaveLength(regions.length - 1);
  });

  it.each(['exportMember', 'eraseMember'] as const)(
    'is nobody else’s: %s of one who is hidden is refused as of one who is not there',
    async (name) => {
      const hidden = await joined({ visibility: 'PRIVATE', ...other('Hidden') });
      const strangers = [undefined, hidden, inCumbria];
      for (const stranger of strangers) {
        const { memberId: id } = stranger === hidden ? person : hidden;
        const answer = await send(name, { id }, stranger);
        if (stranger === hidden) expect(placesOf(answer)).toEqual(['NOT_ALLOWED id']);
        else expect(answer).toEqual(await send(name, { id: 'nobody' }, stranger));
        expect(answer.thing).toBeNull();
      }
      expect(await graph.database('directory').read.count(ErasureWish)).toBe(0);
    },
  );
});

const others = regions.map(({ slug }) => slug).filter((slug) => slug !== 'england');
let receipt: { readonly id: string; readonly erasedAt: string; readonly regions: readonly string[] };

describe('erased while a region is down', () => {
  const key = 'erase-me-once';
  let before: Awaited<ReturnType<typeof counts>>;

  it('it has a receipt that names who has erased, and a problem that names who has not', async () => {
    before = await counts();
    await graph.stopSubgraph('england');
    const answer = await send('eraseMember', { id: person.memberId, idempotencyKey: key }, person);
    receipt = answer.thing;
    expect(receipt).toEqual({
      id: expect.any(String) as string,
      erasedAt: graph.now.toISOString(),
      regions: others,
    });
    expect(answer.problems.map(({ code, message, path }) => [code, message, path])).toEqual([
      ['REGION_UNAVAILABLE', expect.stringMatching(/^England.* does not answer/) as string, ['id']],
    ]);
  });

  it('the region erases when it is back, and the same receipt says so, however it is asked for', async () => {
    await graph.startSubgraph('england');
    await waitUntil('England has erased', async () =>
      (await bookingsIn('england')).every(({ memberId }) => memberId !== person.memberId),
    );
    const whole = { thing: { ...receipt, regions: regions.map(({ slug }) => slug) }, problems: [] };
    const { memberId: id } = person;
    expect(await send('eraseMember', { id, idempotencyKey: key }, person)).toEqual(whole);
    expect(await send('eraseMember', { id }, inWales)).toEqual(whole);
    expect(await send('eraseMember', { id }, inCumbria)).toEqual(
      await send('eraseMember', { id: 'nobody' }, inCumbria),
    );
    expect(placesOf(await send('exportMember', { id }, person))).toEqual(['NOT_FOUND id']);
  });

  it('places that were still to come are given up, and those that were taken stay, under no name', async () => {
    const left = await Promise.all(['wales', 'cumbria', 'england'].map((slug) => bookingsIn(slug)));
    const [ofPerson] = [left.flat().filter(({ homeRegion }) => homeRegion === 'wales')];
    expect(ofPerson.map(({ activityId, status }) => [activityId, status])).toEqual([
      [inOwnRegion, 'CANCELLED'],
      [begun, 'ATTENDED'],
      [full, 'CANCELLED'],
    ]);
    for (const booking of ofPerson)
      expect(booking).toMatchObject({ memberName: null, needSlugs: [], hiddenNeedSlugs: [], language: null });
  });

  it('one is counted in its place, of whom no more is known than the kind, the month and the level', async () => {
    const { types } = await regionOf('wales');
    const { read } = graph.database('wales');
    const nobody = await read.findOneByOrFail(types.Member, { status: 'LEFT' });
    expect(nobody).toEqual({
      ...{ id: expect.any(String) as string, kind: 'PERSON', status: 'LEFT', visibility: 'PRIVATE' },
      ...{ displayName: '', sortName: '', email: null, phone: null, postcode: null, contactName: null },
      ...{ joinedAt: new Date('2026-11-01T12:00:00Z'), groupSize: null, networkIds: [] },
      ...{ movingTo: null, movedTo: null },
      preferredLanguage: 'und',
    });
    const [role] = await read.findBy(LeadershipRole, { memberId: nobody.id });
    expect(role).toEqual({
      ...{ id: expect.any(String) as string, memberId: nobody.id, level: 'STRATEGIC', focus: ['ACCESS'] },
      ...{ title: '', organisationId: null, collaborative: false, from: '2026-03-01', to: null },
      motivations: null,
    });
    expect(await tablesWith(nobody.id)).toEqual(['wales.booking', 'wales.leadership_role', 'wales.member']);
  });

  it('no table of any database and no feed holds a word of it, and counts stay', async () => {
    await waitUntil(
      'the directory has forgotten the name',
      async () => !(await tablesWith('quaggafelin')).some((table) => table.startsWith('directory')),
    );
    expect(await Promise.all(secrets.map(tablesWith))).toEqual(secrets.map(() => []));
    const said = await feeds();
    expect(secrets.filter((secret) => said.includes(secret))).toEqual([]);
    expect(await counts()).toEqual(before);
    // The id alone stays, where it is needed to say that it is done.
    expect(await tablesWith(person.memberId)).toEqual([
      'cumbria.erasure',
      'directory.erasure',
      'england.erasure',
      'wales.change_record',
      'wales.erasure',
    ]);
  });

  it('what was under way while it was erased is erased a minute later', async () => {
    const { types } = await regionOf('england');
    const late = Object.assign(new types.Booking(), (await bookingsIn('england'))[0], {
      id: 'late',
      memberId: person.memberId,
      memberName: 'Gwen Quaggafelin',
    });
    await graph.database('england').write((manager) => storeRows(manager, types.Booking, [late]));
    graph.now = new Date(graph.now.getTime() + MINUTE);
    await waitUntil('it is erased', async () => (await tablesWith('quaggafelin')).length === 0);
    const { read } = graph.database('directory');
    await waitUntil(
      'that is noted',
      async () => (await read.countBy(ErasureShare, { isSettled: false })) === 0,
    );
  });

  it('a region that was restored from a backup erases again', async () => {
    const { types } = await regionOf('cumbria');
    const [booking] = await bookingsIn('cumbria');
    const { memberId } = person;
    await graph.database('cumbria').write(async (manager) => {
      await manager.update(types.Booking, { id: booking!.id }, { memberId, memberName: 'Gwen Quaggafelin' });
      await manager.update(ChangeCounter, { id: 1 }, { epoch: 'restored' });
    });
    // Else the directory would hear of it seconds later, when its question is answered.
    await published('cumbria');
    await waitUntil('it is erased', async () => (await tablesWith('quaggafelin')).length === 0);
    expect((await bookingsIn('cumbria'))[0]).toMatchObject({ status: 'ATTENDED', memberName: null });
  });
});

test('of one who had moved, each region goes on counting what it counted', async () => {
  const mover = await joined(other('Mover'));
  const { memberId: id } = mover;
  await done('requestMove', { id, to: 'cumbria' }, mover);
  const { data } = await graph.ask(mutation('acceptMove', { id }), { as: inCumbria });
  expect(data.acceptMove.problems).toEqual([]);
  const statuses = async (slug: string): Promise<string[]> => {
    const { types } = await regionOf(slug);
    const members = await graph.database(slug).read.find(types.Member);
    return members.map(({ status, movedTo }) => `${status} ${movedTo ?? ''}`).sort();
  };
  const before = { wales: await statuses('wales'), cumbria: await statuses('cumbria') };
  expect(before.wales).toContain('MOVED cumbria');
  await done('eraseMember', { id }, { ...mover, homeRegion: 'cumbria' });
  expect(await statuses('wales')).toEqual(before.wales);
  expect(await statuses('cumbria')).toEqual(
    before.cumbria.toSpliced(before.cumbria.indexOf('ACTIVE '), 1, 'LEFT ').sort(),
  );
});

describe('a directory that dies between two steps', () => {
  it('goes on where the region has erased, and forgets the wish where it has not', async () => {
    const { types } = await regionOf('cumbria');
    const lost = await joined({ idempotencyKey: 'joining-again' });
    const kept = await joined(other('Kept'));
    const activity = await published('cumbria');
    await done('bookPlace', { activity, member: lost.memberId }, lost);
    const directory = graph.database('directory');
    for (const { memberId } of [lost, kept])
      await beginErasure(directory, { memberId, home: 'wales', askedAt: graph.now });
    // The region has done it, and nobody is there to hear so.
    const { thing } = await send('eraseMember', { id: lost.memberId }, lost, 'wales');
    expect(thing.regions).toEqual(['wales']);
    await graph.stopSubgraph('directory');
    graph.now = new Date(graph.now.getTime() + MINUTE);
    await graph.startSubgraph('directory');
    await waitUntil('Cumbria has erased', async () => (await tablesWith('quaggafelin')).length === 0);
    const { read } = graph.database('directory');
    await waitUntil('no wish is open', async () => (await read.count(ErasureWish)) === 0);
    const [booking] = await graph.database('cumbria').read.findBy(types.Booking, { activityId: activity });
    expect(booking).toMatchObject({ status: 'CANCELLED', memberName: null });
    await graph.untilReady();
    const { data } = await graph.ask(`{ member(id: "${kept.memberId}") { displayName } }`);
    expect(data.member).toEqual({ displayName: 'Kept' });
    const again = await send('eraseMember', { id: lost.memberId }, lost);
    expect(again).toEqual({ thing: { ...thing, regions: regions.map(({ slug }) => slug) }, problems: [] });
  });
});

describe('one whom a sheet names by an address', () => {
  const columns = 'externalId,displayName,email,phone,consents,wordingVersion';
  const sheet = `${columns}\nnumbatine@example.org,Wombat Dibblerow,bilby@example.org,07700 900766,MEMBERSHIP,1\n`;
  let fromSheet: string;
  let exportedBefore: string;

  async function bring(text: string): Promise<ImportReport> {
    const path = join(graph.folder, 'brought.csv');
    writeFileSync(path, text);
    const request = {
      path,
      isDry: false,
      skipBad: true,
      clock: () => graph.now,
      onProgress: () => undefined,
    };
    const { signal } = new AbortController();
    return importSheet(graph.database('wales'), await regionOf('wales'), { ...request, signal });
  }

  /** The id of one of Wales, once the directory knows it. */
  async function idOf(displayName: string): Promise<string> {
    const { types } = await regionOf('wales');
    const { id } = await graph.database('wales').read.findOneByOrFail(types.Member, { displayName });
    await waitUntil('the directory knows it', async () =>
      (await tablesWith(id)).includes('directory.member'),
    );
    return id;
  }

  it('is found by nothing when it is erased, nor by the address', async () => {
    expect(await bring(sheet)).toMatchObject({ made: 1, bad: 0 });
    fromSheet = await idOf('Wombat Dibblerow');
    await joined(other('Kowari'));
    const path = join(graph.folder, 'exported.csv');
    const [manager, region] = [graph.database('wales').read, await regionOf('wales')];
    await exportSheet({ manager, region }, 'members', createWriteStream(path));
    exportedBefore = readFileSync(path, 'utf8');
    expect(await tablesWith('numbatine')).toEqual(['wales.external_id']);
    for (const id of [fromSheet, await idOf('Kowari')]) await done('eraseMember', { id }, inWales);
    await waitUntil('the directory has forgotten', async () => (await tablesWith('dibblerow')).length === 0);
    expect(await Promise.all(secretsOfSheet.map(tablesWith))).toEqual(secretsOfSheet.map(() => []));
    expect(await tablesWith(fromSheet)).toEqual([
      'directory.erasure',
      'wales.change_record',
      'wales.erasure',
    ]);
  });

  it('is brought back neither by that sheet nor by an export of before', async () => {
    expect(await bring(sheet)).toMatchObject({ rows: 1, bad: 1, made: 0 });
    expect(await bring(exportedBefore.replaceAll('Dibblerow', 'Again'))).toMatchObject({ bad: 2, made: 0 });
    expect(await Promise.all(secretsOfSheet.map(tablesWith))).toEqual(secretsOfSheet.map(() => []));
  });

  it('who only leaves is as little found by it, and stays gone', async () => {
    const another = sheet.replaceAll('numbatine', 'quokkara').replaceAll('Wombat', 'Left');
    await bring(another);
    const id = await idOf('Left Dibblerow');
    await done('leaveNetwork', { id }, inWales);
    expect(await tablesWith('quokkara')).toEqual([]);
    expect(await bring(another)).toMatchObject({ bad: 1, made: 0 });
    await done('eraseMember', { id }, inWales);
    expect(await bring(another)).toMatchObject({ bad: 1, made: 0 });
  });
});

describe('in the end', () => {
  it('no line of any log holds a word of it', () => {
    const lines = [...graph.logs.values()].flatMap((sink) => sink.lines);
    expect(lines.length).toBeGreaterThan(50);
    const said = lines
      .map((line) => JSON.stringify(line))
      .filter((line) =>
        [...secrets, ...secretsOfSheet].some((secret) => line.toLowerCase().includes(secret)),
      );
    expect(said).toEqual([]);
  });

  it('a database that is served from is not compacted, where it is a file', async () => {
    const compacting = compact('wales', graph.env('wales'));
    if (engine === 'mariadb')
      await expect(compacting).resolves.toMatch(/^wales: all \d+ tables of the database \w+ on 127/);
    else await expect(compacting).rejects.toThrow(/in use by another process\. Stop that one/);
  });

  if (engine === 'embedded')
    it('no byte of a compacted file is of it', async () => {
      for (const { slug } of services) await graph.stopSubgraph(slug);
      // The driver lets go of a file when its process ends, and this process goes on.
      const data = join(graph.folder, 'copy');
      mkdirSync(data);
      const files = readdirSync(graph.folder).filter((name) => name.includes('.db'));
      for (const name of files) copyFileSync(join(graph.folder, name), join(data, name));
      const heldBy = (): string[] =>
        readdirSync(data).flatMap((name) => {
          const bytes = readFileSync(join(data, name)).toString('latin1').toLowerCase();
          return [...secrets, ...secretsOfSheet]
            .filter((secret) => bytes.includes(secret))
            .map((secret) => `${name}: ${secret}`);
        });
      const names = heldBy().map((held) => held.replace(/-\w+:/, ':'));
      expect(names).toEqual(expect.arrayContaining(['wales.db: quaggafelin', 'directory.db: quaggafelin']));
      for (const { slug } of services)
        expect(await compact(slug, { DATA_DIR: data })).toMatch(
          /all \d+ tables .* written anew.*nor in the files beside it\.$/,
        );
      expect(heldBy()).toEqual([]);
      const db = await (await getProgram('wales')).open({ DATA_DIR: data });
      const found = await db.read.query(
        "SELECT text FROM search_text_fts WHERE search_text_fts MATCH 'kep*'",
      );
      await db.close();
      expect(found).toEqual([{ text: 'kept' }]);
    });
});
