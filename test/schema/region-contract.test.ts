import { buildSchema, parse, validate, validateSchema, visit } from 'graphql';
import { CompositionError } from '../../schema/compose';
import { regionContract } from '../../schema/region-contract';
import { regions } from '../../schema/regions';
import { getProgram } from '../../subgraphs/programs';
import { examples } from '../support/examples';
import { altered, committed } from '../support/sdl';
import { everythingAsked } from './everything-asked';

const contract = buildSchema(committed('region.graphql'));
const api = buildSchema(committed('api.graphql'));

const isWithinContract = (query: string): boolean => validate(contract, parse(query)).length === 0;

type Local = Parameters<typeof regionContract>[0][number];

/** What the endpoints of all regions serve, with one region's text changed. */
async function locals(slug: string, change: (sdl: string) => string): Promise<Local[]> {
  return Promise.all(
    regions.map(async (region) => {
      const { localSdl } = (await getProgram(region.slug)).schema();
      return { region, sdl: region.slug === slug ? change(localSdl) : localSdl };
    }),
  );
}

describe('the contract of a region', () => {
  it('is a schema of its own', () => {
    expect(validateSchema(contract)).toEqual([]);
  });

  it('names no region', () => {
    const names = new Set<string>();
    visit(parse(committed('region.graphql')), { Name: ({ value }) => void names.add(value) });
    const ofRegions = [...names].filter((name) => regions.some(({ prefix }) => name.startsWith(prefix)));
    expect(ofRegions).toEqual([]);
  });

  it('has the root fields that a region answers for its own rows', () => {
    expect(Object.keys(contract.getQueryType()!.getFields()).toSorted()).toEqual([
      ...['activities', 'activity', 'member', 'members', 'network', 'networks', 'node', 'region', 'regions'],
    ]);
  });
});

describe('a document that stands within the contract', () => {
  it('is what the examples for one region are, and what an example of the library is not', () => {
    const within = examples.filter(({ query }) => isWithinContract(query)).map(({ name }) => name);
    expect(within).toEqual(expect.arrayContaining(['local-events', 'local-members', 'local-networks']));
    expect(within).not.toContain('library-shelf');
  });

  it.each(['as variables', 'as literals'] as const)(
    'runs against the whole UK and against each region, whatever it asks: arguments %s',
    async (giveArguments) => {
      const document = parse(everythingAsked(contract, { depth: 3, giveArguments }));
      const schemas = {
        contract,
        api,
        ...Object.fromEntries(
          await Promise.all(
            regions.map(async ({ slug }) => [slug, (await getProgram(slug)).schema().executable] as const),
          ),
        ),
      };
      const faults = Object.entries(schemas).map(([name, schema]) => [
        name,
        validate(schema, document).map(({ message }) => message),
      ]);
      expect(faults).toEqual(Object.keys(schemas).map((name) => [name, []]));
    },
  );
});

describe('taking the contract from the regions', () => {
  it('gives the committed one, whatever a region has on its own types', async () => {
    const ownType = `
      type Hall { rooms: [Room!] }
      type Room { hall: Hall }
      enum Unused { ONE }`;
    const withOwnType = await locals('wales', (sdl) =>
      altered(sdl, /^type WalesNetwork .*\{$/m, '$&\n  hall: Hall').concat(ownType),
    );
    expect(regionContract(withOwnType, api)).toBe(committed('region.graphql'));
  });

  it.each([
    ['a field more on an interface', /^interface Member .*\{$/m, '$&\n  nickname: String'],
    ['another root field', /^type Query \{$/m, '$&\n  halls: [ID!]'],
    ['an argument of another type', /^ +filter: NetworkFilter$/m, 'filter: ID'],
    ['a value more of a shared enum', /^enum Visibility \{$/m, '$&\n  FRIENDS'],
  ])('fails, and names the region, when one has %s', async (_what, pattern, replacement) => {
    const differing = await locals('wales', (sdl) => altered(sdl, pattern, replacement));
    expect(() => regionContract(differing, api)).toThrow(
      new CompositionError([
        'The regions do not answer the same: wales differs from england. ' +
          'A field of one region alone belongs on its concrete types.',
      ]),
    );
  });
});
