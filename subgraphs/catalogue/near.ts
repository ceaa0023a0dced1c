import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { NearInput } from '../../schema/contract/filters';
import { BadInput, Refusal } from '../kit/errors';
import { ROW } from '../kit/list/list-query';
import { nearNothing, unknownOutcode } from './messages';
import { outcodes } from './outcodes';
import { outcodeOf } from './postcode';

/** Mean radius of the Earth in kilometres (IUGG). */
const EARTH_RADIUS_KM = 6371.0088;
const KM_PER_DEGREE = (Math.PI / 180) * EARTH_RADIUS_KM;

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

function middleOf({ postcode, latitude, longitude }: NearInput): Point {
  if (postcode && latitude == null && longitude == null) return pointOf(outcodeOf(postcode));
  if (!postcode && latitude != null && longitude != null) return { latitude, longitude };
  throw new BadInput(nearNothing());
}

function pointOf(outcode: string): Point {
  const point = outcodes[outcode];
  if (point) return { latitude: point[0], longitude: point[1] };
  throw new Refusal('BAD_POSTCODE', unknownOutcode(outcode));
}

/** A circle on the map; degrees are WGS 84. */
export interface Circle extends Point {
  readonly km: number;
}

/** The circle that a caller means. Throws BadInput and BAD_POSTCODE. */
export function readCircle(near: NearInput): Circle {
  return { ...middleOf(near), km: near.km };
}

/** Only rows within the circle, along the great circle. */
export function withinCircle(
  query: SelectQueryBuilder<ObjectLiteral>,
  { latitude, longitude, km }: Circle,
): void {
  const high = km / KM_PER_DEGREE;
  // A degree of longitude is shortest at the edge of the circle that is nearest the pole.
  const narrowest = Math.cos((Math.min(89, Math.abs(latitude) + high) * Math.PI) / 180);
  const wide = high / narrowest;
  query
    .andWhere(`${ROW}.latitude BETWEEN :south AND :north AND ${ROW}.longitude BETWEEN :west AND :east`, {
      south: latitude - high,
      north: latitude + high,
      west: longitude - wide,
      east: longitude + wide,
    })
    .andWhere(
      `:reach >= 2 * :radius * ASIN(SQRT(
         POWER(SIN(RADIANS(${ROW}.latitude - :middleLatitude) / 2), 2) +
         COS(RADIANS(:middleLatitude)) * COS(RADIANS(${ROW}.latitude)) *
         POWER(SIN(RADIANS(${ROW}.longitude - :middleLongitude) / 2), 2)))`,
      { reach: km, radius: EARTH_RADIUS_KM, middleLatitude: latitude, middleLongitude: longitude },
    );
}
