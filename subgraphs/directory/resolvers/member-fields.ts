import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Connection } from '../../kit/list/connection';
import { ForwardArguments } from '../../kit/list/page-arguments';
import { BookingConnection } from '../connections';
import type { DirectoryContext } from '../directory-context';
import { listBookings } from '../lists';
import { Member } from '../types/stubs';

/** What a member has in every region. */
@Resolver(() => Member)
export class MemberFields {
  @FieldResolver(() => BookingConnection, {
    nullable: true,
    description: 'Own bookings in every region, newest first. Only for the member; null for everyone else.',
  })
  bookings(
    @Root() { id }: Member,
    @Ctx() context: DirectoryContext,
    @Args(() => ForwardArguments) page: ForwardArguments,
  ): Connection | null {
    return context.viewer.memberId === id ? listBookings(context, id, page) : null;
  }
}
