import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../schema/project';

/** A source file as the walls see it; paths are below the project's root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** Files of ours that it imports, in whatever way: statically, for a type, by `import()` or by `require()`. */
  readonly imports: readonly string[];
  /** Everything else that it imports, by name. */
  readonly packages: readonly string[];
}

/** Paths of everything in a folder, folders too. */
export function pathsBelow(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true }).map((entry) =>
    relative(projectRoot, join(entry.parentPath, entry.name)).split(sep).join('/'),
  );
}

function isFile(path: string): boolean {
  const file = join(projectRoot, path);
  return existsSync(file) && statSync(file).isFile();
}

/** The file that a relative import means. Throws when there is none. */
function resolve(importer: string, specifier: string): string {
  const target = posix.join(posix.dirname(importer), specifier);
  const found = [target, `${target}.ts`, `${target}/index.ts`].find(isFile);
  if (found === undefined) throw new Error(`${importer} imports ${specifier}, which is no file.`);
  return found;
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(projectRoot, path), 'utf8');
  const specifiers = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const isOurs = (specifier: string): boolean => specifier.startsWith('.');
  return {
    path,
    text,
    imports: specifiers.filter(isOurs).map((specifier) => resolve(path, specifier)),
    packages: specifiers.filter((specifier) => !isOurs(specifier)),
  };
}

/** Every TypeScript file in these folders. */
export function sourceFiles(folders: readonly string[]): SourceFile[] {
  return folders
    .flatMap(pathsBelow)
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map(readSource);
}

/** Code alone, without comments: what a program does, not what it says of itself. */
export function withoutComments({ path, text }: SourceFile): string {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  return ts.createPrinter({ removeComments: true }).printFile(source);
}

/** Statements that touch the process's environment: `process.env`, or `process` handed on as a whole. */
export function usesOfEnvironment({ path, text }: SourceFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'process' && mayReachEnvironment(node)) {
      found.push(statementOf(node).getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function mayReachEnvironment(node: ts.Identifier): boolean {
  const { parent } = node;
  const isName = 'name' in parent && parent.name === node;
  const isNameOfProperty = ts.isBindingElement(parent) && parent.propertyName === node;
  if (isName || isNameOfProperty) return false;
  return !ts.isPropertyAccessExpression(parent) || parent.name.text === 'env';
}

function statementOf(node: ts.Node): ts.Node {
  return ts.isStatement(node) ? node : statementOf(node.parent);
}

/** The first way round by imports that comes back to where it began, from each file that has one. */
export function findCycles(files: readonly SourceFile[]): string[] {
  const importsOf = new Map(files.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) cycles.push([...way.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const next of importsOf.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return cycles;
}
