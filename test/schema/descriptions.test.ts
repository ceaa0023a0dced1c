import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLNamedType,
} from 'graphql';
import { committed } from '../support/sdl';

/** Shorter than this, a description says no more than the name does. */
const MIN_LENGTH = 8;

interface Described {
  readonly name: string;
  readonly description?: string | null;
}

/** A type and its parts, each by its schema coordinate. */
function partsOf(type: GraphQLNamedType): Described[] {
  const below = (parent: string, part: Described): Described => ({ ...part, name: `${parent}.${part.name}` });
  if (isEnumType(type)) return [type, ...type.getValues().map((value) => below(type.name, value))];
  if (isInputObjectType(type))
    return [type, ...Object.values(type.getFields()).map((field) => below(type.name, field))];
  if (!isObjectType(type) && !isInterfaceType(type)) return [type];
  const fields = Object.values(type.getFields()).flatMap((field) => [
    below(type.name, field),
    ...field.args.map(({ name, description }) => ({
      name: `${type.name}.${field.name}(${name}:)`,
      description,
    })),
  ]);
  return [type, ...fields];
}

/** Parts of a schema without a description that tells something, each with the one that it has. */
function findUndescribed(sdl: string): string[] {
  return Object.values(buildSchema(sdl).getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap(partsOf)
    .filter(({ description }) => (description ?? '').trim().length < MIN_LENGTH)
    .map(({ name, description }) => `${name}: ${description ?? 'nothing'}`);
}

describe('every type, field, argument, input field and enum value has a description', () => {
  it.each(['api.graphql', 'region.graphql'])('in %s', (path) => {
    expect(findUndescribed(committed(path))).toEqual([]);
  });

  it('and each that has none, or next to none, is found', () => {
    const sdl = `
      type Query { "One place by its slug." place("Slug." slug: ID!, kind: Kind, near: Near): Place }
      "Where it is." type Place { slug: ID! }
      "What it is." enum Kind { "A venue for people." VENUE HOME }
      "A circle on the map." input Near { km: Float! }
      scalar Date`;
    expect(findUndescribed(sdl)).toEqual([
      'Query: nothing',
      'Query.place(slug:): Slug.',
      'Query.place(kind:): nothing',
      'Query.place(near:): nothing',
      'Place.slug: nothing',
      'Kind.HOME: nothing',
      'Near.km: nothing',
      'Date: nothing',
    ]);
  });
});
