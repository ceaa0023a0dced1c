import { connectionOf } from '../kit/list/connection';
import { AccessLogEntry } from './access-log-entry';
import { Activity } from './activity';
import { Booking } from './booking';
import { Member } from './member';
import { Network } from './network';

const shared = { isShareable: true, regionSlug: 'always' } as const;

export const MemberConnection = connectionOf('Member', Member, { of: 'members', ...shared });
export const ActivityConnection = connectionOf('Activity', Activity, { of: 'activities', ...shared });
export const NetworkConnection = connectionOf('Network', Network, { of: 'networks', ...shared });
export const BookingConnection = connectionOf('Booking', Booking, { of: 'bookings', ...shared });
export const AccessLogConnection = connectionOf('AccessLog', AccessLogEntry, {
  of: "looks at a member's private data",
  isShareable: true,
  regionSlug: 'none',
  isPlain: true,
});
