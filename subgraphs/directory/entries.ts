import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { EntryKind } from '../../schema/changes';
import { ListedActivity } from '../catalogue/activity-list';
import { ListedMember } from '../catalogue/member-list';
import { ListedNetwork } from '../catalogue/network-list';

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

const asNumber = { to: (value: number) => value, from: (value: number | string) => Number(value) };

/** How far one feed has been read. */
@Entity('feed_cursor')
export class FeedCursor {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  source!: string;

  @Column({ type: 'varchar', length: 64 })
  epoch!: string;

  /** Number of the last change applied. */
  @Column({ type: 'bigint', transformer: asNumber })
  cursor!: number;

  /** When the index was last known to hold all that the source had said; null until then. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  asOf!: Date | null;
}

/** The tables that only the directory has. */
export const entryEntities = [Entry, MemberEntry, ActivityEntry, NetworkEntry, FeedCursor];
