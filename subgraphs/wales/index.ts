import { getRegion } from '../../schema/regions';
import { defaultPolicy } from '../region/policy';
import { regionProgram } from '../region/region-program';
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
  policy: defaultPolicy,
  languages: ['cy', 'en'],
  requiredLanguages: ['cy', 'en'],
  demoPlaces: places,
});
