import { getRegion } from '../../schema/regions';
import { defaultPolicy } from '../region/policy';
import { regionProgram } from '../region/region-program';
import { IntegratedCareBoard1795219200100 } from './migrations/integrated-care-board';
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
  migrations: [IntegratedCareBoard1795219200100],
  policy: defaultPolicy,
  languages: ['en'],
  requiredLanguages: [],
  demoPlaces: places,
});
