import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { EntryKind } from '../../schema/changes';
import { ListedActivity } from '../catalogue/activity-list';
import { ListedMember } from '../catalogue/member-list';
import { ListedNetwork } from '../catalogue/network-list';
import { asNumber } from '../kit/database/as-number';
import { IdempotencyKey } from '../kit/idempotency';
import { EarlierPlace } from '../kit/list/earlier-place';
import { Move } from './moves/move';
import { erasureEntities } from './person/erasures';
import { DueStanding } from './settling/due-standing';

/** Where one thing of the graph is: what kind it is, and which subgraph owns it. */
@Entity('entry')
export class Entry {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'varchar', length: 30 })
  kind!: EntryKind;

  /** Slug of the subgraph that owns it: a region, or the library. */
  @Index('entry_by_source')
  @Column({ type: 'varchar', length: 100 })
  source!: string;

  /** The number of the row's last change that was applied. */
  @Column({ type: 'bigint', transformer: asNumber })
  number!: number;
}

/** A member as the UK-wide lists know one. */
@Entity('member')
@Index('member_by_region_and_joined', ['region', 'joinedAt', 'id'])
@Index('member_by_region_and_name', ['region', 'sortName', 'id'])
export class MemberEntry extends ListedMember {
  @Column({ type: 'varchar', length: 100 })
  region!: string;
}

/** An activity as the UK-wide lists know one. */
@Entity('activity')
@Index('activity_by_region_and_start', ['region', 'startsAt', 'id'])
export class ActivityEntry extends ListedActivity {
  @Column({ type: 'varchar', length: 100 })
  region!: string;
}

/** A network as the UK-wide lists know one. */
@Entity('network')
@Index('network_by_region_and_name', ['region', 'sortName', 'id'])
export class NetworkEntry extends ListedNetwork {
  @Column({ type: 'varchar', length: 100 })
  region!: string;
}

/** A booking as its member's list knows one. */
@Entity('booking')
@Index('booking_by_member', ['memberId', 'bookedAt', 'id'])
export class BookingEntry {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'varchar', length: 100 })
  memberId!: string;

  @Column({ type: 'varchar', length: 100 })
  activityId!: string;

  @Column({ type: 'datetime', precision: 3 })
  bookedAt!: Date;

  /** Slug of the region that hosts it. */
  @Column({ type: 'varchar', length: 100 })
  region!: string;
}

/** How far one feed has been read. */
@Entity('feed_cursor')
export class FeedCursor {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  source!: string;

  /** Null when nothing was read yet. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  epoch!: string | null;

  /** Number of the last change applied. */
  @Column({ type: 'bigint', transformer: asNumber })
  cursor!: number;

  /** Names the history that the last page was read from. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  mark!: string | null;

  /** When the index was last known to hold all that the source had said; null until then. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  asOf!: Date | null;

  /** Whether the source has left the network: it is not read until it is welcomed back. */
  @Column({ type: 'boolean', default: false })
  hasLeft!: boolean;
}

/** A change that could not be understood or stored: passed over, so that the feed goes on. */
@Entity('set_aside')
export class SetAside {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  source!: string;

  /** Id of the row; `#` and the change's number where the change has no id that can be stored. */
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'bigint', transformer: asNumber })
  number!: number;

  /** Says what is wrong, and nothing of what the row says. */
  @Column({ type: 'varchar', length: 200 })
  reason!: string;
}

/** Which process reads the feeds into this database: one row. */
@Entity('feed_lease')
export class FeedLease {
  @PrimaryColumn({ type: 'integer' })
  id!: number;

  /** Names the process. */
  @Column({ type: 'varchar', length: 64 })
  holder!: string;

  /** Milliseconds since 1970, from when on another process may take over. */
  @Column({ type: 'bigint', transformer: asNumber })
  expires!: number;
}

/** Which region made a row, or has it still though no list tells of it: what the index does not know. */
@Entity('remembered_route')
export class RememberedRoute {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  /** Slug. */
  @Column({ type: 'varchar', length: 100 })
  region!: string;

  @Index('remembered_route_by_expiry')
  @Column({ type: 'datetime', precision: 3 })
  expiresAt!: Date;
}

/** The tables that only the directory has. */
export const entryEntities = [
  Entry,
  MemberEntry,
  ActivityEntry,
  NetworkEntry,
  BookingEntry,
  DueStanding,
  EarlierPlace,
  FeedCursor,
  SetAside,
  FeedLease,
  RememberedRoute,
  Move,
  IdempotencyKey,
  ...erasureEntities,
];
