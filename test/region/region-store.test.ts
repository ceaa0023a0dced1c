import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TextByLanguage } from '../../schema/contract/localised-text';
import { readFeed } from '../../subgraphs/kit/changes/read-feed';
import { ChangeRecord, recordChanges, type Change } from '../../subgraphs/kit/changes/change-record';
import type { Database } from '../../subgraphs/kit/database/database';
import { Facet, indexEntities } from '../../subgraphs/kit/list/indexed-row';
import { getProgram } from '../../subgraphs/programs';
import { Coordination } from '../../subgraphs/region/coordination';
import { LeadershipRole } from '../../subgraphs/region/leadership-role';
import type { RegionDefinition } from '../../subgraphs/region/region-definition';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import {
  storeActivities,
  storeMembers,
  storeNetworks,
  type RegionTransaction,
} from '../../subgraphs/region/region-store';
import { dropDatabasesOf, makeDatabasesOf } from '../support/databases';
import { activityOf, coordinationOf, memberOf, networkOf, roleOf, store } from './region-rows';
import { testedRegions } from './region-scene';

/** A code and words, as the store refuses. */
interface Refused {
  readonly code: unknown;
  readonly message: string;
}

describe.each(testedRegions)('the store of $slug', ({ slug, name }) => {
  let folder: string;
  let db: Database;
  let region: RegionDefinition;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'citizenship-store-'));
    const program = (await getProgram(slug)) as RegionProgram;
    ({ region } = program);
    db = await program.open(await makeDatabasesOf(folder));
  });

  beforeEach(async () => {
    const { Region: _profile, ...types } = region.types;
    const tables = [...Object.values(types), LeadershipRole, Coordination, ChangeRecord, ...indexEntities];
    await db.write(async (manager) => {
      for (const table of tables) await manager.deleteAll(table);
    });
  });

  afterAll(async () => {
    await db.close();
    await dropDatabasesOf(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  function write(work: (transaction: RegionTransaction) => Promise<Change[]>): Promise<void> {
    return db.write(async (manager) => recordChanges(manager, await work({ manager, region })));
  }

  async function refusalOf(writing: Promise<unknown>): Promise<Refused> {
    return writing.then(
      () => {
        throw new Error('It was stored.');
      },
      (error: unknown) => {
        const { message, extensions } = error as { message: string; extensions?: { code?: unknown } };
        return { code: extensions?.code, message };
      },
    );
  }

  async function changedIds(): Promise<string[]> {
    const { items } = await readFeed(db, { after: 0, limit: 1000 });
    return items.map(({ id }) => id);
  }

  const startsAt = new Date('2026-12-01T18:00:00Z');

  it.each([
    ['before it starts', new Date(startsAt.getTime() - 1)],
    ['as it starts', startsAt],
  ])(
    'takes no activity that ends %s, not even a draft, and none of those beside it',
    async (_what, endsAt) => {
      const sound = activityOf(region, { id: 'sound' });
      const broken = activityOf(region, { id: 'a1', startsAt, endsAt, status: 'DRAFT' });
      expect(
        await refusalOf(
          store(db, region, { members: [memberOf(region, { id: 'm1' })], activities: [sound, broken] }),
        ),
      ).toEqual({
        code: 'BAD_USER_INPUT',
        message: 'Activity a1 must end after it starts. Put "endsAt" after "startsAt".',
      });
      expect([
        await db.read.count(region.types.Activity),
        await db.read.count(region.types.Member),
        await changedIds(),
      ]).toEqual([0, 0, []]);
    },
  );

  it('takes an activity that ends a millisecond after it starts', async () => {
    const endsAt = new Date(startsAt.getTime() + 1);
    await store(db, region, { activities: [activityOf(region, { id: 'a1', startsAt, endsAt })] });
    expect(await changedIds()).toEqual(['a1']);
  });

  describe('a network', () => {
    const network = () => networkOf(region, { id: 'net:test' });
    const roles = (leads: number, partners: number): Coordination[] => [
      ...Array.from({ length: leads }, (_, index) => coordinationOf('net:test', `org:lead-${index}`, 'LEAD')),
      ...Array.from({ length: partners }, (_, index) =>
        coordinationOf('net:test', `org:partner-${index}`, 'PARTNER'),
      ),
    ];

    it.each([
      [0, 0],
      [0, 2],
      [2, 0],
      [2, 1],
    ])('with %d leads and %d partners is refused', async (leads, partners) => {
      const writing = write((transaction) =>
        storeNetworks(transaction, [{ network: network(), coordinations: roles(leads, partners) }]),
      );
      expect(await refusalOf(writing)).toEqual({
        code: 'BAD_USER_INPUT',
        message: `Network net:test must have exactly one lead, but has ${leads}.`,
      });
      expect(await db.read.countBy(Coordination, { networkId: 'net:test' })).toBe(0);
    });

    it('with one lead is taken, with its partners', async () => {
      await write((transaction) =>
        storeNetworks(transaction, [{ network: network(), coordinations: roles(1, 2) }]),
      );
      expect(await db.read.countBy(Coordination, { networkId: 'net:test' })).toBe(3);
    });

    it('that is given another lead has only that one', async () => {
      await write((transaction) =>
        storeNetworks(transaction, [{ network: network(), coordinations: roles(1, 2) }]),
      );
      const coordinations = [coordinationOf('net:test', 'org:new', 'LEAD')];
      await write((transaction) => storeNetworks(transaction, [{ network: network(), coordinations }]));
      const stored = await db.read.findBy(Coordination, { networkId: 'net:test' });
      const found = await db.read.findBy(Facet, { owner: 'net:test', name: 'organisation' });
      expect([
        stored.map(({ organisationId, role }) => `${organisationId} ${role}`),
        found.map(({ value }) => value),
      ]).toEqual([['org:new LEAD'], ['org:new']]);
    });
  });

  it('keeps of a member the roles that it is stored with, and no others', async () => {
    const member = memberOf(region, { id: 'm1' });
    const roles = [
      roleOf({ id: 'r1', memberId: 'm1', level: 'STRATEGIC', focus: ['DESIGN'] }),
      roleOf({ id: 'r2', memberId: 'm1', level: 'INDIVIDUAL' }),
    ];
    await write((transaction) => storeMembers(transaction, [{ member, roles }]));
    await write((transaction) => storeMembers(transaction, [{ member, roles: roles.slice(1) }]));
    const stored = await db.read.findBy(LeadershipRole, { memberId: 'm1' });
    const found = await db.read.findBy(Facet, { owner: 'm1', name: 'level' });
    expect([stored.map(({ id }) => id), found.map(({ value }) => value)]).toEqual([['r2'], ['INDIVIDUAL']]);
  });

  it('keeps a row once, as it was stored last', async () => {
    await store(db, region, { members: [memberOf(region, { id: 'm1', displayName: 'Old Name' })] });
    await store(db, region, { members: [memberOf(region, { id: 'm1', displayName: 'New Name' })] });
    const names = (await db.read.find(region.types.Member)).map(({ displayName }) => displayName);
    const tables = ['member', 'change_record', 'search_text'].map((table) =>
      db.read.query(`SELECT * FROM ${table}`),
    );
    expect([names, await changedIds()]).toEqual([['New Name'], ['m1']]);
    expect(JSON.stringify(await Promise.all(tables))).not.toMatch(/old name/i);
  });

  describe('the languages of an activity', () => {
    const required = slug === 'wales' ? ['cy', 'en'] : [];
    const both = { en: 'Meeting', cy: 'Cyfarfod' };

    async function storing(
      titleByLanguage: TextByLanguage,
      summaryByLanguage: TextByLanguage,
      status: 'DRAFT' | 'PUBLISHED' | 'CANCELLED',
    ) {
      const activity = activityOf(region, { id: 'a1', titleByLanguage, summaryByLanguage, status });
      return write((transaction) => storeActivities(transaction, [activity]));
    }

    it('that the region asks for are the ones that it says', () => {
      expect(region.requiredLanguages).toEqual(required);
    });

    it.each([
      ['title', 'en', { cy: 'Cyfarfod' }, {}],
      ['title', 'cy', { en: 'Meeting' }, {}],
      ['title', 'cy', { en: 'Meeting', cy: '' }, {}],
      ['title', 'cy', { en: 'Meeting', cy: null }, {}],
      ['title', 'cy', { en: 'Meeting', cy: '  ' }, {}],
      ['title', 'cy and en', { ga: 'Cruinniú' }, {}],
      ['title', 'cy', { en: 'Meeting' }, both],
      ['summary', 'en', both, { cy: 'Crynodeb' }],
      ['summary', 'cy', both, { en: 'Summary' }],
      ['summary', 'cy', both, { en: 'Summary', cy: '' }],
    ] as const)('are asked for in its %s (%s is missing)', async (field, missing, title, summary) => {
      for (const status of ['PUBLISHED', 'CANCELLED'] as const) {
        const writing = storing(title, summary, status);
        if (required.length === 0) {
          await writing;
          continue;
        }
        expect(await refusalOf(writing)).toEqual({
          code: 'BAD_USER_INPUT',
          message:
            `Activity a1 cannot be published in ${name.en}: its ${field} must be in cy and en, ` +
            `but lacks ${missing}.`,
        });
      }
      expect(await changedIds()).toEqual(required.length === 0 ? ['a1'] : []);
    });

    it.each([
      ['a title alone', both, {}],
      ['a title and an empty summary', both, { en: '', cy: null }],
      ['both', both, { en: 'Summary', cy: 'Crynodeb' }],
      ['both, and others beside', { ...both, ga: 'Cruinniú' }, { en: 'Summary', cy: 'Crynodeb', pl: 'Opis' }],
    ])('are enough with %s', async (_what, title, summary) => {
      await storing(title, summary, 'PUBLISHED');
      expect(await changedIds()).toEqual(['a1']);
    });

    it('are not asked for in a draft', async () => {
      await storing({ en: 'Meeting' }, { cy: 'Crynodeb' }, 'DRAFT');
      expect(await changedIds()).toEqual(['a1']);
    });
  });
});
