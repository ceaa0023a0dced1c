import { createHash } from 'node:crypto';
import {
  Column,
  Entity,
  In,
  IsNull,
  Not,
  PrimaryColumn,
  type EntityManager,
  type ObjectLiteral,
} from 'typeorm';
import {
  ChangeCounter,
  ChangeRecord,
  recordChanges,
  startCounting,
  type Change,
} from '../../kit/changes/change-record';
import { storeRows, type Database } from '../../kit/database/database';
import { indexEntities, replaceInIndex } from '../../kit/list/indexed-row';
import { AccessFeatureKind } from '../access-feature-kind';
import { Area } from '../area';
import { Cohort } from '../cohort';
import { Finding } from '../finding';
import { Milestone } from '../milestone';
import { Observation } from '../observation';
import { Organisation } from '../organisation';
import { Publication } from '../publication';
import { Theme } from '../theme';
import { changeOf, feedEntries, libraryKinds, type FeedEntry } from './feed-entries';
import { libraryRows, type LibraryRows } from './library-rows';
import type { LibrarySeed } from './seed';

/** Which reference facts the tables hold: one row, written in the transaction that brings the facts in. */
@Entity('loaded_reference')
export class LoadedReference {
  @PrimaryColumn({ type: 'integer' })
  id!: number;

  /** Of the rows and feed entries that were made of the facts, so that a change of code is a change too. */
  @Column({ type: 'varchar', length: 64 })
  hash!: string;
}

type Table = [entity: new () => ObjectLiteral, rows: readonly ObjectLiteral[]];

function tablesOf(rows: LibraryRows): Table[] {
  return [
    [Theme, rows.themes],
    [Publication, rows.publications],
    [Finding, rows.findings],
    [Organisation, rows.organisations],
    [Cohort, rows.cohorts],
    [Milestone, rows.milestones],
    [Observation, rows.observations],
    [Area, rows.areas],
    [AccessFeatureKind, rows.accessFeatures],
  ];
}

/** What the feed must say so that its readers know the entries: nothing of a row that is as it was. */
async function findChanges(manager: EntityManager, entries: readonly FeedEntry[]): Promise<Change[]> {
  const said = await manager.findBy(ChangeRecord, { kind: In([...libraryKinds]), listedTo: Not(IsNull()) });
  const saidById = new Map(said.map(({ id, listedTo, data }) => [id, JSON.stringify([listedTo, data])]));
  const updated = entries
    .map(changeOf)
    .filter(({ id, listedTo, data }) => saidById.get(id) !== JSON.stringify([listedTo, data]));
  const kept = new Set(entries.map(({ id }) => id));
  const deleted = said
    .filter(({ id }) => !kept.has(id))
    .map(({ id, kind }) => ({ state: 'deleted', id, kind }) as Change);
  return [...updated, ...deleted];
}

/**
 * Makes the tables say what the seed says, in one transaction, unless they do already. What the tables hold decides,
 * not whether they are new: a first load that was cut off is done again, and a release with other facts brings them in.
 */
export async function loadReference(db: Database, seed: LibrarySeed): Promise<void> {
  const rows = libraryRows(seed);
  const entries = feedEntries(rows);
  const hash = createHash('sha256')
    .update(JSON.stringify([rows, entries]))
    .digest('hex');
  const loaded = await db.read.findOneBy(LoadedReference, { id: 1 });
  if (loaded?.hash === hash) return;
  await db.write(async (manager) => {
    // A write comes first, so that a second process that starts now waits here rather than read what is about to go.
    await storeRows(manager, LoadedReference, [{ id: 1, hash }]);
    if (!(await manager.existsBy(ChangeCounter, { id: 1 }))) await startCounting(manager);
    // The tables and the index hold the facts and nothing else, and they are small: replacing them leaves no row behind.
    const tables = tablesOf(rows);
    for (const entity of [...indexEntities, ...tables.map(([table]) => table)]) {
      await manager.createQueryBuilder().delete().from(entity).execute();
    }
    for (const [entity, tableRows] of tables) await storeRows(manager, entity, tableRows);
    await replaceInIndex(manager, entries, { areNew: true });
    await recordChanges(manager, await findChanges(manager, entries));
  });
}
