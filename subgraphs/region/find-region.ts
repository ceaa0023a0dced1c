import type { RegionContext } from './region-context';
import type { Region } from './region-profile';

/** The region's own profile, read once a request. */
export async function getOwnRegion(context: RegionContext): Promise<Region> {
  const { types, row } = context.region;
  const loader = context.loaders.of(types.Region, async () => {
    const profile = await context.db.read.findOneByOrFail(types.Region, { slug: row.slug });
    return new Map([[row.slug, profile]]);
  });
  return (await loader.load(row.slug)) as Region;
}
