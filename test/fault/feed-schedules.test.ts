import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import type { EntryKind, FeedPage } from '../../schema/changes';
import { Entry, entryEntities, MemberEntry, SetAside } from '../../subgraphs/directory/entries';
import { applyPage, type Applied, type FeedSource } from '../../subgraphs/directory/feed/apply-page';
import { forgetSource, leave, welcome } from '../../subgraphs/directory/feed/forget-source';
import { readPosition, type Position } from '../../subgraphs/directory/feed/position';
import {
  ChangeCounter,
  changeEntities,
  ChangeMark,
  ChangeRecord,
  recordChanges,
  startCounting,
  type Change,
} from '../../subgraphs/kit/changes/change-record';
import { readFeed } from '../../subgraphs/kit/changes/read-feed';
import { storeRows, type Database, type DatabaseContents } from '../../subgraphs/kit/database/database';
import { indexEntities, Listing } from '../../subgraphs/kit/list/indexed-row';
import { engine } from '../support/databases';
import { TemporaryFolder } from '../unit/temporary-folder';
import { rounds } from '../support/rounds';

/** A server takes five times as long for each. */
const SCHEDULES = engine === 'embedded' ? rounds(1000, 300) : rounds(300, 100);

const kinds: readonly EntryKind[] = ['MEMBER', 'ACTIVITY', 'NETWORK'];
const wales: FeedSource = { slug: 'wales', kinds };
const now = new Date('2026-11-21T12:00:00Z');
const feedTables = [ChangeRecord, ChangeCounter, ChangeMark];
const BAD = 'bad';

const folder = new TemporaryFolder();
let owner: Database;
let directory: Database;

/** Opens a database that is quick, since no machine loses its power in these tests. */
async function openQuick(entities: DatabaseContents['entities']): Promise<Database> {
  const db = await folder.open(entities);
  const { dataSource } = await db.write(async (manager) => manager);
  if (engine === 'embedded') await dataSource.query('PRAGMA synchronous = OFF');
  return db;
}

beforeAll(async () => {
  owner = await openQuick([...changeEntities, ...indexEntities]);
  directory = await openQuick([...entryEntities, ...indexEntities]);
});
afterAll(() => folder.remove());

/** What a row says: its name, which also says who may find it; or that its owner says it in words nobody understands. */
type Truth = ReadonlyMap<string, string>;

function changeOf(id: string, name: string | null): Change {
  if (name === null) return { state: 'deleted', id, kind: 'MEMBER' };
  const data = { kind: 'PERSON', sortName: name, joinedAt: now.toISOString(), facets: {}, text: name };
  const said = name.startsWith(BAD) ? { kind: 'PERSON' } : data;
  return { state: 'updated', id, kind: 'MEMBER', listedTo: [`member:${name}`], data: said };
}

interface Letter {
  readonly page: FeedPage;
  readonly from: Position;
}

/** A manager whose transaction dies with the `at`th call. */
function dying(manager: EntityManager, at: number): EntityManager {
  let left = at;
  const deadly = ['delete', 'createQueryBuilder', 'transaction', 'find', 'findBy', 'findOneBy'];
  return new Proxy(manager, {
    get: (target, name: string) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        if (deadly.includes(name) && left-- === 0) throw new Error('died');
        return value.apply(target, given);
      };
    },
  });
}

/** One owner, one directory, and what is under way between them. */
class Scene {
  private truth: Truth = new Map();
  private backup: { truth: Truth; tables: object[][] } | null = null;
  private readonly letters: Letter[] = [];
  private hasLeft = false;

  async write(changes: readonly (readonly [string, string | null])[]): Promise<void> {
    await owner.write((manager) =>
      recordChanges(
        manager,
        changes.map(([id, name]) => changeOf(id, name)),
      ),
    );
    const truth = new Map(this.truth);
    for (const [id, name] of changes) {
      if (name === null) truth.delete(id);
      else truth.set(id, name);
    }
    this.truth = truth;
  }

