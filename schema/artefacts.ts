import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { findBreakingChanges } from './breaking-changes';
import { compose, type Composed, type SubgraphSdl } from './compose';
import { readPublished } from './published';
import { regionContract } from './region-contract';
import { getRegion } from './regions';
import { SetupError } from './setup-error';

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

/** The committed files that composition alone makes. */
export function printComposed({ supergraphSdl, api }: Composed): [string, string][] {
  return [
    ['supergraph.graphql', `${supergraphSdl.trimEnd()}\n`],
    ['api.graphql', `${printSchema(lexicographicSortSchema(api))}\n`],
  ];
}

/** The text of a file; null where there is none. */
export function readIfThere(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** What is deployed: the code's SDL, but the committed one of each subgraph that is published from elsewhere. */
function asDeployed(code: readonly SubgraphCode[], folder: string): SubgraphCode[] {
  const published = readPublished(folder);
  return code.map((one) => {
    if (!(one.name in published)) return one;
    const path = `subgraphs/${one.name}.graphql`;
    const sdl = readIfThere(join(folder, path));
    if (sdl !== null) return { ...one, sdl };
    throw new SetupError(
      `${one.name} is published from elsewhere, but ${path} is missing. Publish it again.`,
    );
  });
}

/** Makes every committed schema file from the code, and from what is published from elsewhere. Throws CompositionError. */
export async function generateArtefacts(code: readonly SubgraphCode[], folder: string): Promise<Generated> {
  const subgraphs = asDeployed(code, folder);
  const mayWait = Object.keys(readPublished(folder)).length > 0;
  const { supergraphSdl, api } = compose(subgraphs, { mayWait });
  const locals = subgraphs
    .filter(({ kind }) => kind === 'region')
    .map(({ name, localSdl }) => ({ region: getRegion(name), sdl: localSdl }));
  const artefacts = new Map([
    ...subgraphs.map(({ name, sdl }): [string, string] => [`subgraphs/${name}.graphql`, sdl]),
    ...printComposed({ supergraphSdl, api }),
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
