import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

function nameIn(file: string): string | undefined {
  return (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name;
}

function findRoot(from: string): string {
  const candidate = join(from, 'package.json');
  if (existsSync(candidate) && nameIn(candidate) === 'citizenship') return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('No package.json named "citizenship" stands above this file.');
  return findRoot(parent);
}

/** The folder that holds package.json, whether code runs from the sources or from `dist`. */
export const projectRoot: string = findRoot(__dirname);

/** The folder with the committed SDL. */
export const schemaFolder: string = join(projectRoot, 'schema');
