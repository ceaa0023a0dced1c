import { randomBytes, randomUUID } from 'node:crypto';
import { Column, Entity, Index, LessThan, PrimaryColumn, type EntityManager } from 'typeorm';
import type { EntryKind } from '../../../schema/changes';
import { asNumber } from '../database/as-number';
import { storeRows } from '../database/database';

/** The last change of one row. A row stands here once, under the number of its last change; old values are nowhere. */
@Entity('change_record')
@Index('change_record_by_kind', ['kind', 'number'])
export class ChangeRecord {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Index('change_record_by_number', { unique: true })
  @Column({ type: 'bigint', transformer: asNumber })
  number!: number;

  @Column({ type: 'varchar', length: 30 })
  kind!: string;

  /** Tokens of those who may find the row; null for a row that is gone. */
  @Column({ type: 'simple-json', nullable: true })
  listedTo!: readonly string[] | null;

  /** What the lists and the search need. Of a row that is gone, whether it was public: a tombstone holds no personal data. */
  @Column({ type: 'simple-json', nullable: true })
  data!: unknown;
}

/** The last number given out, and the epoch that numbers belong to: one row. */
@Entity('change_counter')
export class ChangeCounter {
  @PrimaryColumn({ type: 'integer' })
  id!: number;

  @Column({ type: 'varchar', length: 64 })
  epoch!: string;

  @Column({ type: 'bigint', transformer: asNumber })
  last!: number;
}

/** A name that nobody can guess or make again for the state after one call of `recordChanges`. */
@Entity('change_mark')
export class ChangeMark {
  /** The last number that the call gave out. */
  @PrimaryColumn({ type: 'bigint', transformer: asNumber })
  number!: number;

  @Column({ type: 'varchar', length: 32 })
  mark!: string;
}

/** The tables of the change feed. */
export const changeEntities = [ChangeRecord, ChangeCounter, ChangeMark];

/** For how many numbers marks are kept; a reader that stayed away for more begins anew. */
export const KEPT_MARKS = 200_000;
const PRUNE_EVERY = 1000;

/** A change as the subgraph that owns the row says it. */
export type Change =
  | {
      readonly state: 'updated';
      readonly id: string;
      readonly kind: EntryKind;
      readonly listedTo: readonly string[];
      readonly data: unknown;
    }
  | {
      readonly state: 'deleted';
      readonly id: string;
      readonly kind: EntryKind;
      /** Whether anybody could see the row: a public feed must then say that it is gone, and else must not. */
      readonly wasPublic?: boolean;
    };

function dataOf(change: Change): unknown {
  if (change.state === 'updated') return change.data;
  return change.wasPublic ? { wasPublic: true } : null;
}

/** Makes the counter of a new database, where it is still to be made: of several transactions that do, one makes it. */
export async function startCounting(manager: EntityManager): Promise<void> {
  const counter = { id: 1, epoch: randomUUID(), last: 0 };
  await manager.createQueryBuilder().insert().into(ChangeCounter).values(counter).orIgnore().execute();
}

async function markState(manager: EntityManager, last: number, size: number): Promise<void> {
  await manager.insert(ChangeMark, { number: last, mark: randomBytes(12).toString('base64url') });
  // Now and then, since all of this happens under the counter's lock.
  const isDue = Math.floor(last / PRUNE_EVERY) > Math.floor((last - size) / PRUNE_EVERY);
  if (isDue && last > KEPT_MARKS) await manager.delete(ChangeMark, { number: LessThan(last - KEPT_MARKS) });
}

/**
 * Puts changes into the feed, each under a number of its own, in the order given. Call it last in the transaction
 * that writes the rows: the counter's row stays locked from here to the commit, which is what makes numbers appear in
 * their order (a number handed out earlier could be passed over by a reader for ever).
 */
export async function recordChanges(manager: EntityManager, changes: readonly Change[]): Promise<void> {
  await placeChanges(manager, changes);
}

/** Records changes as `recordChanges` does; answers where in the feed they are, null when there are none. */
export async function placeChanges(
  manager: EntityManager,
  changes: readonly Change[],
): Promise<Pick<ChangeCounter, 'epoch' | 'last'> | null> {
  if (changes.length === 0) return null;
  await manager.increment(ChangeCounter, { id: 1 }, 'last', changes.length);
  const { epoch, last } = await manager.findOneByOrFail(ChangeCounter, { id: 1 });
  const records = changes.map((change, index) => ({
    id: change.id,
    number: last - changes.length + index + 1,
    kind: change.kind,
    listedTo: change.state === 'updated' ? change.listedTo : null,
    data: dataOf(change),
  }));
  await storeRows(manager, ChangeRecord, records);
  await markState(manager, last, changes.length);
  return { epoch, last };
}