  /** Reads a page, which stays under way. */
  async ask(limit: number): Promise<Letter> {
    const { epoch, cursor, mark } = await readPosition(directory.read, wales.slug);
    const given = { ...(epoch !== null && { epoch }), ...(mark !== null && { mark }) };
    const letter = {
      page: await readFeed(owner, { after: cursor, limit, ...given }),
      from: { epoch, cursor, mark },
    };
    this.letters.push(letter);
    return letter;
  }

  deliver({ page, from }: Letter): Promise<Applied> {
    return directory.write((manager) => applyPage(manager, wales, { page, from, now }));
  }

  async deliverOld(which: number): Promise<void> {
    const letter = this.letters.at(which % Math.max(1, this.letters.length));
    if (letter) await this.deliver(letter);
  }

  async pull(limit: number): Promise<boolean> {
    if (this.hasLeft) return false;
    const { page, from } = await this.ask(limit);
    const { isApplied } = await this.deliver({ page, from });
    return !isApplied || page.remaining > 0;
  }

  /** Delivers a page whose items are in another order, some of them twice, and some of pages before among them. */
  async pullDisordered(limit: number, turn: number): Promise<void> {
    if (this.hasLeft) return;
    const { page, from } = await this.ask(limit);
    const at = turn % Math.max(1, page.items.length);
    const items = [...page.items.slice(at), ...page.items.slice(0, at + 1)].reverse();
    const old = (this.letters.at(turn)?.page.items ?? []).filter(({ modified }) => modified <= from.cursor);
    await this.deliver({ page: { ...page, items: items.length > 0 ? [...items, ...old] : [] }, from });
  }

  async pullAndDie(limit: number, at: number): Promise<void> {
    if (this.hasLeft) return;
    const { page, from } = await this.ask(limit);
    const death = directory.write(async (manager) => {
      await applyPage(dying(manager, at), wales, { page, from, now });
      throw new Error('died');
    });
    await expect(death).rejects.toThrow('died');
  }

  async keepBackup(): Promise<void> {
    const tables = await Promise.all(feedTables.map((table) => owner.read.find<object>(table)));
    this.backup = { truth: this.truth, tables };
  }

  async restore(): Promise<void> {
    if (!this.backup) return;
    const { truth, tables } = this.backup;
    await owner.write(async (manager) => {
      for (const [index, table] of feedTables.entries()) {
        await manager.deleteAll(table);
        await storeRows<object>(manager, table, tables[index] ?? []);
      }
    });
    this.truth = truth;
  }

  async leave(): Promise<void> {
    this.hasLeft = true;
    await leave(directory, wales.slug);
  }

  async comeBack(): Promise<void> {
    this.hasLeft = false;
    await welcome(directory, wales.slug);
  }

  async catchUp(): Promise<void> {
    for (let round = 0; await this.pull(5); round += 1) if (round > 100) throw new Error('It never ends.');
  }

  /** How the index differs from what the owner has, once all that is under way has arrived. */
  async differences(): Promise<Differences> {
    const [members, entries, listings, asides] = await Promise.all([
      directory.read.find(MemberEntry),
      directory.read.findBy(Entry, { source: wales.slug }),
      directory.read.find(Listing),
      directory.read.find(SetAside),
    ]);
    const there = this.hasLeft ? new Map<string, string>() : this.truth;
    const expected = new Map([...there].filter(([, name]) => !name.startsWith(BAD)));
    const found = new Map(members.map(({ id, sortName }) => [id, sortName]));
    const listed = new Map(listings.map(({ owner: id, token }) => [id, token.replace('member:', '')]));
    const keys = new Set([
      ...expected.keys(),
      ...found.keys(),
      ...listed.keys(),
      ...entries.map(({ id }) => id),
    ]);
    const bad = [...there].filter(([, name]) => name.startsWith(BAD)).map(([id]) => id);
    const isFound = (id: string): boolean =>
      found.has(id) && listed.has(id) && entries.some((entry) => entry.id === id);
    return {
      missing: [...expected.keys()].filter((id) => !isFound(id)),
      phantom: [...keys].filter((id) => !expected.has(id)),
      stale: [...expected].filter(
        ([id, name]) => isFound(id) && (found.get(id) !== name || listed.get(id) !== name),
      ),
      wronglySetAside: asides.map(({ id }) => id).filter((id) => !bad.includes(id)),
      notSetAside: bad.filter((id) => !asides.some((aside) => aside.id === id)),
    };
  }
}

