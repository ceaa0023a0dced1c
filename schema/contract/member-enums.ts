import { describedEnum } from './described-enum';

export const MemberKind = describedEnum('MemberKind', 'Who a member is.', {
  PERSON: 'One person.',
  GROUP: 'A group of people that joined as one, with a contact.',
});
export type MemberKind = keyof typeof MemberKind;

export const Visibility = describedEnum('Visibility', 'Who may find a member in lists.', {
  PUBLIC: 'Anyone, signed in or not.',
  NETWORK: 'Signed-in members.',
  PRIVATE: 'The member and the coordinator of its own region only.',
});
export type Visibility = keyof typeof Visibility;

export const MembershipStatus = describedEnum('MembershipStatus', 'Whether a membership is live.', {
  ACTIVE: 'A member today.',
  LEFT: 'No longer a member; history stays without the name.',
  MOVED: 'A member of another region today.',
});
export type MembershipStatus = keyof typeof MembershipStatus;

export const LeadershipLevel = describedEnum('LeadershipLevel', 'Where a citizen leader leads.', {
  INDIVIDUAL: 'For themselves or another person.',
  ORGANISATIONAL: 'In an organisation.',
  STRATEGIC: 'Across services, on how they are designed, reached or improved.',
});
export type LeadershipLevel = keyof typeof LeadershipLevel;

export const LeadershipFocus = describedEnum('LeadershipFocus', 'What strategic leadership is about.', {
  DESIGN: 'How services are designed.',
  ACCESS: 'How people reach services.',
  IMPROVEMENT: 'How services become better.',
});
export type LeadershipFocus = keyof typeof LeadershipFocus;

export const MemberOrder = describedEnum('MemberOrder', 'How a list of members is ordered.', {
  JOINED_NEWEST_FIRST: 'Who joined last comes first.',
  JOINED_OLDEST_FIRST: 'Who joined first comes first.',
  NAME: 'By display name, without regard to case and accents.',
});
export type MemberOrder = keyof typeof MemberOrder;

export const ConsentPurpose = describedEnum('ConsentPurpose', 'What a consent is given for.', {
  MEMBERSHIP: 'Being a member.',
  CONTACT: 'Being contacted.',
  ACCESS_REQUIREMENTS: 'Keeping access requirements, which imply health (UK GDPR, article 9).',
  SHARE_WITH_HOSTS: 'Sharing with the hosts of activities what a booking needs.',
  STATISTICS: 'Being counted in published figures.',
});
export type ConsentPurpose = keyof typeof ConsentPurpose;
