import { describedEnum } from '../../schema/contract/described-enum';

export const CumbrianAuthority = describedEnum(
  'CumbrianAuthority',
  'One of the two authorities that took over from the county of Cumbria on 1 April 2023.',
  {
    CUMBERLAND: 'Cumberland (E06000063): Allerdale, Carlisle and Copeland as they were.',
    WESTMORLAND_AND_FURNESS:
      'Westmorland and Furness (E06000064): Barrow-in-Furness, Eden and South Lakeland as they were.',
  },
);
export type CumbrianAuthority = keyof typeof CumbrianAuthority;
