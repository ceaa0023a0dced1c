import { describedEnum } from './described-enum';

export const Availability = describedEnum('Availability', 'Whether one can still get a place.', {
  OPEN: 'There are places, or there is no limit.',
  FEW_LEFT: 'Three places or fewer, or at most a tenth of them, are left.',
  WAITING_LIST: 'All places are taken; one can join the waiting list.',
  FULL: 'All places are taken and the waiting list is full.',
  CLOSED: 'It has started, or it is cancelled or not published.',
});
export type Availability = keyof typeof Availability;

export const ActivityKind = describedEnum('ActivityKind', 'What kind of activity it is.', {
  TRAINING: 'People learn a skill.',
  RECRUITMENT: 'People find out how to become a citizen leader, or take part in hiring.',
  SERVICE_REVIEW: 'A service is looked at by those who use it.',
  SERVICE_DEVELOPMENT: 'A service is shaped with those who use it.',
  PLANNING: 'What comes next is planned together.',
  MEETING: 'A meeting of a network or group.',
  PEER_SUPPORT: 'People support one another from what they have lived.',
  CONFERENCE: 'A conference.',
  FESTIVAL: 'A festival, such as a CitizenFest.',
});
export type ActivityKind = keyof typeof ActivityKind;

export const Audience = describedEnum('Audience', 'Whom an activity is for.', {
  LEADERS: 'Citizen leaders.',
  PROFESSIONALS: 'People who work with citizen leaders.',
  BOTH: 'Citizen leaders and professionals together.',
});
export type Audience = keyof typeof Audience;

export const ActivityStatus = describedEnum('ActivityStatus', 'Where an activity stands in its life.', {
  DRAFT: 'Being written; only its coordinator sees it.',
  PUBLISHED: 'Open to see and to book.',
  CANCELLED: 'Will not happen; it stays visible as cancelled.',
});
export type ActivityStatus = keyof typeof ActivityStatus;

export const AttendanceMode = describedEnum('AttendanceMode', 'How one takes part.', {
  IN_PERSON: 'At the place.',
  ONLINE: 'Over the internet.',
  HYBRID: 'At the place or over the internet.',
});
export type AttendanceMode = keyof typeof AttendanceMode;

export const AccessDelivery = describedEnum('AccessDelivery', 'How an access feature is given.', {
  NATIVE: 'The activity itself is in it, such as BSL-led.',
  INTERPRETED: 'It is interpreted into it, such as BSL-interpreted.',
  PROVIDED: 'It is there, such as a hearing loop.',
});
export type AccessDelivery = keyof typeof AccessDelivery;

export const BookingStatus = describedEnum('BookingStatus', 'Where a booking stands.', {
  BOOKED: 'A place is held.',
  WAITLISTED: 'On the waiting list, first come first served.',
  OFFERED: 'A freed place is offered, until the offer expires.',
  ATTENDED: 'The member came.',
  NO_SHOW: 'The member did not come.',
  CANCELLED: 'Given up by the member or the host.',
  EXPIRED: 'The offer was not taken in time.',
});
export type BookingStatus = keyof typeof BookingStatus;

export const ActivityOrder = describedEnum('ActivityOrder', 'How a list of activities is ordered.', {
  STARTS_SOONEST_FIRST: 'What starts first comes first.',
  STARTS_LATEST_FIRST: 'What starts last comes first.',
  PUBLISHED_NEWEST_FIRST: 'What was published last comes first.',
});
export type ActivityOrder = keyof typeof ActivityOrder;
