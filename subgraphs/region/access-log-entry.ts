import { Column, Entity, Index, LessThan, PrimaryColumn } from 'typeorm';
import { Directive, Field, ObjectType } from 'type-graphql';
import { v7 } from 'uuid';
import { DateTimeScalar } from '../../schema/contract/scalars';
import { keyHolder } from '../../schema/viewer';
import { storeRows } from '../kit/database/database';
import type { RegionContext } from './region-context';
import type { Writing } from './writes/write';

/** A year; `operations.md` promises it. */
const LIFETIME_MILLIS = 365 * 86_400_000;

/** One look that somebody other than the member took at its private data. */
@Entity('access_log_entry')
@Index('access_log_by_member', ['memberId', 'at', 'id'])
@ObjectType('AccessLogEntry', {
  description: "One look at a member's private data: who, when, what for.",
})
@Directive('@shareable')
export class AccessLogEntry {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'varchar', length: 100 })
  memberId!: string;

  @Index('access_log_by_time')
  @Column({ type: 'datetime', precision: 3 })
  @Field(() => DateTimeScalar, { description: 'When it was, UTC.' })
  at!: Date;

  @Column({ type: 'varchar', length: 500 })
  @Field(() => String, {
    description: 'Who looked, as the region knows them, such as "coordinator of wales".',
  })
  by!: string;

  @Column({ type: 'simple-json' })
  @Field(() => [String], {
    description: 'What was asked for: fields of `MemberPrivate` by name, or `exportMember` for all there is.',
  })
  what!: readonly string[];
}

/** A look at the private data of members. */
export interface Look extends Pick<Writing, 'manager' | 'viewer' | 'now'> {
  readonly members: readonly string[];
  readonly what: readonly string[];
}

/** Writes down a look, and forgets those that are older than a year. Whoever looks at their own data is not written down. */
export async function recordLook({ manager, viewer, now: at, members, what }: Look): Promise<void> {
  const seen = members.filter((memberId) => memberId !== viewer.memberId);
  if (seen.length === 0 || what.length === 0) return;
  const by = keyHolder(viewer);
  await manager.delete(AccessLogEntry, { at: LessThan(new Date(at.getTime() - LIFETIME_MILLIS)) });
  await storeRows(
    manager,
    AccessLogEntry,
    seen.map((memberId) => ({ id: v7(), memberId, at, by, what })),
  );
}

/** Writes down that a request looks at a member, together with the others that it looks at. Nothing is shown before. */
export async function lookAt(
  { loaders, db, viewer, clock }: RegionContext,
  memberId: string,
  what: readonly string[],
): Promise<void> {
  const loader = loaders.of(`looks at ${what.join(' ')}`, async (members) => {
    await db.write((manager) => recordLook({ manager, viewer, now: clock(), members, what }));
    return new Map();
  });
  if (memberId !== viewer.memberId && what.length > 0) await loader.load(memberId);
}
