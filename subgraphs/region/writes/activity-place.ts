import type { PlaceInput } from '../../../schema/contract/activity-inputs';
import { problem, type Problem } from '../../../schema/contract/problem';
import { outcodes } from '../../catalogue/outcodes';
import { findOutcode } from '../../catalogue/postcode';
import type { Activity } from '../activity';
import * as messages from '../messages';

const MAX_PLACE_NAME = 200;
const MAX_LOCALITY = 100;

type Given = PlaceInput | null | undefined;
type PlaceColumns = Pick<
  Activity,
  'placeName' | 'locality' | 'outcode' | 'placeGss' | 'latitude' | 'longitude'
>;

function checkLength(field: 'name' | 'locality', text: string | null | undefined, limit: number): Problem[] {
  return (text?.trim().length ?? 0) <= limit
    ? []
    : [problem('INVALID', messages.tooLong(limit), 'place', field)];
}

function checkDegrees(field: 'latitude' | 'longitude', degrees: number | null | undefined): Problem[] {
  const limit = field === 'latitude' ? 90 : 180;
  return degrees == null || Math.abs(degrees) <= limit
    ? []
    : [problem('INVALID', messages.degreesWrong(limit), 'place', field)];
}

function checkPoint({ latitude, longitude }: PlaceInput): Problem[] {
  if ((latitude == null) !== (longitude == null)) {
    const missing = latitude == null ? 'latitude' : 'longitude';
    return [problem('INVALID', messages.halfAPoint(), 'place', missing)];
  }
  return [...checkDegrees('latitude', latitude), ...checkDegrees('longitude', longitude)];
}

/** What is wrong with a place. */
export function checkPlace(place: Given): Problem[] {
  if (place == null) return [];
  const { name, locality, postcode, gss } = place;
  const isPostcode = postcode == null || findOutcode(postcode) !== null;
  const isGss = gss == null || /^[A-Z]\d{8}$/.test(gss);
  return [
    ...checkLength('name', name, MAX_PLACE_NAME),
    ...checkLength('locality', locality, MAX_LOCALITY),
    ...(isPostcode ? [] : [problem('INVALID', messages.outcodeWrong(), 'place', 'postcode')]),
    ...(isGss ? [] : [problem('INVALID', messages.gssWrong(), 'place', 'gss')]),
    ...checkPoint(place),
  ];
}

/** A place as it is stored: of a postcode only the outcode, whose middle stands in where no point is given. */
export function placeColumns(place: Given): PlaceColumns {
  const outcode = place?.postcode == null ? null : findOutcode(place.postcode);
  const [latitude = null, longitude = null] = (outcode === null ? undefined : outcodes[outcode]) ?? [];
  return {
    placeName: place?.name?.trim() || null,
    locality: place?.locality?.trim() || null,
    outcode,
    placeGss: place?.gss ?? null,
    latitude: place?.latitude ?? latitude,
    longitude: place?.longitude ?? longitude,
  };
}
