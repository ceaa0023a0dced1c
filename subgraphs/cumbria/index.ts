import { getRegion } from '../../schema/regions';
import { defaultPolicy } from '../region/policy';
import { regionProgram } from '../region/region-program';
import { CumbrianAuthority1795219200100 } from './migrations/cumbrian-authority';
import { places } from './places';
import { Cumbria, CumbriaActivity, CumbriaBooking, CumbriaMember, CumbriaNetwork } from './types';

/** Cumbria: one coordinator, and two authorities since the county ended on 1 April 2023. */
export const cumbria = regionProgram({
  row: getRegion('cumbria'),
  types: {
    Region: Cumbria,
    Member: CumbriaMember,
    Activity: CumbriaActivity,
    Network: CumbriaNetwork,
    Booking: CumbriaBooking,
  },
  migrations: [CumbrianAuthority1795219200100],
  policy: defaultPolicy,
  languages: ['en'],
  requiredLanguages: [],
  demoPlaces: places,
});
