import type { RegionRow } from '../../schema/regions';
import type { MigrationClass } from '../kit/database/schema-steps';
import type { Activity } from './activity';
import type { Booking } from './booking';
import type { DemoPlace } from './demo/place';
import type { Member } from './member';
import type { Network } from './network';
import type { RegionPolicy } from './policy';
import type { Region } from './region-profile';

type Concrete<T> = new () => T;

/** A region's own classes: each an entity of its database and an object type of its schema. */
export interface RegionTypes {
  readonly Region: Concrete<Region>;
  readonly Member: Concrete<Member>;
  readonly Activity: Concrete<Activity>;
  readonly Network: Concrete<Network>;
  readonly Booking: Concrete<Booking>;
}

/** All that makes one region differ from another. */
export interface RegionDefinition {
  readonly row: RegionRow;
  readonly types: RegionTypes;
  /** What makes the columns that only this region has, oldest first. */
  readonly migrations: readonly MigrationClass[];
  readonly policy: RegionPolicy;
  /** Languages that it works in (BCP 47): English first or not, as the region itself lists them. */
  readonly languages: readonly string[];
  /** Languages that a published activity must have its title in, and its summary where it has one. */
  readonly requiredLanguages: readonly string[];
  /** For how many hours a freed place is held for whoever it is offered to; a day where a region says nothing else. */
  readonly offerHours?: number;
  /** Where its demo activities take place, each with the columns that only this region has; with none, all are online. */
  readonly demoPlaces: readonly DemoPlace[];
}
