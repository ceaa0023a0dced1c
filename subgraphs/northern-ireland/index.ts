import { getRegion } from '../../schema/regions';
import { defaultPolicy } from '../region/policy';
import { regionProgram } from '../region/region-program';
import { HealthAndSocialCareTrust1795219200100 } from './migrations/health-and-social-care-trust';
import { places } from './places';
import {
  NorthernIreland,
  NorthernIrelandActivity,
  NorthernIrelandBooking,
  NorthernIrelandMember,
  NorthernIrelandNetwork,
} from './types';

/** Northern Ireland: health and social care are one service there, run by five trusts. */
export const northernIreland = regionProgram({
  row: getRegion('northern-ireland'),
  types: {
    Region: NorthernIreland,
    Member: NorthernIrelandMember,
    Activity: NorthernIrelandActivity,
    Network: NorthernIrelandNetwork,
    Booking: NorthernIrelandBooking,
  },
  migrations: [HealthAndSocialCareTrust1795219200100],
  policy: defaultPolicy,
  languages: ['en', 'ga'],
  requiredLanguages: [],
  demoPlaces: places,
});
