import { getRegion } from '../../schema/regions';
import { defaultPolicy } from '../region/policy';
import { regionProgram } from '../region/region-program';
import { SimultaneousTranslation1795219200100 } from './migrations/simultaneous-translation';
import { places } from './places';
import { Wales, WalesActivity, WalesBooking, WalesMember, WalesNetwork } from './types';

/** Wales: Welsh no less favourably than English. */
export const wales = regionProgram({
  row: getRegion('wales'),
  types: {
    Region: Wales,
    Member: WalesMember,
    Activity: WalesActivity,
    Network: WalesNetwork,
    Booking: WalesBooking,
  },
  migrations: [SimultaneousTranslation1795219200100],
  policy: defaultPolicy,
  languages: ['cy', 'en'],
  requiredLanguages: ['cy', 'en'],
  demoPlaces: places,
});
