import { Column, Entity, Index, LessThan, MoreThanOrEqual, PrimaryColumn, type EntityManager } from 'typeorm';
import { Directive, Field, ObjectType } from 'type-graphql';
import { v7 } from 'uuid';
import { DateTimeScalar } from '../../schema/contract/scalars';
import type { Viewer } from '../../schema/viewer';
import { repeat, type Chore } from '../kit/chore';
import { storeRows, type Database } from '../kit/database/database';
import { lockMany } from '../kit/database/lock';
import type { RowParts } from '../kit/program';
import type { RegionContext } from './region-context';
import type { RegionDefinition } from './region-definition';
import type { Writing } from './writes/write';

/** A year: a member is told of every look within it, and of none before. */
const LIFETIME_MILLIS = 365 * 86_400_000;
const FORGET_EVERY_MILLIS = 3_600_000;
/** The most looks that go along to another region, the latest: an order has to stay small. */
const MOST_PACKED = 500;

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

  @Column({ type: 'varchar', length: 200 })
  @Field(() => String, {
    description: "Who looked: the coordinator of the member's region, by its slug.",
  })
  by!: string;

  @Column({ type: 'simple-json' })
  @Field(() => [String], {
    description: 'What was asked for: fields of `MemberPrivate` by name, or `exportMember` for all there is.',
  })
  what!: readonly string[];
}

/** A look at the private data of members. */
interface Look extends Pick<Writing, 'manager' | 'region' | 'viewer' | 'now'> {
  readonly members: readonly string[];
  readonly what: readonly string[];
}

function nameOf({ coordinates, roles }: Viewer, { row: { slug } }: RegionDefinition): string {
  return coordinates.includes(slug) ? `coordinator of ${slug}` : roles.join(', ');
}

/** The day from which on looks are told. */
export function logBegin(now: Date): Date {
  return new Date(now.getTime() - LIFETIME_MILLIS);
}

/**
 * Writes down a look at members by somebody else, and answers those of them who are still there: they are locked, so that
 * no erasure comes between. Of one who has moved away there is nothing to see.
 */
export async function recordLook({
  manager,
  region,
  viewer,
  now: at,
  members,
  what,
}: Look): Promise<string[]> {
  const there = await lockMany(manager, region.types.Member, members);
  const seen = there.filter(({ status }) => status !== 'MOVED');
  const by = nameOf(viewer, region);
  await storeRows(
    manager,
    AccessLogEntry,
    seen.map(({ id: memberId }) => ({ id: v7(), memberId, at, by, what })),
  );
  return there.map(({ id }) => id);
}

/**
 * Writes down that a request looks at fields of a member's private data, together with the other members that it looks
 * at, and answers whether there is anything to show. Nothing is shown before. Whoever looks at their own is not written down.
 */
export async function lookAt(
  { loaders, db, region, viewer, clock }: RegionContext,
  memberId: string,
  what: readonly string[],
): Promise<boolean> {
  if (memberId === viewer.memberId || what.length === 0) return true;
  const loader = loaders.of(`looks at ${what.join(' ')}`, async (members) => {
    const there = await db.write((manager) =>
      recordLook({ manager, region, viewer, now: clock(), members, what }),
    );
    return new Map(there.map((id) => [id, true]));
  });
  return (await loader.load(memberId)) ?? false;
}

/** The latest looks at a member, for its next region. */
export function latestLooks(manager: EntityManager, memberId: string, now: Date): Promise<AccessLogEntry[]> {
  return manager.find(AccessLogEntry, {
    where: { memberId, at: MoreThanOrEqual(logBegin(now)) },
    order: { at: 'DESC', id: 'DESC' },
    take: MOST_PACKED,
  });
}

/** Forgets looks that nobody is told of any more. */
export async function forgetOldLooks(db: Database, now: Date): Promise<void> {
  await db.write((manager) => manager.delete(AccessLogEntry, { at: LessThan(logBegin(now)) }));
}

/** Forgets old looks now and then, until it is stopped. */
export function watchAccessLog({ db, clock, log }: RowParts): Chore {
  return repeat(() => forgetOldLooks(db, clock()), {
    everyMillis: FORGET_EVERY_MILLIS,
    log,
    failure: 'old looks at private data could not be forgotten',
  });
}
