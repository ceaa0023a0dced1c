import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObjectType, type GraphQLObjectType } from 'graphql';
import { projectRoot } from '../../schema/project';
import { regions, type RegionRow } from '../../schema/regions';
import { getProgram } from '../../subgraphs/programs';
import { NOW, RegionScene, testedRegions } from './region-scene';

const words = ['', 'Member', 'Activity', 'Network', 'Booking'];

/** Fields of a region's keyed types, as `Activity.simultaneousTranslation`. */
async function keyedFields({ slug, prefix }: RegionRow): Promise<{ own: string[]; all: string[] }> {
  const { executable } = (await getProgram(slug)).schema();
  const types = words
    .map((word) => [word === '' ? 'Region' : word, executable.getType(`${prefix}${word}`)] as const)
    .filter((entry): entry is [string, GraphQLObjectType] => isObjectType(entry[1]));
  const told = types.flatMap(([word, type]) => {
    const shared = type.getInterfaces().flatMap((one) => Object.keys(one.getFields()));
    return Object.keys(type.getFields()).map((field) => ({
      path: `${word}.${field}`,
      isOwn: !shared.includes(field),
    }));
  });
  return {
    own: told.filter(({ isOwn }) => isOwn).map(({ path }) => path),
    all: told.map(({ path }) => path),
  };
}

describe.each(testedRegions)('the own fields of $slug', (row) => {
  const { slug, prefix } = row;
  let own: string[];

  beforeAll(async () => {
    ({ own } = await keyedFields(row));
  });

  it('are there, or its README says that there is nothing yet', () => {
    const readme = readFileSync(join(projectRoot, 'subgraphs', slug, 'README.md'), 'utf8');
    expect(own.length === 0).toBe(readme.includes('- Nothing yet:'));
  });

  it('stand in no other region', async () => {
    const others = await Promise.all(regions.filter((other) => other.slug !== slug).map(keyedFields));
    expect(own.filter((field) => others.some(({ all }) => all.includes(field)))).toEqual([]);
  });

  it('may be null where a border is crossed: a region that is down takes no more than its own part with it', async () => {
    const { executable } = (await getProgram(slug)).schema();
    const types = own.map((path) => {
      const [word = '', field = ''] = path.split('.');
      const type = executable.getType(word === 'Region' ? prefix : `${prefix}${word}`) as GraphQLObjectType;
      return String(type.getFields()[field]?.type);
    });
    expect(types.filter((type) => type.endsWith('!'))).toEqual([]);
  });

  it('have values in the demo, of more than one kind', async () => {
    if (own.length === 0) return;
    const scene = await RegionScene.start(slug, (db, { seedDemo }) =>
      seedDemo!(db, { size: { members: 10 * regions.length, activities: 60 * regions.length }, now: NOW }),
    );
    const fields = own.filter((path) => path.startsWith('Activity.')).map((path) => path.split('.')[1]!);
    const { data, errors } = await scene.ask(
      `{ activities(first: 100) { nodes { ... on ${prefix}Activity { ${fields.join(' ')} } } } }`,
    );
    await scene.stop();
    const nodes = data.activities.nodes as Record<string, unknown>[];
    const kinds = fields.map(
      (field) => new Set(nodes.map((node) => node[field]).filter((value) => value !== null)).size,
    );
    expect({ errors, isNone: fields.length === 0, few: kinds.filter((count) => count < 2) }).toEqual({
      errors: undefined,
      isNone: false,
      few: [],
    });
  });
});
