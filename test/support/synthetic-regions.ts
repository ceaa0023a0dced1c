import { parse, print, visit } from 'graphql';
import { compose, type Composed, type SubgraphSdl } from '../../schema/compose';
import { regions, type RegionRow } from '../../schema/regions';
import { buildDirectorySchema } from '../../subgraphs/directory/directory-schema';
import { buildLibrarySchema } from '../../subgraphs/library/library-schema';
import { committed, subgraph } from './sdl';

function syntheticRegion(number: number): RegionRow {
  const name = `Region ${number}`;
  const port = 5000 + number;
  return {
    slug: `region-${number}`,
    name: { en: name },
    prefix: `Region${number}`,
    nation: 'W92000004',
    port,
  };
}

/** Wales's SDL under another name, without what is Wales's own. */
function syntheticSdl({ prefix }: RegionRow): string {
  const renamed = committed('subgraphs/wales.graphql').replace(
    /\bWales(?=(Member|Activity|Network|Booking)?\b)/g,
    prefix,
  );
  const isOwn = (name: string): boolean => name === 'simultaneousTranslation';
  return print(
    visit(parse(renamed), { FieldDefinition: ({ name }) => (isOwn(name.value) ? null : undefined) }),
  );
}

/** Composes the regions of the list and as many synthetic ones as make `count` together. */
export function composeRegions(count: number): Composed {
  const synthetic = Array.from({ length: count - regions.length }, (_, index) =>
    syntheticRegion(regions.length + 1 + index),
  );
  const all = [...regions, ...synthetic];
  const subgraphs: SubgraphSdl[] = [
    ...regions.map(({ slug }) => subgraph(slug)),
    ...synthetic.map((region) => ({
      name: region.slug,
      url: `http://127.0.0.1:${region.port}/graphql`,
      sdl: syntheticSdl(region),
    })),
    subgraph('directory', buildDirectorySchema(all).publishedSdl),
    subgraph('library', buildLibrarySchema(all).publishedSdl),
  ];
  return compose(subgraphs);
}
