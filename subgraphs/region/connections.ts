import { connectionOf } from '../kit/list/connection';
import { Activity } from './activity';
import { Booking } from './booking';
import { Member } from './member';
import { Network } from './network';

const shared = { isShareable: true, regionSlug: 'always' } as const;

export const MemberConnection = connectionOf('Member', Member, { of: 'members', ...shared });
export const ActivityConnection = connectionOf('Activity', Activity, { of: 'activities', ...shared });
export const NetworkConnection = connectionOf('Network', Network, { of: 'networks', ...shared });
export const BookingConnection = connectionOf('Booking', Booking, { of: 'bookings', ...shared });
