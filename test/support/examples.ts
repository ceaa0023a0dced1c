import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Viewer } from '../../schema/viewer';
import { schemaFolder } from '../../schema/project';

/** A published example operation with the variables that go with it. */
export interface Example {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Who asks, where not anybody may. */
  readonly viewer?: Viewer;
}

const folder = join(schemaFolder, 'examples');

function variablesOf(name: string): Record<string, unknown> {
  const file = join(folder, `${name}.variables.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
}

function viewerOf(name: string): Viewer | undefined {
  const file = join(folder, `${name}.viewer.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Viewer) : undefined;
}

/** Every example of `schema/examples`, by name. */
export const examples: readonly Example[] = readdirSync(folder)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => file.replace(/\.graphql$/, ''))
  .sort()
  .map((name) => ({
    name,
    query: readFileSync(join(folder, `${name}.graphql`), 'utf8'),
    variables: variablesOf(name),
    viewer: viewerOf(name),
  }));
