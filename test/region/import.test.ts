import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync, createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChangeCounter, ChangeRecord } from '../../subgraphs/kit/changes/change-record';
import type { Database } from '../../subgraphs/kit/database/database';
import { Facet, Listing, SearchText } from '../../subgraphs/kit/list/indexed-row';
import { Consent } from '../../subgraphs/region/consent';
import { exportSheet, type Exportable } from '../../subgraphs/region/desk/export-sheet';
import { ExternalId } from '../../subgraphs/region/desk/external-id';
import { dropAbandoned } from '../../subgraphs/region/desk/import-job';
import { importSheet, type ImportReport, type ImportRequest } from '../../subgraphs/region/desk/import-sheet';
import { ImportJob, ImportRow } from '../../subgraphs/region/desk/staging';
import { mutation } from '../support/mutate';
import { activityOf, bookingOf, memberOf, store } from './region-rows';
import { NOW, RegionScene, viewersOf } from './region-scene';

const folder = mkdtempSync(join(tmpdir(), 'citizenship-import-'));
const { coordinator } = viewersOf('wales');
let scene: RegionScene;

beforeAll(async () => {
  scene = await RegionScene.start('wales');
});
afterAll(async () => {
  await scene.stop();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;

/** Imports a text as a file; its name is new unless it is given. */
function bring(
  text: string,
  options: Partial<ImportRequest> = {},
  name = `${(count += 1)}.csv`,
  db = scene.db,
): Promise<ImportReport> {
  const path = join(folder, name);
  writeFileSync(path, text);
  return importSheet(db, scene.program.region, {
    path,
    isDry: false,
    skipBad: false,
    clock: () => NOW,
    onProgress: () => undefined,
    signal: new AbortController().signal,
    ...options,
  });
}

/** Bad cells of an import as `row column CODE`. */
function badCells({ errorFile }: ImportReport): string[] {
  const [, ...lines] = readFileSync(errorFile ?? '', 'utf8')
    .trim()
    .split('\r\n');
  return lines.map((line) => line.replace(',,', ',"",').split('","').slice(0, 3).join(' ').replace('"', ''));
}

const heading =
  'externalId,kind,displayName,visibility,email,phone,postcode,preferredLanguage,networks,joinedAt,groupSize,contactName,consents,wordingVersion,consentLanguage,consentGivenAt';

async function memberBy(externalId: string) {
  const { subjectId } = await scene.db.read.findOneByOrFail(ExternalId, { kind: 'MEMBER', externalId });
  return scene.db.read.findOneByOrFail(scene.program.region.types.Member, { id: subjectId });
}

async function activityBy(externalId: string) {
  const { subjectId } = await scene.db.read.findOneByOrFail(ExternalId, { kind: 'ACTIVITY', externalId });
  return scene.db.read.findOneByOrFail(scene.program.region.types.Activity, { id: subjectId });
}

/** All that is kept of a row beside it, without what differs from row to row. */
async function tracesOf(id: string): Promise<object> {
  const { read } = scene.db;
  const anonymous = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll(id, 'ID'));
  const facets = await read.find(Facet, { where: { owner: id }, order: { name: 'ASC', value: 'ASC' } });
  const listings = await read.find(Listing, { where: { owner: id }, order: { token: 'ASC' } });
  const texts = await read.findBy(SearchText, { owner: id });
  const { number: _number, ...change } = await read.findOneByOrFail(ChangeRecord, { id });
  const consents = await read.find(Consent, { where: { memberId: id }, order: { purpose: 'ASC' } });
  return {
    ...{ facets: anonymous(facets), listings: anonymous(listings), change: anonymous(change) },
    texts: texts.map(({ text }) => text),
    consents: consents.map(({ id: _id, memberId: _member, ...rest }) => rest),
  };
}

const lastNumber = async (): Promise<number> =>
  (await scene.db.read.findOneByOrFail(ChangeCounter, { id: 1 })).last;

async function staged(): Promise<object> {
  return { jobs: await scene.db.read.count(ImportJob), rows: await scene.db.read.count(ImportRow) };
}
const nothingStaged = { jobs: 0, rows: 0 };

async function exported(what: Exportable): Promise<string> {
  const path = join(folder, `out-${(count += 1)}.csv`);
  await exportSheet({ manager: scene.db.read, region: scene.program.region }, what, createWriteStream(path));
  return readFileSync(path, 'utf8');
}

test('a member that a sheet brings is the same as one that has joined', async () => {
  const [network] = await scene.db.read.find(scene.program.region.types.Network, { take: 1 });
  const input = {
    ...{
      region: 'wales',
      kind: 'GROUP',
      displayName: 'Cerddwyr Môn',
      email: 'mon@example.org',
      phone: '+44 1248 000000',
    },
    ...{
      postcode: 'll57 1aa',
      preferredLanguage: 'cy',
      visibility: 'PUBLIC',
      groupSize: 12,
      contactName: 'Siân',
    },
    ...{ networks: [network!.id], consents: ['MEMBERSHIP', 'CONTACT'], wordingVersion: '2026-04' },
  };
  const joined = await scene.ask(mutation('joinNetwork', input));
  const id = joined.data?.joinNetwork.thing.id as string;
  const name = Object.values(network!.nameByLanguage)[0]!;
  const row = `W1,group,Cerddwyr Môn,public,mon@example.org,+44 1248 000000,ll57 1aa,cy,${name},,12,Siân,"Membership; contact",2026-04,,`;
  const report = await bring(`${heading}\n${row}\n`);
  expect(report).toMatchObject({ rows: 1, bad: 0, made: 1, changed: 0, isApplied: true, errorFile: null });

  const { read } = scene.db;
  const { id: importedId, ...imported } = await memberBy('W1');
  const { id: _id, ...wanted } = await read.findOneByOrFail(scene.program.region.types.Member, { id });
  expect(imported).toEqual(wanted);
  expect(await tracesOf(importedId)).toEqual(await tracesOf(id));
  const found = await scene.ask('{ members(filter: { text: "cerddwyr" }) { totalCount nodes { id } } }');
  expect(found.data?.members.nodes.map((node: { id: string }) => node.id).sort()).toEqual(
    [id, importedId].sort(),
  );
  expect(await staged()).toEqual(nothingStaged);
});

test('the same sheet again changes nothing; a row that is another changes what it says, and nothing else', async () => {
  const sheet = (phone: string): string =>
    `externalId,displayName,email,phone,consents,wordingVersion,visibility\nA1,Ann,ann@example.org,${phone},MEMBERSHIP|CONTACT,1,NETWORK\nA2,Bob,bob@example.org,,MEMBERSHIP,1,\n`;
  expect(await bring(sheet(''))).toMatchObject({ made: 2, changed: 0 });
  const { id } = await memberBy('A1');
  const withdraw = { id, purpose: 'CONTACT', wordingVersion: '1' };
  await scene.ask(mutation('withdrawConsent', withdraw), coordinator);
  await scene.ask(mutation('updateMember', { id, preferredLanguage: 'cy' }), coordinator);
  const before = await lastNumber();
  expect(await bring(sheet(''))).toMatchObject({ made: 0, changed: 0, rows: 2, isApplied: true });
  expect(await lastNumber()).toBe(before);

  expect(await bring(sheet('01248 111111'))).toMatchObject({ made: 0, changed: 1 });
  expect(await lastNumber()).toBe(before + 1);
  expect(await memberBy('A1')).toMatchObject({
    id,
    phone: '01248 111111',
    preferredLanguage: 'cy',
    displayName: 'Ann',
  });
  // A sheet takes no withdrawal back.
  const consents = await scene.db.read.findBy(Consent, { memberId: id });
  expect(consents.map(({ purpose, withdrawnAt }) => [purpose, withdrawnAt !== null]).sort()).toEqual([
    ['CONTACT', true],
    ['MEMBERSHIP', false],
  ]);
});

test('a name and a consent that a sheet brings are those of the bookings at once', async () => {
  const { region } = scene.program;
  const sheet = (name: string, consents: string): string =>
    `externalId,displayName,email,consents,wordingVersion\nS1,${name},booker@example.org,${consents},1\n`;
  await bring(sheet('Blodwen', 'MEMBERSHIP'));
  const { id: memberId } = await memberBy('S1');
  await store(scene.db, region, {
    activities: [activityOf(region, { id: 'booked' })],
    bookings: [bookingOf(region, { id: 'of-blodwen', activityId: 'booked', memberId, memberName: null })],
  });
  const nameSeen = async () =>
    (await scene.db.read.findOneByOrFail(region.types.Booking, { id: 'of-blodwen' })).memberName;
  await bring(sheet('Blod', 'MEMBERSHIP'));
  expect(await nameSeen()).toBeNull();
  const before = await lastNumber();
  expect(await bring(sheet('Blod', 'MEMBERSHIP|SHARE_WITH_HOSTS'))).toMatchObject({ changed: 1 });
  // Hosts elsewhere come to ask because the feed tells of the member.
  expect([await nameSeen(), await lastNumber()]).toEqual(['Blod', before + 1]);
  await bring(sheet('Blodeuwedd', 'MEMBERSHIP|SHARE_WITH_HOSTS'));
  expect(await nameSeen()).toBe('Blodeuwedd');
});

test('whoever has left stays gone, whether the row is the same or another', async () => {
  const sheet = (name: string): string =>
    `externalId,displayName,email,consents,wordingVersion\nL1,${name},gone@example.org,MEMBERSHIP,1\nL2,Stays,stays@example.org,MEMBERSHIP,1\n`;
  await bring(sheet('Leaver'));
  const { id } = await memberBy('L1');
  await scene.ask(mutation('leaveNetwork', { id }), coordinator);
  for (const text of [sheet('Leaver'), sheet('Leaver again')]) {
    const report = await bring(text, { skipBad: true });
    expect(badCells(report)).toEqual(['2 externalId CLOSED']);
    const member = await scene.db.read.findOneByOrFail(scene.program.region.types.Member, { id });
    expect(member).toMatchObject({ status: 'LEFT', displayName: '', email: null });
  }
});

test('nothing is applied where one row is bad; every bad cell is told, and nothing of what stood in it', async () => {
  const sheet = [
    heading,
    'B1,,Good,,good@example.org,,,,,,,,MEMBERSHIP,1,,',
    'B2,robot,,secret,zebra,zebra,zebra,not a tag!,zebra,31/02/2026,many,,ZEBRA,,zebra!,01/01/2090',
    'B3,GROUP,Group,,group@example.org,,,,,01/01/2090,,,CONTACT,1,,,=zebra',
    ',,No id,,id@example.org,,,,,,,,MEMBERSHIP,1,,',
    'B4,,Twice,,one@example.org,,,,,,,,MEMBERSHIP,1,,',
    'B4,,Twice,,two@example.org,,,,,,,,MEMBERSHIP,1,,',
  ].join('\r\n');
  const before = await lastNumber();
  const report = await bring(sheet, {}, 'members.csv');
  expect(report).toMatchObject({
    rows: 6,
    bad: 5,
    isApplied: false,
    made: 0,
    errorFile: join(folder, 'members.errors.csv'),
  });
  expect(badCells(report)).toEqual([
    '3 kind INVALID',
    '3 displayName INVALID',
    '3 visibility INVALID',
    '3 email INVALID',
    '3 phone INVALID',
    '3 postcode INVALID',
    '3 preferredLanguage INVALID',
    '3 networks NOT_FOUND',
    '3 joinedAt INVALID',
    '3 groupSize INVALID',
    '3 consents INVALID',
    '3 wordingVersion INVALID',
    '3 consentLanguage INVALID',
    '3 consentGivenAt INVALID',
    '4 joinedAt INVALID',
    '4 contactName INVALID',
    '4 consents CONSENT_REQUIRED',
    '4 17 INVALID',
    '5 externalId INVALID',
    '6 externalId CONFLICT',
    '7 externalId CONFLICT',
  ]);
  expect(readFileSync(report.errorFile!, 'utf8')).not.toMatch(/zebra|robot|twice|two@/i);
  expect(await lastNumber()).toBe(before);
  expect(await staged()).toEqual(nothingStaged);

  expect(await bring(sheet, { skipBad: true, isDry: true }, 'members.csv')).toMatchObject({
    bad: 5,
    isApplied: false,
  });
  expect(await lastNumber()).toBe(before);
  expect(await staged()).toEqual(nothingStaged);

  expect(await bring(sheet, { skipBad: true }, 'members.csv')).toMatchObject({
    bad: 5,
    isApplied: true,
    made: 1,
  });
  expect(await staged()).toEqual(nothingStaged);

  const good = sheet.split('\r\n').slice(0, 2).join('\r\n');
  expect(await bring(good, {}, 'members.csv')).toMatchObject({
    bad: 0,
    made: 0,
    changed: 0,
    errorFile: null,
  });
  expect(existsSync(join(folder, 'members.errors.csv'))).toBe(false);
});

test('a sheet that cannot be read to its end, or has other columns, is refused, and leaves nothing', async () => {
  const few = 'externalId,displayName,email,consents,wordingVersion\n';
  const broken = await bring(`${few}C1,Ann,ann@example.org,MEMBERSHIP,1\nC2,"Bob,b@example.org`, {
    skipBad: true,
  });
  expect(broken).toMatchObject({ isApplied: false, made: 0 });
  expect(badCells(broken)).toEqual(['3  INVALID']);
  await expect(bring('Name;E-mail\nAnn;ann@example.org\n')).rejects.toThrow(
    /"Name" is none of them.*There may be/,
  );
  await expect(bring('')).rejects.toThrow(/no row of headings/);
  const told = new AbortController();
  told.abort();
  const stopped = bring(`${few}C3,Ann,ann@example.org,MEMBERSHIP,1\n`, { signal: told.signal });
  await expect(stopped).rejects.toThrow(/^Stopped/);
  expect(await staged()).toEqual(nothingStaged);
});

test('what a killed import has left goes after a day, and not before', async () => {
  const { db } = scene;
  const left = {
    kind: 'MEMBER',
    requestHash: 'x',
    phase: 'APPLYING',
    rows: 2,
    bad: 0,
    applied: 0,
    made: 0,
    changed: 0,
  } as const;
  const job = await db.write((manager) =>
    manager.save(Object.assign(new ImportJob(), left, { touchedAt: NOW })),
  );
  const row = { jobId: job.id, line: 2, externalId: 'x', isBad: false, content: 'zebra', problems: null };
  await db.write((manager) => manager.save(Object.assign(new ImportRow(), row)));
  const DAY_MILLIS = 86_400_000;
  expect(await dropAbandoned(db, new Date(NOW.getTime() + DAY_MILLIS - 1))).toBe(0);
  expect(await staged()).toEqual({ jobs: 1, rows: 1 });
  expect(await dropAbandoned(db, new Date(NOW.getTime() + DAY_MILLIS + 1))).toBe(1);
  expect(await staged()).toEqual(nothingStaged);
});

/** The database, which is lost as soon as an import has checked its rows. */
function lostWhenChecked(): Database {
  let isLost = false;
  const db = Object.create(scene.db) as Database;
  db.write = async (work) => {
    if (isLost) throw new Error('lost');
    const result = await scene.db.write(work);
    isLost = (await scene.db.read.countBy(ImportJob, { phase: 'APPLYING' })) > 0;
    return result;
  };
  return db;
}

test.each(['leaveNetwork', 'eraseMember'] as const)(
  'what an import has left of a member is told to it, and goes by %s; the import goes on without it',
  async (ending) => {
    const ids = [`${ending}-1`, `${ending}-2`];
    const sheet = (name: string): string => {
      const rows = ids.map((id) => `${id},${name},${id}@example.org,MEMBERSHIP,1`);
      return ['externalId,displayName,email,consents,wordingVersion', ...rows, ''].join('\n');
    };
    await bring(sheet('Before'));
    const [{ id }, other] = [await memberBy(ids[0]!), await memberBy(ids[1]!)];
    const cutOff = bring(sheet('Zebra'), { skipBad: true }, `${ending}.csv`, lostWhenChecked());
    await expect(cutOff).rejects.toThrow('lost');

    const { data } = await scene.ask(mutation('exportMember', { id }), coordinator);
    const [held] = (JSON.parse(data?.exportMember.thing as string) as { regions: [{ sheets: object }] })
      .regions;
    expect(held.sheets).toMatchObject({
      knownBy: { externalId: ids[0], subjectId: id },
      staged: [{ line: 2, externalId: ids[0], content: { input: { displayName: 'Zebra' } } }],
    });
    await scene.ask(mutation(ending, { id }), coordinator);
    const left = await scene.db.read.find(ImportRow, { order: { line: 'ASC' } });
    expect(left.map(({ externalId, content }) => [externalId, content === null])).toEqual([
      ['', true],
      [ids[1], false],
    ]);

    const report = await bring(sheet('Zebra'), { skipBad: true }, `${ending}.csv`);
    expect(badCells(report)).toEqual(['2 externalId CLOSED']);
    expect(report).toMatchObject({ resumedAt: 0, rows: 2, bad: 1, made: 0, changed: 1 });
    expect(await memberBy(ids[1]!)).toEqual(
      Object.assign(other, { displayName: 'Zebra', sortName: 'zebra' }),
    );
    expect(await staged()).toEqual(nothingStaged);
  },
);

test('what has become bad since it was checked is left out, and told', async () => {
  const sheet = (name: string): string =>
    `externalId,displayName,email,consents,wordingVersion\nM1,${name},m1@example.org,MEMBERSHIP,1\nM2,${name},m2@example.org,MEMBERSHIP,1\n`;
  await bring(sheet('Before'));
  const { id } = await memberBy('M1');
  let left: Promise<unknown> | undefined;
  const { region } = scene.program;
  const gone = memberOf(region, { id, displayName: '', status: 'LEFT' });
  const onProgress = (step: string): void => {
    if (step === 'checking') left ??= store(scene.db, region, { members: [gone] });
  };
  const report = await bring(sheet('After'), { onProgress });
  await left;
  expect(badCells(report)).toEqual(['2 externalId CLOSED']);
  expect(report).toMatchObject({ isApplied: true, bad: 1, changed: 1 });
  expect((await memberBy('M2')).displayName).toBe('After');
  expect((await memberBy('M1')).displayName).toBe('');
});

describe('activities', () => {
  const columns =
    'externalId,status,kind,audience,title (en),title (cy),summary (en),startsAt,endsAt,timeZone,mode,placeName,locality,postcode,capacity,accessFeatures,languages,themes';
  const row = (
    id: string,
    status: string,
    more: { cy?: string; starts?: string; capacity?: string } = {},
  ): string =>
    `${id},${status},Peer support,,Tea,${more.cy ?? 'Te'},,${more.starts ?? '01/06/2027 18:30'},01/06/2027 20:00,,In person,Hall,Bangor,LL57 1AA,${more.capacity ?? '20'},"step-free confirmed; bsl interpreted","cy, en",`;
  const sheet = (...rows: string[]): string => [columns, ...rows].join('\n');

  it('are drafts unless they say otherwise, and are published in every language that the region requires', async () => {
    const good = sheet(row('P1', ''), row('P2', 'published'), row('P3', 'draft', { cy: '' }));
    expect(await bring(good)).toMatchObject({ noun: 'activities', made: 3, bad: 0 });
    expect(await activityBy('P1')).toMatchObject({ status: 'DRAFT', publishedAt: null });
    expect(await activityBy('P2')).toMatchObject({
      ...{ status: 'PUBLISHED', publishedAt: NOW, kind: 'PEER_SUPPORT', audience: 'BOTH', mode: 'IN_PERSON' },
      ...{
        titleByLanguage: { en: 'Tea', cy: 'Te' },
        startsAt: new Date('2027-06-01T17:30:00Z'),
        outcode: 'LL57',
      },
      ...{ languages: ['cy', 'en'], capacity: 20, timeZone: 'Europe/London' },
      storedAccessFeatures: [
        { kind: 'step-free', delivery: 'PROVIDED', confirmed: true },
        { kind: 'bsl', delivery: 'INTERPRETED', confirmed: false },
      ],
    });
    const bad = await bring(
      sheet(row('P3', 'published', { cy: '' }), row('P2', 'draft'), row('P4', '', { starts: '30/06/2027' })),
    );
    expect(badCells(bad)).toEqual([
      '2 title (cy) TRANSLATION_MISSING',
      '3 status CLOSED',
      '4 endsAt INVALID',
    ]);
    expect(await bring(sheet(row('P3', 'published', { cy: 'Te' })))).toMatchObject({ changed: 1, bad: 0 });
    const { data } = await scene.ask('{ activities(filter: { text: "te" }) { totalCount } }');
    expect(data?.activities.totalCount).toBe(2);
  });

  it('never have fewer places than are taken; those that are gained go to those who wait', async () => {
    await bring(sheet(row('Q1', 'PUBLISHED', { capacity: '2' })));
    const { id: activityId } = await activityBy('Q1');
    const at = (id: string, given: object) =>
      bookingOf(scene.program.region, { id, activityId, memberId: id, ...given });
    await store(scene.db, scene.program.region, {
      bookings: [at('q1', {}), at('q2', {}), at('q3', { status: 'WAITLISTED', position: 1 })],
    });
    expect(badCells(await bring(sheet(row('Q1', '', { capacity: '1' }))))).toEqual(['2 capacity INVALID']);
    expect(await bring(sheet(row('Q1', '', { capacity: '3' })))).toMatchObject({ changed: 1 });
    const waiting = await scene.db.read.findOneByOrFail(scene.program.region.types.Booking, { id: 'q3' });
    expect(waiting.status).toBe('OFFERED');
    expect(await activityBy('Q1')).toMatchObject({ capacity: 3, hasPlaces: false, status: 'PUBLISHED' });
  });
});

test('an export is safe to open, and an import of it changes nothing here and makes the same rows elsewhere', async () => {
  const { region } = scene.program;
  const joinedAt = new Date('2026-06-01T17:30:15.250Z');
  await store(scene.db, region, {
    members: [
      memberOf(region, {
        id: 'x1',
        displayName: '=HYPERLINK("http://x")',
        email: 'x1@example.org',
        phone: '+44 1248 1',
        joinedAt,
      }),
      memberOf(region, {
        id: 'x2',
        displayName: '＠two\n"lines";=three',
        email: 'x2@example.org',
        groupSize: 3,
        kind: 'GROUP',
        contactName: "'-Ann",
      }),
      memberOf(region, { id: 'x3', displayName: '', status: 'LEFT' }),
    ],
    activities: [
      activityOf(region, {
        ...{
          id: 'y1',
          titleByLanguage: { cy: 'Te', en: '+Tea', ga: 'Tae' },
          latitude: 53.2,
          longitude: -4.1,
        },
        storedAccessFeatures: [{ kind: 'bsl', delivery: 'NATIVE', confirmed: true }],
      }),
      activityOf(region, { id: 'y2', status: 'CANCELLED' }),
    ],
  });
  await scene.db.write((manager) =>
    manager.save(
      ['x1', 'x2'].map((memberId) =>
        Object.assign(new Consent(), {
          ...{ id: `c-${memberId}`, memberId, purpose: 'MEMBERSHIP', wordingVersion: '1', language: 'en' },
          ...{ givenAt: joinedAt, withdrawnAt: null },
        }),
      ),
    ),
  );
  const before = await lastNumber();
  const [members, activities] = [await exported('members'), await exported('activities')];
  expect(members.startsWith('\uFEFF"externalId","kind"')).toBe(true);
  expect(members).toContain('"x1","PERSON","\'=HYPERLINK(""http://x"")"');
  expect(members).toContain('"\'+44 1248 1"');
  expect(members).toContain(`""lines"";'=three"`);
  expect(members).not.toContain('"x3"');
  expect(activities).toContain('"title (ga)"');
  expect(activities).not.toContain('"y2"');
  for (const text of [members, activities]) {
    expect(text.split('","').filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
    // A longitude is the one cell here that begins so, and is guarded.
    expect(await bring(text)).toMatchObject({ bad: 0, made: 0, changed: 0, isApplied: true });
  }
  expect(await lastNumber()).toBe(before);

  const other = await RegionScene.start('wales');
  try {
    for (const [name, text] of [
      ['members', members],
      ['activities', activities],
    ] as const) {
      const path = join(folder, `elsewhere-${name}.csv`);
      writeFileSync(path, text);
      const plain = { isDry: false, skipBad: false, clock: () => NOW, onProgress: () => undefined };
      await importSheet(other.db, region, { path, ...plain, signal: new AbortController().signal });
      const again = join(folder, `again-${name}.csv`);
      await exportSheet({ manager: other.db.read, region }, name, createWriteStream(again));
      const sorted = (csv: string): string[] => csv.split('\r\n').sort();
      expect(sorted(readFileSync(again, 'utf8'))).toEqual(sorted(text));
    }
  } finally {
    await other.stop();
  }
});
