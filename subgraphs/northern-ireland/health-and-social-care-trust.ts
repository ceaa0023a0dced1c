import { describedEnum } from '../../schema/contract/described-enum';

export const HealthAndSocialCareTrust = describedEnum(
  'HealthAndSocialCareTrust',
  'One of the five trusts that run health and social care in Northern Ireland.',
  {
    BELFAST: 'Belfast Health and Social Care Trust.',
    NORTHERN: 'Northern Health and Social Care Trust.',
    SOUTH_EASTERN: 'South Eastern Health and Social Care Trust.',
    SOUTHERN: 'Southern Health and Social Care Trust.',
    WESTERN: 'Western Health and Social Care Trust.',
  },
);
export type HealthAndSocialCareTrust = keyof typeof HealthAndSocialCareTrust;
