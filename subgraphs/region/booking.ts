import { Column, Index, PrimaryColumn } from 'typeorm';
import { Field, ID, Int, InterfaceType } from 'type-graphql';
import { BookingStatus } from '../../schema/contract/activity-enums';
import { Node, plainInterface } from '../../schema/contract/node';
import { DateTimeScalar } from '../../schema/contract/scalars';

/** A place at an activity, kept by the region of the activity, whichever region the member is of. */
@InterfaceType('Booking', {
  ...plainInterface,
  implements: [Node],
  description:
    "A place at an activity, kept by the region of the activity. Seen by the member and by the host's coordinator.",
})
@Index('booking_by_activity', ['activityId', 'status'])
@Index('booking_by_time', ['bookedAt', 'id'])
// Few rows have an offer: whatever is due is found at once.
@Index('booking_by_offer', ['offerExpiresAt'])
export abstract class Booking {
  @PrimaryColumn({ type: 'varchar', length: 100 })
  id!: string;

  @Column({ type: 'varchar', length: 100 })
  activityId!: string;

  @Index('booking_by_member')
  @Column({ type: 'varchar', length: 100 })
  @Field(() => ID, { nullable: true, description: 'Id of the member, who may be of another region.' })
  memberId!: string;

  @Column({ type: 'varchar', length: 200, nullable: true })
  @Field(() => String, {
    nullable: true,
    description: "The name as given when booking, with consent, for the host's list.",
  })
  memberName!: string | null;

  @Column({ type: 'varchar', length: 100 })
  @Field(() => ID, {
    nullable: true,
    description: 'Slug of the region that the member belonged to when booking.',
  })
  homeRegion!: string;

  @Column({ type: 'varchar', length: 10 })
  @Field(() => BookingStatus, { nullable: true, description: 'Where the booking stands.' })
  status!: BookingStatus;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, {
    nullable: true,
    description: 'Place on the waiting list, from 1; null when it does not wait.',
  })
  position!: number | null;

  @Column({ type: 'datetime', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when an offered place is held; else null.',
  })
  offerExpiresAt!: Date | null;

  @Column({ type: 'datetime', precision: 3 })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was booked.' })
  bookedAt!: Date;

  /** Slugs of access features that the host has yet to arrange. */
  @Column({ type: 'simple-json' })
  needSlugs!: readonly string[];

  /** Slugs of what the member needs, too, and does not consent that the host knows: for the member's eyes alone. None where null. */
  @Column({ type: 'simple-json', nullable: true })
  hiddenNeedSlugs!: readonly string[] | null;

  /** BCP 47: the language in which to write to the member about it; null where none was wished for. */
  @Column({ type: 'varchar', length: 35, nullable: true })
  language!: string | null;
}
