import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../schema/project';
import { SetupError } from '../../schema/setup-error';
import {
  programList,
  readListedRegions,
  readSource,
  regionList,
  withProgramRow,
  withRegionRow,
} from './listed-regions';
import { composeFile, variablesFile, withComposeServices, withPasswordVariable } from './region-compose';
import { programRow, regionFiles, regionRow } from './region-files';
import { checkRegion, type NewRegion, type RegionInput } from './region-input';

/** Files to write, by their path below the project's folder. */
type Texts = ReadonlyMap<string, string>;

async function formatted(texts: Texts): Promise<Texts> {
  const prettier = await import('prettier').catch(() => {
    throw new SetupError('A region is added where the project is developed: run "npm ci" there first.');
  });
  const one = async ([path, text]: [string, string]): Promise<[string, string]> => {
    const filepath = join(projectRoot, path);
    return [path, await prettier.format(text, { ...(await prettier.resolveConfig(filepath)), filepath })];
  };
  return new Map(await Promise.all([...texts].map(one)));
}

function describe(
  { slug, prefix, nation, port }: NewRegion,
  listed: ReturnType<typeof readListedRegions>,
): string {
  const neighbours = listed.filter((region) => region.nation === nation).map((region) => region.slug);
  return [
    `Made subgraphs/${slug}/ (types.ts, index.ts, places.ts, README.md); one row more in ${regionList} and in ${programList}.`,
    `Its process and its database are in ${composeFile}, and the variable of its password in ${variablesFile}.`,
    `It has the types ${prefix}, ${prefix}Member and so on, and port ${port}.`,
    ...(neighbours.length > 0
      ? [`${neighbours.join(', ')} stand in ${nation}, too: agree who serves which areas and postcodes.`]
      : []),
    'Next: fill places.ts; put fields of its own into types.ts; say in README.md what is different;',
    'then npm run schema, npm test, and commit.',
  ].join('\n');
}

/** Adds a region to the sources: its folder and its rows. Throws SetupError, and has written nothing then. */
export async function newRegion(input: RegionInput): Promise<string> {
  const regionSource = readSource(regionList);
  const listed = readListedRegions(regionSource);
  const region = checkRegion(input, listed);
  const files = [...regionFiles(region)].map(([name, text]): [string, string] => [
    `subgraphs/${region.slug}/${name}`,
    text,
  ]);
  const sources = await formatted(
    new Map([
      ...files,
      [regionList, withRegionRow(regionSource, regionRow(region))],
      [programList, withProgramRow(readSource(programList), programRow(region))],
    ]),
  );
  const texts = new Map([
    ...sources,
    [composeFile, withComposeServices(readSource(composeFile), region)],
    [variablesFile, withPasswordVariable(readSource(variablesFile), region)],
  ]);
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(projectRoot, path)), { recursive: true });
    writeFileSync(join(projectRoot, path), text);
  }
  return describe(region, listed);
}
