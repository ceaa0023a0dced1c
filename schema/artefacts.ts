import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { findBreakingChanges } from './breaking-changes';
import { compose, type SubgraphSdl } from './compose';
import { regionContract } from './region-contract';
import { getRegion } from './regions';

/** A subgraph as its code makes it now. */
export interface SubgraphCode extends SubgraphSdl {
  readonly kind: 'region' | 'directory' | 'library';
  /** What its own endpoint serves. */
  readonly localSdl: string;
}

/** The committed files, by their path below `schema/`. */
export type Artefacts = ReadonlyMap<string, string>;

/** What the code makes, and what that would break. */
export interface Generated {
  readonly artefacts: Artefacts;
  /** Changes that break clients of the committed API; empty when there is none yet. */
  readonly breaking: readonly string[];
}

function readIfThere(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Makes every committed schema file from the code. Throws CompositionError. */
export async function generateArtefacts(
  subgraphs: readonly SubgraphCode[],
  folder: string,
): Promise<Generated> {
  const { supergraphSdl, api } = compose(subgraphs);
  const locals = subgraphs
    .filter(({ kind }) => kind === 'region')
    .map(({ name, localSdl }) => ({ region: getRegion(name), sdl: localSdl }));
  const artefacts = new Map([
    ...subgraphs.map(({ name, sdl }): [string, string] => [`subgraphs/${name}.graphql`, sdl]),
    ['supergraph.graphql', `${supergraphSdl.trimEnd()}\n`],
    ['api.graphql', `${printSchema(lexicographicSortSchema(api))}\n`],
    ['region.graphql', regionContract(locals, api)],
  ]);
  const committed = readIfThere(join(folder, 'api.graphql'));
  return { artefacts, breaking: committed === null ? [] : await findBreakingChanges(committed, api) };
}

/** Names of committed files that are not what the code makes: changed, missing, or left over. */
export function findDrift(artefacts: Artefacts, folder: string): string[] {
  const changed = [...artefacts].filter(([path, text]) => readIfThere(join(folder, path)) !== text);
  return [...changed.map(([path]) => path), ...findLeftOver(artefacts, folder)];
}

/** Files of subgraphs that the code does not make any more. */
function findLeftOver(artefacts: Artefacts, folder: string): string[] {
  const subgraphs = join(folder, 'subgraphs');
  if (!existsSync(subgraphs)) return [];
  return readdirSync(subgraphs)
    .map((name) => `subgraphs/${name}`)
    .filter((path) => !artefacts.has(path));
}

/** Writes what the code makes over the committed files, and takes away those that are left over. */
export function writeArtefacts(artefacts: Artefacts, folder: string): void {
  for (const path of findLeftOver(artefacts, folder)) rmSync(join(folder, path), { recursive: true });
  for (const [path, text] of artefacts) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