type Differences = Readonly<
  Record<'missing' | 'phantom' | 'stale' | 'wronglySetAside' | 'notSetAside', unknown[]>
>;

const none: Differences = { missing: [], phantom: [], stale: [], wronglySetAside: [], notSetAside: [] };

async function startScene(): Promise<Scene> {
  await owner.write(async (manager) => {
    for (const table of feedTables) await manager.deleteAll(table);
    await startCounting(manager);
  });
  await directory.write((manager) => forgetSource(manager, wales.slug));
  return new Scene();
}

type Step = (scene: Scene) => Promise<unknown>;

const limit = fc.integer({ min: 1, max: 4 });
const name = fc.nat(99).map((number) => `name ${number}`);
const write = fc
  .array(
    fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      fc.oneof({ weight: 6, arbitrary: name }, { weight: 3, arbitrary: fc.constant(null) }, fc.constant(BAD)),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((changes): [string, Step] => [
    `write ${JSON.stringify(changes)}`,
    (scene) => scene.write(changes.map(([id, said]) => [id, said] as const)),
  ]);

const steps: fc.Arbitrary<[string, Step]> = fc.oneof(
  { weight: 6, arbitrary: write },
  {
    weight: 5,
    arbitrary: limit.map((size): [string, Step] => [`pull ${size}`, (scene) => scene.pull(size)]),
  },
  { weight: 2, arbitrary: limit.map((size): [string, Step] => [`ask ${size}`, (scene) => scene.ask(size)]) },
  {
    weight: 3,
    arbitrary: fc.nat(9).map((at): [string, Step] => [`deliver ${at}`, (scene) => scene.deliverOld(at)]),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(limit, fc.nat(4))
      .map(([size, turn]): [string, Step] => [
        `pull ${size} disordered by ${turn}`,
        (scene) => scene.pullDisordered(size, turn),
      ]),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(limit, fc.nat(25))
      .map(([size, at]): [string, Step] => [
        `pull ${size} and die at ${at}`,
        (scene) => scene.pullAndDie(size, at),
      ]),
  },
  { weight: 2, arbitrary: fc.constant<[string, Step]>(['back up', (scene) => scene.keepBackup()]) },
  { weight: 2, arbitrary: fc.constant<[string, Step]>(['restore', (scene) => scene.restore()]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(['leave', (scene) => scene.leave()]) },
  { weight: 1, arbitrary: fc.constant<[string, Step]>(['come back', (scene) => scene.comeBack()]) },
);

const schedule = fc.array(
  steps.map(([text, run]) => ({ run, [fc.toStringMethod]: () => text })),
  { minLength: 4, maxLength: 16 },
);

it(`the index is what its owner says after each of ${SCHEDULES} schedules of faults`, async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(schedule, fc.boolean(), async (script, endsAway) => {
      count += 1;
      const scene = await startScene();
      for (const { run } of script) await run(scene);
      if (endsAway) await scene.leave();
      else await scene.comeBack();
      await scene.catchUp();
      // What was still under way arrives at last, and changes nothing.
      for (let at = 0; at < 3; at += 1) await scene.deliverOld(at);
      await scene.catchUp();
      expect(await scene.differences()).toEqual(none);
    }),
    { numRuns: SCHEDULES },
  );
  expect(count).toBeGreaterThanOrEqual(SCHEDULES);
});
