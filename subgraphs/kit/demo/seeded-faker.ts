import { createHash } from 'node:crypto';
import { base, en, en_GB, Faker } from '@faker-js/faker';

/** A faker that makes the same things for the same name, however often and wherever it runs. */
export function seededFaker(name: string): Faker {
  const faker = new Faker({ locale: [en_GB, en, base] });
  faker.seed(createHash('sha256').update(name).digest().readUInt32BE(0));
  return faker;
}
