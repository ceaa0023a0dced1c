import { regions } from '../../../schema/regions';
import type { DemoSize } from '../../kit/demo/demo-size';

/** How many of `total` fall to one region, so that the regions' shares add up to it. */
function share(total: number, slug: string): number {
  const index = regions.findIndex((region) => region.slug === slug);
  return Math.floor(total / regions.length) + (index < total % regions.length ? 1 : 0);
}

/** What falls to one region of the whole UK's demo. */
export interface DemoShare {
  readonly groups: number;
  readonly people: number;
  readonly activities: number;
}

/** Of 1,030 members Citizen Network reports some 210 to be groups. */
const GROUPS_OF_ALL = 210 / 1030;

export function demoShare({ members, activities }: DemoSize, slug: string): DemoShare {
  const groups = Math.round(members * GROUPS_OF_ALL);
  return {
    groups: share(groups, slug),
    people: share(members - groups, slug),
    activities: share(activities, slug),
  };
}
