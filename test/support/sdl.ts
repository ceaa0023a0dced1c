import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SubgraphSdl } from '../../schema/compose';
import { schemaFolder } from '../../schema/project';
import type { RegionRow } from '../../schema/regions';
import { getService } from '../../schema/services';

/** A committed file of `schema/`, by its path there. */
export function committed(path: string): string {
  return readFileSync(join(schemaFolder, path), 'utf8');
}

/** What a subgraph has deployed, ready to compose; with another SDL where one is given. */
export function subgraph(slug: string, sdl = committed(`subgraphs/${slug}.graphql`)): SubgraphSdl {
  return { name: slug, url: `http://127.0.0.1:${getService(slug).port}/graphql`, sdl };
}

/** The interfaces that have one concrete type for each region. */
export const regionInterfaces = ['Region', 'Member', 'Activity', 'Network', 'Booking'] as const;
export type RegionInterface = (typeof regionInterfaces)[number];

/** The concrete type by which a region has an interface: `Wales`, `WalesMember`. */
export function concreteType({ prefix }: RegionRow, name: RegionInterface): string {
  return name === 'Region' ? prefix : `${prefix}${name}`;
}

/** The SDL with what `pattern` stands for replaced. Throws where there is nothing to replace: a test would prove nothing. */
export function altered(sdl: string, pattern: string | RegExp, replacement: string): string {
  const text = sdl.replace(pattern, replacement);
  if (text === sdl) throw new Error(`The SDL has nothing that ${String(pattern)} stands for.`);
  return text;
}
