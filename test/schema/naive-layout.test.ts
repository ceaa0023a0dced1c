import { composeServices, type CompositionResult } from '@apollo/composition';
import { parse } from 'graphql';
import { regions } from '../../schema/regions';
import { examples } from '../support/examples';
import { plannerOf, stepsOf } from '../support/planner';
import { committed } from '../support/sdl';

const slugs = regions.map(({ slug }) => slug);

// Without a @link, a subgraph is of Federation 1, where every field is shareable without a word.
const federation1 = `
  type Query { members: [Member!] }
  type Member @key(fields: "id") { id: ID! displayName: String }`;
const federation2 = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
  type Query { members: [Member!] @shareable }
  type Member @key(fields: "id") { id: ID! displayName: String }`;
const asTheErrorAdvises = federation2.replace('displayName: String', '$& @shareable');

function composeInEveryRegion(sdl: string): CompositionResult {
  return composeServices(
    slugs.map((slug) => ({ name: slug, url: `http://${slug}.invalid`, typeDefs: parse(sdl) })),
  );
}

describe('four regions that all declare Member and Query.members', () => {
  it('are refused while displayName is not shareable, as if sharing it were the cure', () => {
    const { errors } = composeInEveryRegion(federation2);
    expect(errors?.map(({ message }) => message)).toEqual([
      expect.stringContaining('Non-shareable field "Member.displayName" is resolved from multiple subgraphs'),
    ]);
  });

  it.each([
    ['Federation 1', federation1],
    ['Federation 2, with displayName shared', asTheErrorAdvises],
  ])('compose without an error or a hint, and one of the four alone is asked: %s', (_name, sdl) => {
    const { errors, hints, supergraphSdl } = composeInEveryRegion(sdl);
    const { plan } = plannerOf(supergraphSdl ?? '')('{ members { id displayName } }');
    expect({ errors, hints }).toEqual({ errors: undefined, hints: [] });
    expect(slugs).toContain(stepsOf(plan));
  });
});

describe('a concrete type for each region behind a shared interface', () => {
  it('has the directory asked for the page, and then every region at once for its own rows', () => {
    const upcoming = examples.find(({ name }) => name === 'upcoming-activities')!;
    const { plan } = plannerOf(committed('supergraph.graphql'))(upcoming.query);
    expect(stepsOf(plan)).toEqual({ then: ['directory', { atOnce: slugs.toSorted() }] });
  });
});
