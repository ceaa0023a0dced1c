import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { findReference, type DirectoryContext, type Reference } from '../directory-context';
import { Booking, Member } from '../types/stubs';

/** The member behind a booking, who may be of another region than the activity. */
@Resolver(() => Booking)
export class BookingFields {
  @FieldResolver(() => Member, {
    nullable: true,
    description: 'The member; null when it is not for you to see.',
  })
  @Directive('@requires(fields: "memberId")')
  async member(@Root() booking: Booking, @Ctx() context: DirectoryContext): Promise<Reference | null> {
    return booking.memberId ? findReference(context, booking.memberId, 'MEMBER') : null;
  }
}
