import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';
import { getProgram } from '../../subgraphs/programs';
import { anonymous } from '../../schema/viewer';
import type { RequestContext } from '../../subgraphs/kit/context';
import type { Database } from '../../subgraphs/kit/database/database';
import { lockOne } from '../../subgraphs/kit/database/lock';
import { IdempotencyKey } from '../../subgraphs/kit/idempotency';
import { Loaders } from '../../subgraphs/kit/loaders';
import { ChangeRecord } from '../../subgraphs/kit/changes/change-record';
import type { RegionContext } from '../../subgraphs/region/region-context';
import type { RegionProgram } from '../../subgraphs/region/region-program';
import { joinNetwork } from '../../subgraphs/region/writes/join-network';
import { performWrite, type Outcome } from '../../subgraphs/region/writes/write';
import { dropDatabasesOf, makeDatabasesOf } from '../support/databases';

const NOW = new Date('2026-11-21T12:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'citizenship-frame-'));
let program: RegionProgram;
let db: Database;

beforeAll(async () => {
  program = (await getProgram('cumbria')) as RegionProgram;
  db = await program.open(await makeDatabasesOf(folder));
});
afterAll(async () => {
  await db.close();
  await dropDatabasesOf(folder);
  rmSync(folder, { recursive: true, force: true });
});

const joining = {
  region: 'cumbria',
  kind: 'PERSON',
  displayName: 'Winifred',
  email: 'winifred@example.org',
  preferredLanguage: 'en',
  visibility: 'PUBLIC',
  networks: [],
  consents: ['MEMBERSHIP'],
  wordingVersion: '1',
} as const;

function joinOn(on: Database, idempotencyKey: string | null): Promise<Outcome> {
  const request: Partial<RequestContext> = {
    viewer: anonymous,
    db: on,
    loaders: new Loaders(),
    clock: () => NOW,
  };
  const context = { ...request, region: program.region } as RegionContext;
  return performWrite(context, {
    name: 'joinNetwork',
    write: joinNetwork,
    input: { ...joining, idempotencyKey },
  });
}

/** The database to a request that looked for its key before another one with the same key had committed. */
function tooEarly(times: number): Database {
  let left = times;
  return {
    ...db,
    write: (work) =>
      db.write((manager) => {
        left -= 1;
        if (left < 0) return work(manager);
        const blind = Object.create(manager) as EntityManager;
        blind.findOneBy = (entity, where) =>
          entity === (IdempotencyKey as unknown) ? Promise.resolve(null) : manager.findOneBy(entity, where);
        return work(blind);
      }),
  };
}

async function counts() {
  const { Member } = program.region.types;
  return {
    members: await db.read.count(Member),
    changes: await db.read.countBy(ChangeRecord, { kind: 'MEMBER' }),
  };
}

test('of two requests with one key at once, the later one answers what the earlier one made', async () => {
  const first = await joinOn(db, 'both-at-once');
  const before = await counts();
  expect(await joinOn(tooEarly(1), 'both-at-once')).toEqual({
    made: expect.objectContaining('made' in first ? { ...first.made } : {}) as unknown,
  });
  expect(await counts()).toEqual(before);
});

test('what the database refuses for another reason is not tried for ever', async () => {
  await joinOn(db, 'again-and-again');
  const before = await counts();
  await expect(joinOn(tooEarly(99), 'again-and-again')).rejects.toThrow('Another transaction was quicker.');
  expect(await counts()).toEqual(before);
});

test('a key is kept by its hash alone, and nothing of the input', async () => {
  await joinOn(db, 'a-key-that-is-kept');
  const kept = JSON.stringify(await db.read.find(IdempotencyKey));
  expect(kept).not.toMatch(/a-key-that-is-kept|Winifred|winifred/);
});

test.each([
  ['better-sqlite3', undefined],
  ['mysql', { mode: 'pessimistic_write' }],
  ['mariadb', { mode: 'pessimistic_write' }],
])('a row to be changed is locked where others may write at once: %s', async (type, lock) => {
  const findOne = jest.fn().mockResolvedValue(null);
  const manager = { dataSource: { options: { type } }, findOne } as unknown as EntityManager;
  await lockOne(manager, program.region.types.Member, 'm1');
  expect(findOne).toHaveBeenCalledWith(program.region.types.Member, {
    where: { id: 'm1' },
    ...(lock && { lock }),
  });
});
