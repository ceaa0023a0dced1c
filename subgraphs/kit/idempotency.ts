import { createHash } from 'node:crypto';
import { Column, Entity, Index, LessThan, PrimaryColumn, type EntityManager } from 'typeorm';

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

  @Column({ type: 'varchar', length: 200 })
  change!: string;

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
  readonly change: string;
}

function hashOf(...parts: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function rowFor({ key, viewer, operation, input }: Attempt): { hash: string; inputHash: string } {
  const { idempotencyKey: _key, ...rest } = input as { idempotencyKey?: unknown };
  const ordered = Object.entries(rest).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return { hash: hashOf(key, viewer, operation), inputHash: hashOf(key, ordered) };
}

/** What the same attempt made before; 'conflict' when the key came with another input; null when it is the first. */
export async function findEarlier(
  manager: EntityManager,
  attempt: Attempt,
): Promise<Made | 'conflict' | null> {
  if (attempt.key === null) return null;
  const { hash, inputHash } = rowFor(attempt);
  const earlier = await manager.findOneBy(IdempotencyKey, { hash });
  if (!earlier || earlier.createdAt.getTime() < attempt.now.getTime() - KEY_LIFETIME_MILLIS) return null;
  return earlier.inputHash === inputHash ? earlier : 'conflict';
}

/** Remembers what an attempt made, in the transaction that made it; forgets what is older than the lifetime. */
export async function rememberAttempt(manager: EntityManager, attempt: Attempt, made: Made): Promise<void> {
  if (attempt.key === null) return;
  await manager.delete(IdempotencyKey, {
    createdAt: LessThan(new Date(attempt.now.getTime() - KEY_LIFETIME_MILLIS)),
  });
  await manager.save(IdempotencyKey, { ...rowFor(attempt), ...made, createdAt: attempt.now });
}
