/** One region of the graph: who it is, in the words that every process must agree on. */
export interface RegionRow {
  /** Stable, in addresses and in data: lower case, words joined by a hyphen. */
  readonly slug: string;
  /** By language tag (BCP 47); English is always there. */
  readonly name: Readonly<Record<string, string>> & { readonly en: string };
  /** What its concrete GraphQL types begin with: `Wales` gives `Wales`, `WalesMember`, `WalesActivity`. */
  readonly prefix: string;
  /** GSS code of the nation that the region stands in. */
  readonly nation: string;
  /** Where its server listens on one machine, unless the environment says otherwise. */
  readonly port: number;
}

/** Every region of the graph. A region joins by a row here; all else is derived from the list. */
export const regions: readonly RegionRow[] = [
  {
    slug: 'england',
    name: { en: 'England (excluding Cumbria)', cy: 'Lloegr (ac eithrio Cumbria)' },
    prefix: 'England',
    nation: 'E92000001',
    port: 4001,
  },
  { slug: 'wales', name: { en: 'Wales', cy: 'Cymru' }, prefix: 'Wales', nation: 'W92000004', port: 4002 },
  {
    slug: 'northern-ireland',
    name: { en: 'Northern Ireland', cy: 'Gogledd Iwerddon', ga: 'Tuaisceart Éireann' },
    prefix: 'NorthernIreland',
    nation: 'N92000002',
    port: 4003,
  },
  {
    slug: 'cumbria',
    name: { en: 'Cumbria', cy: 'Cumbria' },
    prefix: 'Cumbria',
    nation: 'E92000001',
    port: 4004,
  },
];

/** GSS codes of the nations of the United Kingdom, in the order that the ONS lists them. */
export const nations: readonly string[] = ['E92000001', 'W92000004', 'S92000003', 'N92000002'];

/** The region with this slug, or undefined. */
export function findRegion(slug: string): RegionRow | undefined {
  return regions.find((region) => region.slug === slug);
}

/** The region with this slug. Throws on an unknown one: for code that names a region of the list itself. */
export function getRegion(slug: string): RegionRow {
  const region = findRegion(slug);
  if (!region)
    throw new Error(`"${slug}" is not a region. Known: ${regions.map((row) => row.slug).join(', ')}.`);
  return region;
}
