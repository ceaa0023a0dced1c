import { Node } from '../../schema/contract/node';
import { connectionOf } from '../kit/list/connection';
import { Activity, Booking, Member, Network } from './types/stubs';

const shared = { isShareable: true, regionSlug: 'always' } as const;

export const MemberConnection = connectionOf('Member', Member, { of: 'members', ...shared });
export const ActivityConnection = connectionOf('Activity', Activity, { of: 'activities', ...shared });
export const NetworkConnection = connectionOf('Network', Network, { of: 'networks', ...shared });
export const BookingConnection = connectionOf('Booking', Booking, { of: 'bookings', ...shared });
export const SearchConnection = connectionOf('Search', Node, {
  of: 'things found',
  isShareable: false,
  regionSlug: 'sometimes',
  hasScore: true,
});
