import type { Faker } from '@faker-js/faker';

/** A place where demo activities happen: real localities, made-up venues. */
export interface DemoPlace<Own extends object = object> {
  readonly name: string;
  readonly locality: string;
  readonly outcode: string;
  /** GSS code of the local authority. */
  readonly gss: string;
  /** WGS 84 degrees, of the outcode's middle. */
  readonly latitude: number;
  readonly longitude: number;
  /** The columns that only this region has. */
  readonly own: Own;
}

/** One of the region's places; undefined where it names none. */
export function findPlace(
  { demoPlaces }: { readonly demoPlaces: readonly DemoPlace[] },
  faker: Faker,
): DemoPlace | undefined {
  return demoPlaces.length === 0 ? undefined : faker.helpers.arrayElement(demoPlaces);
}
