import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../schema/project';
import { Processes } from './processes';

/** A change of one source file, as a person would make it. */
export interface SourceEdit {
  /** From the project's folder. */
  readonly path: string;
  /** What stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

/** Another release of the project: a folder of its own, with what the compiler made of the edited sources. */
export interface Build {
  readonly folder: string;
  /** What is run of this release; whoever runs it ends it. */
  readonly processes: Processes;
}

const rooms = ['schema', 'gateway', 'subgraphs'];

function editedText(text: string, { path, from, to }: SourceEdit): string {
  const parts = text.split(from);
  if (parts.length === 2) return parts.join(to);
  throw new Error(`${path} should have this once, but has it ${parts.length - 1} times:\n${from}`);
}

/** Texts of the edited files, by their whole path. */
function editedFiles(edits: readonly SourceEdit[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const edit of edits) {
    const file = join(projectRoot, edit.path);
    texts.set(file, editedText(texts.get(file) ?? readFileSync(file, 'utf8'), edit));
  }
  return texts;
}

/**
 * The project's compiler with the project's options, which keeps what it has read: a release is compiled in a second or
 * two, where a compiler of its own for each would read 2,000 files again.
 */
class Compiler {
  private readonly options: ts.CompilerOptions;
  private readonly roots: readonly string[];
  private readonly host: ts.CompilerHost;
  private readonly read = new Map<string, ts.SourceFile | undefined>();
  private edited: ReadonlyMap<string, string> = new Map();
  private program: ts.Program | undefined;

  constructor() {
    const file = join(projectRoot, 'tsconfig.json');
    const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as { config: object };
    const { options, fileNames } = ts.parseJsonConfigFileContent(
      { ...config, include: rooms },
      ts.sys,
      projectRoot,
    );
    this.options = { ...options, incremental: false, tsBuildInfoFile: undefined, sourceMap: false };
    this.roots = fileNames;
    this.host = ts.createCompilerHost(this.options);
    const readFile = this.host.getSourceFile.bind(this.host);
    this.host.getSourceFile = (path, version) => {
      const text = this.edited.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, version, true);
      if (!this.read.has(path)) this.read.set(path, readFile(path, version));
      return this.read.get(path);
    };
  }

  /** What becomes of the edited files, by its path from the project's folder. Throws what the compiler says of them. */
  compile(edited: ReadonlyMap<string, string>): Map<string, string> {
    this.edited = edited;
    const program = ts.createProgram(this.roots, this.options, this.host, this.program);
    this.program = program;
    const made = new Map<string, string>();
    for (const path of edited.keys()) {
      const file = program.getSourceFile(path);
      if (!file) throw new Error(`${path} is no source file of the project.`);
      const faults = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      if (faults.length > 0) throw new Error(ts.formatDiagnostics(faults, this.host));
      program.emit(file, (output, text) => made.set(relative(projectRoot, output), text));
    }
    return made;
  }
}

/** Releases of the project that differ in their sources, each built in a folder of its own. */
export class Builds {
  private readonly folder = mkdtempSync(join(realpathSync(tmpdir()), 'citizenship-builds-'));
  private readonly built: Processes[] = [];
  private compiler: Compiler | undefined;

  /** Builds the project with these edits. Throws where one finds nothing, and where an edited file does not compile. */
  build(edits: readonly SourceEdit[]): Build {
    const edited = editedFiles(edits);
    const made = edited.size === 0 ? new Map<string, string>() : this.compile(edited);
    const folder = join(this.folder, String(this.built.length));
    // What is compiled, and what the running program reads beside it.
    for (const path of ['package.json', 'schema', 'gateway/home', ...rooms.map((room) => `dist/${room}`)])
      cpSync(join(projectRoot, path), join(folder, path), { recursive: true });
    symlinkSync(realpathSync(join(projectRoot, 'node_modules')), join(folder, 'node_modules'));
    for (const [path, text] of made) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const processes = new Processes(folder);
    this.built.push(processes);
    return { folder, processes };
  }

  /** Ends what runs of every release, and takes their folders away. */
  async remove(): Promise<void> {
    await Promise.all(this.built.map((processes) => processes.killAll()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private compile(edited: ReadonlyMap<string, string>): Map<string, string> {
    this.compiler ??= new Compiler();
    return this.compiler.compile(edited);
  }
}
