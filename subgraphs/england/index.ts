import { getRegion } from '../../schema/regions';
import { defaultPolicy } from '../region/policy';
import { regionProgram } from '../region/region-program';
import { places } from './places';
import { England, EnglandActivity, EnglandBooking, EnglandMember, EnglandNetwork } from './types';

/** England without Cumbria: each activity says which integrated care board plans services there. */
export const england = regionProgram({
  row: getRegion('england'),
  types: {
    Region: England,
    Member: EnglandMember,
    Activity: EnglandActivity,
    Network: EnglandNetwork,
    Booking: EnglandBooking,
  },
  policy: defaultPolicy,
  languages: ['en'],
  requiredLanguages: [],
  demoPlaces: places,
});
