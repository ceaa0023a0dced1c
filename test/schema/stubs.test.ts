import { buildSchema, Kind, parse, print } from 'graphql';
import { compose, CompositionError } from '../../schema/compose';
import { regions, type RegionRow } from '../../schema/regions';
import { buildDirectorySchema } from '../../subgraphs/directory/directory-schema';
import { buildLibrarySchema } from '../../subgraphs/library/library-schema';
import { examples } from '../support/examples';
import { plannerOf, stepsOf } from '../support/planner';
import { committed, concreteType, regionInterfaces, subgraph, type RegionInterface } from '../support/sdl';

// The directory names whatever a region owns; the library adds a field to members alone.
const stubbed: Readonly<Record<'directory' | 'library', readonly RegionInterface[]>> = {
  directory: regionInterfaces,
  library: ['Member'],
};

type Stubbing = Readonly<Record<keyof typeof stubbed, string>>;

const [forgotten, ...others] = regions as readonly [RegionRow, ...RegionRow[]];
const complete: Stubbing = {
  directory: buildDirectorySchema().publishedSdl,
  library: buildLibrarySchema().publishedSdl,
};
const withoutTheForgotten: Stubbing = {
  directory: buildDirectorySchema(others).publishedSdl,
  library: buildLibrarySchema(others).publishedSdl,
};

/** Object types that implement an interface, by name. */
function implementing(name: RegionInterface, sdl: string): string[] {
  return parse(sdl)
    .definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter(({ interfaces }) => interfaces?.some((one) => one.name.value === name))
    .map((definition) => definition.name.value);
}

/** Concrete types of the listed regions that a UK-wide subgraph should know and does not. */
function findMissingStubs(sdl: Stubbing): string[] {
  return (['directory', 'library'] as const).flatMap((slug) =>
    stubbed[slug].flatMap((name) => {
      const known = implementing(name, sdl[slug]);
      return regions
        .map((region) => concreteType(region, name))
        .filter((type) => !known.includes(type))
        .map((type) => `${slug} does not know ${type}`);
    }),
  );
}

function composeWith(sdl: Stubbing): string {
  return compose([
    ...regions.map(({ slug }) => subgraph(slug)),
    subgraph('directory', sdl.directory),
    subgraph('library', sdl.library),
  ]).supergraphSdl;
}

/** The directory without stubs that add no field. */
function withoutTypes(sdl: string, names: readonly string[]): string {
  const { definitions, ...document } = parse(sdl);
  const isNamed = (definition: (typeof definitions)[number]): boolean =>
    'name' in definition && names.includes(definition.name?.value ?? '');
  return print({ ...document, definitions: definitions.filter((definition) => !isNamed(definition)) });
}

describe('the concrete types of the supergraph', () => {
  const supergraph = buildSchema(committed('supergraph.graphql'), { assumeValid: true });

  it.each(regionInterfaces)('are one for each region of the list: %s', (name) => {
    const types = supergraph.getPossibleTypes(supergraph.getType(name) as never);
    expect(types.map((type) => type.name).toSorted()).toEqual(
      regions.map((region) => concreteType(region, name)).toSorted(),
    );
  });
});

describe('the stubs of the directory and of the library', () => {
  it('name the concrete types of every region of the list', () => {
    expect(findMissingStubs(complete)).toEqual([]);
  });

  it('are missed by name when they were made without one of the regions', () => {
    const { prefix } = forgotten;
    expect(findMissingStubs(withoutTheForgotten)).toEqual([
      `directory does not know ${prefix}`,
      `directory does not know ${prefix}Member`,
      `directory does not know ${prefix}Activity`,
      `directory does not know ${prefix}Network`,
      `directory does not know ${prefix}Booking`,
      `library does not know ${prefix}Member`,
    ]);
  });
});

describe('composition', () => {
  it('notices a forgotten region by the fields that UK-wide subgraphs add to its types', () => {
    const { slug, prefix } = forgotten;
    const lacks = (owner: string, field: string, type: string): string =>
      `Interface field "${field}" is declared in subgraph "${owner}" but type "${type}", which implements ` +
      `"${field.split('.')[0]!}" only in subgraph "${slug}" does not have field "${field.split('.')[1]!}".`;
    expect(() => composeWith(withoutTheForgotten)).toThrow(
      new CompositionError([
        lacks('directory', 'Region.freshness', prefix),
        lacks('directory', 'Booking.member', `${prefix}Booking`),
        lacks('directory', 'Member.bookings', `${prefix}Member`),
        lacks('library', 'Member.coopMembership', `${prefix}Member`),
      ]),
    );
  });

  it('is silent about a forgotten stub that adds no field, and the region is never asked: the check names it', () => {
    const types = (['Activity', 'Network'] as const).map((name) => concreteType(forgotten, name));
    const sdl = { ...complete, directory: withoutTypes(complete.directory, types) };
    const upcoming = examples.find(({ name }) => name === 'upcoming-activities')!;
    const { plan } = plannerOf(composeWith(sdl))(upcoming.query);
    expect(stepsOf(plan)).toEqual({
      then: ['directory', { atOnce: others.map(({ slug }) => slug).toSorted() }],
    });
    expect(findMissingStubs(sdl)).toEqual(types.map((type) => `directory does not know ${type}`));
  });
});
