import { setTimeout as sleep } from 'node:timers/promises';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
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
import type { TemporaryFolder } from '../unit/temporary-folder';

/**
 * What a row of the owner says: its name, which also says who may find it; or BAD, which nobody understands; null once
 * it is gone. It stays then, for writes that begin at once to wait for each other: of a row that is not there, a server
 * locks nothing.
 */
@Entity('saying')
class Saying {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'varchar', length: 100, nullable: true })
  name!: string | null;
}

export const BAD = 'bad';

const kinds: readonly EntryKind[] = ['MEMBER', 'ACTIVITY', 'NETWORK'];
const wales: FeedSource = { slug: 'wales', kinds };
const now = new Date('2026-11-21T12:00:00Z');
const ownerTables = [Saying, ChangeRecord, ChangeCounter, ChangeMark];

/** The two databases of a scene. */
export interface Stage {
  readonly owner: Database;
  readonly directory: Database;
}

/** Opens a database that is quick, since no machine loses its power in these tests. */
async function openQuick(folder: TemporaryFolder, entities: DatabaseContents['entities']): Promise<Database> {
  const db = await folder.open(entities);
  const { dataSource } = await db.write(async (manager) => manager);
  if (engine === 'embedded') await dataSource.query('PRAGMA synchronous = OFF');
  return db;
}

export async function openStage(folder: TemporaryFolder): Promise<Stage> {
  return {
    owner: await openQuick(folder, [Saying, ...changeEntities, ...indexEntities]),
    directory: await openQuick(folder, [...entryEntities, ...indexEntities]),
  };
}

/** Ids with what each says from now on; null for one that goes. */
export type Said = readonly (readonly [id: string, name: string | null])[];

function changeOf([id, name]: Said[number]): Change {
  if (name === null) return { state: 'deleted', id, kind: 'MEMBER' };
  const data = { kind: 'PERSON', sortName: name, joinedAt: now.toISOString(), facets: {}, text: name };
  const said = name.startsWith(BAD) ? { kind: 'PERSON' } : data;
  return { state: 'updated', id, kind: 'MEMBER', listedTo: [`member:${name}`], data: said };
}

/** As the product's writes do: the rows first, and what the feed says of them last. */
async function say(manager: EntityManager, changes: Said): Promise<void> {
  for (const [id, name] of changes) await storeRows(manager, Saying, [{ id, name }]);
  await recordChanges(manager, changes.map(changeOf));
}

/** A write among others that are under way at the same time. */
export interface Rival {
  readonly changes: Said;
  /** How long its transaction stays open once all is stored, in milliseconds. */
  readonly pause: number;
  readonly isTakenBack: boolean;
}

class TakenBack extends Error {}

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

/** How the index differs from what the owner has. */
export type Differences = Readonly<
  Record<'missing' | 'phantom' | 'stale' | 'wronglySetAside' | 'notSetAside', unknown[]>
>;

/** One owner, one directory, and what is under way between them. */
export class Scene {
  /** What happened in all scenes. */
  static readonly tally = { atOnce: 0, takenBack: 0, pulledBeside: 0 };
  private backup: object[][] | null = null;
  private readonly letters: Letter[] = [];
  private hasLeft = false;
  private underWay: Promise<unknown> | null = null;

  private constructor(private readonly stage: Stage) {}

  static async start(stage: Stage): Promise<Scene> {
    await stage.owner.write(async (manager) => {
      for (const table of ownerTables) await manager.deleteAll(table);
      await startCounting(manager);
    });
    await stage.directory.write((manager) => forgetSource(manager, wales.slug));
    return new Scene(stage);
  }

  write(changes: Said): Promise<void> {
    return this.stage.owner.write((manager) => say(manager, changes));
  }

  /** Begins all of these at once, and goes on without waiting for their ends: `settle` does. */
  async begin(rivals: readonly Rival[]): Promise<void> {
    await this.settle();
    const writes = rivals.map((rival) => this.compete(rival));
    const ended = Promise.all(writes).finally(() => {
      if (this.underWay === ended) this.underWay = null;
    });
    // Whoever settles is told; until then it is no failure of nobody's.
    ended.catch(() => undefined);
    this.underWay = ended;
  }

  async settle(): Promise<void> {
    await this.underWay;
  }

  /** Reads a page, which stays under way. */
  async ask(limit: number): Promise<Letter> {
    const { owner, directory } = this.stage;
    const { epoch, cursor, mark } = await readPosition(directory.read, wales.slug);
    const given = { ...(epoch !== null && { epoch }), ...(mark !== null && { mark }) };
    if (this.underWay) Scene.tally.pulledBeside += 1;
    const letter = {
      page: await readFeed(owner, { after: cursor, limit, ...given }),
      from: { epoch, cursor, mark },
    };
    this.letters.push(letter);
    return letter;
  }

  deliver({ page, from }: Letter): Promise<Applied> {
    return this.stage.directory.write((manager) => applyPage(manager, wales, { page, from, now }));
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
    const death = this.stage.directory.write(async (manager) => {
      await applyPage(dying(manager, at), wales, { page, from, now });
      throw new Error('died');
    });
    await expect(death).rejects.toThrow('died');
  }

  async keepBackup(): Promise<void> {
    await this.settle();
    this.backup = await Promise.all(ownerTables.map((table) => this.stage.owner.read.find<object>(table)));
  }

  async restore(): Promise<void> {
    const { backup } = this;
    if (!backup) return;
    await this.settle();
    await this.stage.owner.write(async (manager) => {
      for (const [index, table] of ownerTables.entries()) {
        await manager.deleteAll(table);
        await storeRows<object>(manager, table, backup[index] ?? []);
      }
    });
  }

  async leave(): Promise<void> {
    this.hasLeft = true;
    await leave(this.stage.directory, wales.slug);
  }

  async comeBack(): Promise<void> {
    this.hasLeft = false;
    await welcome(this.stage.directory, wales.slug);
  }

  async catchUp(): Promise<void> {
    await this.settle();
    for (let round = 0; await this.pull(5); round += 1) if (round > 100) throw new Error('It never ends.');
  }

  /** How the index differs from what the owner has, once all that is under way has arrived. */
  async differences(): Promise<Differences> {
    const { owner, directory } = this.stage;
    const [sayings, members, entries, listings, asides] = await Promise.all([
      this.hasLeft ? [] : owner.read.find(Saying),
      directory.read.find(MemberEntry),
      directory.read.findBy(Entry, { source: wales.slug }),
      directory.read.find(Listing),
      directory.read.find(SetAside),
    ]);
    const there = sayings.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const]));
    const expected = new Map(there.filter(([, name]) => !name.startsWith(BAD)));
    const found = new Map(members.map(({ id, sortName }) => [id, sortName]));
    const listed = new Map(listings.map(({ owner: id, token }) => [id, token.replace('member:', '')]));
    const keys = new Set([
      ...expected.keys(),
      ...found.keys(),
      ...listed.keys(),
      ...entries.map(({ id }) => id),
    ]);
    const bad = there.filter(([, name]) => name.startsWith(BAD)).map(([id]) => id);
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

  private async compete({ changes, pause, isTakenBack }: Rival): Promise<void> {
    Scene.tally.atOnce += 1;
    try {
      await this.stage.owner.write(async (manager) => {
        await say(manager, changes);
        await sleep(pause);
        if (isTakenBack) throw new TakenBack();
      });
    } catch (error) {
      if (!(error instanceof TakenBack)) throw error;
      Scene.tally.takenBack += 1;
    }
  }
}
