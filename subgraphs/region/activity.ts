import { Column, Index } from 'typeorm';
import { Field, Int, InterfaceType } from 'type-graphql';
import { ActivityKind, ActivityStatus, AttendanceMode, Audience } from '../../schema/contract/activity-enums';
import type { TextByLanguage } from '../../schema/contract/localised-text';
import { Node, plainInterface } from '../../schema/contract/node';
import { DateTimeScalar, LanguageTagScalar } from '../../schema/contract/scalars';
import { ListedActivity } from '../catalogue/activity-list';
import type { StoredAccessFeature } from './access-feature';

/** Something that people do together. */
@InterfaceType('Activity', {
  ...plainInterface,
  implements: [Node],
  description: 'Something that people do together: a training, a meeting, a review of a service, a festival.',
})
export abstract class Activity extends ListedActivity {
  @Field(() => ActivityKind, { nullable: true, description: 'What kind of activity it is.' })
  override kind!: ActivityKind;

  @Field(() => Audience, { nullable: true, description: 'Whom it is for.' })
  override audience!: Audience;

  @Field(() => ActivityStatus, {
    nullable: true,
    description: 'A cancelled activity stays visible as cancelled.',
  })
  override status!: ActivityStatus;

  @Column({ type: 'simple-json' })
  titleByLanguage!: TextByLanguage;

  @Column({ type: 'simple-json' })
  summaryByLanguage!: TextByLanguage;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it starts.' })
  override startsAt!: Date;

  @Column({ type: 'datetime', precision: 3 })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; always after it starts.' })
  endsAt!: Date;

  @Column({ type: 'varchar', length: 40 })
  @Field(() => String, {
    nullable: true,
    description: 'Time zone of the place by its IANA name, such as Europe/London: show the times in it.',
  })
  timeZone!: string;

  @Field(() => AttendanceMode, { nullable: true, description: 'How one takes part.' })
  override mode!: AttendanceMode;

  @Column({ type: 'varchar', length: 200, nullable: true })
  placeName!: string | null;

  @Column({ type: 'varchar', length: 100, nullable: true })
  locality!: string | null;

  @Column({ type: 'varchar', length: 4, nullable: true })
  outcode!: string | null;

  /** GSS code of the local authority. */
  @Column({ type: 'varchar', length: 9, nullable: true })
  placeGss!: string | null;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, { nullable: true, description: 'How many can take part; null when there is no limit.' })
  capacity!: number | null;

  /** How many may wait; null when there is no limit. */
  @Column({ type: 'integer', nullable: true })
  waitlistLimit!: number | null;

  @Column({ type: 'simple-json' })
  storedAccessFeatures!: readonly StoredAccessFeature[];

  @Column({ type: 'simple-json' })
  @Field(() => [LanguageTagScalar], { nullable: true, description: 'Languages spoken there.' })
  languages!: string[];

  /** Slugs. */
  @Column({ type: 'simple-json' })
  themeSlugs!: readonly string[];

  @Index('activity_by_network')
  @Column({ type: 'varchar', length: 100, nullable: true })
  networkId!: string | null;

  @Column({ type: 'datetime', precision: 3 })
  createdAt!: Date;
}
