import { createHash } from 'node:crypto';
import { Column, Entity, In, Index, LessThan, PrimaryColumn, type EntityManager } from 'typeorm';
import { isRefusedData, LostRace } from './database/failures';

const DAY_MILLIS = 86_400_000;
/** How long a key is known. */
export const KEY_LIFETIME_MILLIS = 7 * DAY_MILLIS;

/** What an attempt with a key came to. No payload: what was sent, and what it made, stand nowhere here. */
@Entity('idempotency_key')
export class IdempotencyKey {
  /** Hash of key, viewer and operation: another viewer's same key is another key. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  hash!: string;

  @Column({ type: 'varchar', length: 64 })
  inputHash!: string;

  @Column({ type: 'varchar', length: 100 })
  resultId!: string;

  /** Null for a write that no list tells of. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  change!: string | null;

  @Index('idempotency_key_by_age')
  @Column({ type: 'datetime', precision: 3 })
  createdAt!: Date;
}

/** One attempt that is to be made once. */
export interface Attempt {
  /** As the caller made it up; null when every attempt is its own. */
  readonly key: string | null;
  readonly viewer: string;
  readonly operation: string;
  readonly input: object;
  readonly now: Date;
}

/** What an attempt made: the id of the thing, and the place of the change. */
export interface Made {
  readonly resultId: string;
  /** Null when there is nothing of it in the feed. */
  readonly change: string | null;
}

function hashOf(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** A value of an input with its fields in one order: what was left out is left out, and is not null. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, field]) => [name, ordered(field)]);
}

/** Whether a key is long enough to be nobody else's, and short enough to be one. */
export function isGoodKey(key: string): boolean {
  return key.length >= 8 && key.length <= 100;
}

/** What an attempt is known by: of no use to learn what was sent. */
export type Trace = Pick<IdempotencyKey, 'hash' | 'inputHash'>;

/** The trace of an attempt with a key. */
export function traceOf({ key, viewer, operation, input }: Attempt): Trace {
  const { idempotencyKey: _key, ...rest } = input as { idempotencyKey?: unknown };
  return { hash: hashOf(key, viewer, operation), inputHash: hashOf(key, ordered(rest)) };
}

/** What the same attempt made before; 'conflict' when the key came with another input; null when it is the first. */
export async function findEarlier(
  manager: EntityManager,
  attempt: Attempt,
): Promise<Made | 'conflict' | null> {
  if (attempt.key === null) return null;
  const { hash, inputHash } = traceOf(attempt);
  const earlier = await manager.findOneBy(IdempotencyKey, { hash });
  if (!earlier || earlier.createdAt.getTime() < attempt.now.getTime() - KEY_LIFETIME_MILLIS) return null;
  return earlier.inputHash === inputHash ? earlier : 'conflict';
}

/** Forgets keys that are older than the lifetime. */
export async function forgetOldKeys(manager: EntityManager, now: Date): Promise<void> {
  await manager.delete(IdempotencyKey, {
    createdAt: LessThan(new Date(now.getTime() - KEY_LIFETIME_MILLIS)),
  });
}

/** Forgets the keys of all that came to one of these: part of erasing it. */
export async function forgetKeysOf(manager: EntityManager, resultIds: readonly string[]): Promise<void> {
  // Found first: a deletion by a column without an index would wait for every write that is under way.
  const keys = await manager.findBy(IdempotencyKey, { resultId: In(resultIds) });
  if (keys.length > 0) await manager.delete(IdempotencyKey, { hash: In(keys.map(({ hash }) => hash)) });
}

/**
 * Remembers what an attempt made, in the transaction that made it. Where the same attempt was made beside this one, this
 * one is undone as a whole and run again: it finds the other's result then.
 */
export async function rememberAttempt(
  manager: EntityManager,
  attempt: Attempt,
  { resultId, change }: Made,
): Promise<void> {
  if (attempt.key === null) return;
  const row = { ...traceOf(attempt), resultId, change, createdAt: attempt.now };
  try {
    await manager.insert(IdempotencyKey, row);
  } catch (error) {
    throw isRefusedData(error) ? new LostRace({ cause: error }) : error;
  }
}
