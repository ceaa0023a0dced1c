import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../schema/project';
import type { RegionRow } from '../../schema/regions';
import { SetupError } from '../../schema/setup-error';

/** Where the rows of a region stand, below the project's folder. */
export const regionList = 'schema/regions.ts';
export const programList = 'subgraphs/programs.ts';

export type ListedRegion = Pick<RegionRow, 'slug' | 'prefix' | 'nation' | 'port'>;

/** A source file of the project. Throws SetupError where only what is built is there. */
export function readSource(path: string): string {
  const file = join(projectRoot, path);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  throw new SetupError(`There is no ${file}: a region is added to the sources of the project.`);
}

const listPattern = /^export const regions: .*\[\n([^]*?)^\];$/m;

/** The regions as the source lists them: it may be ahead of what is built, and so of this program. Throws SetupError. */
export function readListedRegions(source: string): ListedRegion[] {
  const list = listPattern.exec(source)?.[1] ?? '';
  const valuesOf = (key: string): string[] =>
    [...list.matchAll(new RegExp(`\\b${key}: '?([\\w-]+)`, 'g'))].map(([, value = '']) => value);
  const [prefixes, nations, ports] = ['prefix', 'nation', 'port'].map(valuesOf) as [
    string[],
    string[],
    string[],
  ];
  return valuesOf('slug').map((slug, index) => {
    const [prefix, nation, port] = [prefixes[index], nations[index], ports[index]];
    if (prefix && nation && port) return { slug, prefix, nation, port: Number(port) };
    throw new SetupError(`The row of "${slug}" in ${regionList} has not all that a row has; mend it first.`);
  });
}

/** The list of regions with one more row at its end. Throws SetupError. */
export function withRegionRow(source: string, row: string): string {
  if (!listPattern.test(source)) throw new SetupError(`No list of regions is found in ${regionList}.`);
  return source.replace(listPattern, (list) => list.replace(/\];$/, () => `${row}\n];`));
}

/** The list of programs with one more row after those of the regions. Throws SetupError. */
export function withProgramRow(source: string, row: string): string {
  const next = /^ {2}directory: /m;
  if (!next.test(source)) throw new SetupError(`No row of the directory is found in ${programList}.`);
  return source.replace(next, (found) => `${row}\n${found}`);
}
