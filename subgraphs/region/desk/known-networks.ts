import type { EntityManager } from 'typeorm';
import { sortName } from '../../kit/list/sort-name';
import type { RegionDefinition } from '../region-definition';

/** The networks of a region, as a sheet may name them. */
export interface KnownNetworks {
  readonly ids: ReadonlySet<string>;
  /** The id that an id or a name in any language means; what is neither is answered as it came. */
  readonly idOf: (named: string) => string;
}

/** Reads which networks there are. */
export async function readNetworks(
  manager: EntityManager,
  { types }: RegionDefinition,
): Promise<KnownNetworks> {
  const rows = await manager.find(types.Network, { select: { id: true, nameByLanguage: true } });
  const ids = new Set(rows.map(({ id }) => id));
  const byName = new Map(
    rows.flatMap(({ id, nameByLanguage }) =>
      Object.values(nameByLanguage).map((name) => [sortName(name ?? ''), id] as const),
    ),
  );
  return { ids, idOf: (named) => (ids.has(named) ? named : (byName.get(sortName(named)) ?? named)) };
}
