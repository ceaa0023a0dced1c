import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { projectRoot } from '../../schema/project';
import { regions } from '../../schema/regions';
import { gatewayPort, services } from '../../schema/services';
import { defaultDemoSize } from '../kit/demo/demo-size';
import { explain } from './explain';
import { HIGHEST_PORT } from './plan';
import {
  compactHelp,
  exportHelp,
  importHelp,
  migrateHelp,
  programHelp,
  publishHelp,
  regionHelp,
  schemaHelp,
  seedHelp,
  serveHelp,
  upHelp,
} from './help';
import type { RegionInput } from './region-input';

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    if (/^\d{1,9}$/.test(text) && +text >= least && +text <= most) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

type RegionOptions = Omit<RegionInput, 'slug' | 'languages'> & { readonly languages: string };

interface Data {
  readonly data?: string;
}

const dataOption = new Option(
  '--data <folder>',
  'where databases and keys are kept (default: DATA_DIR, or the folder "data" of the project)',
);

/** The environment, with the folder that was named. */
function withData({ data }: { readonly data?: string | undefined }): NodeJS.ProcessEnv {
  return data === undefined ? process.env : { ...process.env, DATA_DIR: data };
}

function version(): string {
  const { version: number } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return number;
}

// Each command loads what it needs when it runs: composition alone takes longer than all the rest.
function addUp(program: Command): void {
  program
    .command('up')
    .description('run the whole graph on this machine, with made-up data: what "npm start" does')
    .addOption(dataOption)
    .option(
      '--port <number>',
      `port of the gateway; the others follow it (default: PORT, or ${gatewayPort})`,
      wholeNumber(1, HIGHEST_PORT),
    )
    .option('--no-demo', 'start with the known facts alone, without made-up members and activities')
    .addHelpText('after', upHelp)
    .action(async (options: Data & { port?: number; demo: boolean }) => {
      const { up } = await import('./up-command');
      await up(options, withData(options));
    });
}

function addServe(program: Command): void {
  program
    .command('serve')
    .argument('<name>', [...services.map(({ slug }) => slug), 'gateway'].join(', '))
    .description('run one process alone, as a partner does; every address comes from the environment')
    .addOption(dataOption)
    .option('--demo', 'fill a database that has no rows with made-up ones')
    .option('--rebuild', 'directory only: forget the index, and read all feeds again from their beginning')
    .addOption(new Option('--child').hideHelp())
    .addHelpText('after', serveHelp)
    .action(async (name: string, options: Data & { demo?: true; rebuild?: true; child?: true }) => {
      const { serve } = await import('./serve-command');
      const env = options.demo ? { ...withData(options), DEMO: 'true' } : withData(options);
      await serve(name, { env, rebuild: options.rebuild ?? false, isChild: options.child ?? false });
    });
}

function addMigrate(program: Command): void {
  program
    .command('migrate')
    .argument('<subgraph>', services.map(({ slug }) => slug).join(', '))
    .description('take its database to the level of this software, once the subgraph has been stopped')
    .addOption(dataOption)
    .addHelpText('after', migrateHelp)
    .action(async (name: string, options: Data) => {
      const { migrate } = await import('./migrate-command');
      process.stdout.write(`${await migrate(name, withData(options))}\n`);
    });
}

function addCompact(program: Command): void {
  program
    .command('compact')
    .argument('<subgraph>', services.map(({ slug }) => slug).join(', '))
    .description('write its database anew, so that what was deleted is in it no more')
    .addOption(dataOption)
    .addHelpText('after', compactHelp)
    .action(async (name: string, options: Data) => {
      const { compact } = await import('./compact-command');
      process.stdout.write(`${await compact(name, withData(options))}\n`);
    });
}

function addSeed(program: Command): void {
  const count = wholeNumber(1, 10_000_000);
  program
    .command('seed')
    .description('make made-up rows in databases that have none')
    .addOption(dataOption)
    .option('--members <number>', 'people and groups in the whole UK', count, defaultDemoSize.members)
    .option('--activities <number>', 'activities in the whole UK', count, defaultDemoSize.activities)
    .addHelpText('after', seedHelp)
    .action(async (options: Data & { members: number; activities: number }) => {
      const { seed } = await import('./seed-command');
      await seed(options, withData(options));
    });
}

interface ImportFlags extends Data {
  readonly dryRun?: true;
  readonly skipBad?: true;
  readonly language: string;
}

function addImport(program: Command): void {
  program
    .command('import')
    .argument('<region>', regions.map(({ slug }) => slug).join(', '))
    .argument('<file>', 'members or activities, as CSV')
    .description("bring a spreadsheet to a region's database; the region may run meanwhile")
    .addOption(dataOption)
    .option('--dry-run', 'check every row, and import none')
    .option('--skip-bad', 'import the good rows where some are bad; else it is all or none')
    .addOption(
      new Option('--language <tag>', 'of what is said of bad cells').choices(['en', 'cy']).default('en'),
    )
    .addHelpText('after', importHelp)
    .action(async (region: string, file: string, { data, ...options }: ImportFlags) => {
      const { importFile } = await import('./import-command');
      const { text, isGood } = await importFile(region, file, { ...options, env: withData({ data }) });
      process.stdout.write(`${text}\n`);
      if (!isGood) process.exitCode = 1;
    });
}

function addExport(program: Command): void {
  program
    .command('export')
    .argument('<region>', regions.map(({ slug }) => slug).join(', '))
    .argument('<what>', 'members or activities')
    .description('write what a region has as CSV for a spreadsheet; it holds contact data')
    .addOption(dataOption)
    .option('--out <file>', 'where to, readable by you alone (default: standard output)')
    .addHelpText('after', exportHelp)
    .action(async (region: string, what: string, { data, out }: Data & { out?: string }) => {
      const { exportFile } = await import('./export-command');
      await exportFile(region, { what, env: withData({ data }), ...(out !== undefined && { out }) });
    });
}

function addSchema(program: Command): void {
  const schema = program
    .command('schema')
    .description('write the schema that the code makes into schema/')
    .helpCommand(false)
    .option('--check', 'write nothing; fail where schema/ is not what the code makes, or clients would break')
    .option('--allow-breaking', 'write a change that breaks clients')
    .addHelpText('after', schemaHelp)
    .action(async ({ check, allowBreaking = false }: { check?: true; allowBreaking?: boolean }) => {
      const { checkSchema, writeSchema } = await import('./schema-command');
      process.stdout.write(`${check ? await checkSchema() : await writeSchema({ allowBreaking })}\n`);
    });
  addPublish(schema);
  addCheck(schema);
}

interface ReleaseOptions {
  readonly suggest?: string;
  readonly allowBreaking?: true;
}

const suggestOption = [
  '--suggest <file>',
  'where to write an SDL that would pass, if this one does not',
] as const;

function addPublish(schema: Command): void {
  schema
    .command('publish')
    .argument('<subgraph>', services.map(({ slug }) => slug).join(', '))
    .description('put what one partner has deployed into schema/, if clients keep all that they have')
    .option('--from <sdl>', 'file, or address of the running subgraph (default: what the code here makes)')
    .option(...suggestOption)
    .option('--allow-breaking', 'let go what clients may ask for')
    .addHelpText('after', publishHelp)
    .action(async (name: string, options: ReleaseOptions & { from?: string }) => {
      const { publishSchema } = await import('./publish-command');
      process.stdout.write(`${await publishSchema({ name, ...options })}\n`);
    });
}

function addCheck(schema: Command): void {
  schema
    .command('check')
    .argument('<sdl>', 'file, or address of a running subgraph')
    .description('say whether an SDL could be published, and write nothing')
    .option('--as <subgraph>', 'whose SDL it is (default: by the name of the file, or of its types)')
    .option(...suggestOption)
    .option('--allow-breaking', 'let go what clients may ask for')
    .action(async (from: string, options: ReleaseOptions & { as?: string }) => {
      const { checkSdl } = await import('./publish-command');
      process.stdout.write(`${await checkSdl({ from, ...options })}\n`);
    });
}

function addRegion(program: Command): void {
  const region = program.command('region').description('regions of the graph').helpCommand(false);
  region
    .command('new')
    .argument('<slug>', 'its name in addresses: lower-case words joined by hyphens')
    .description('add a region to the sources: its folder, and its two rows')
    .requiredOption('--name <text>', 'what it is called in English')
    .requiredOption('--prefix <Word>', 'what its types begin with')
    .option('--name-cy <text>', 'what it is called in Welsh')
    .option('--nation <gss>', 'GSS code of the nation it stands in (default: the one that has no region)')
    .option('--languages <tags>', 'languages that it works in, joined by commas', 'en')
    .option(
      '--port <number>',
      'where its server listens (default: the next free one)',
      wholeNumber(4001, 4099),
    )
    .addHelpText('after', regionHelp)
    .action(async (slug: string, { languages, ...options }: RegionOptions) => {
      const { newRegion } = await import('./region-command');
      process.stdout.write(`${await newRegion({ slug, languages: languages.split(','), ...options })}\n`);
    });
}

function addDirectory(program: Command): void {
  const directory = program
    .command('directory')
    .description('let a region leave the UK-wide lists, or come back; the directory may run meanwhile')
    .helpCommand(false);
  const known = regions.map(({ slug }) => slug).join(', ');
  directory
    .command('forget')
    .argument('<region>', known)
    .description("drop a region's rows from the UK-wide lists, and read it no more")
    .addOption(dataOption)
    .action(async (region: string, options: Data) => {
      const { forgetRegion } = await import('./directory-command');
      process.stdout.write(`${await forgetRegion(region, withData(options))}\n`);
    });
  directory
    .command('welcome')
    .argument('<region>', known)
    .description('read a region again that had left')
    .addOption(dataOption)
    .action(async (region: string, options: Data) => {
      const { welcomeRegion } = await import('./directory-command');
      process.stdout.write(`${await welcomeRegion(region, withData(options))}\n`);
    });
}

/** One line of what is wrong, and where to read more. */
function mistake(text: string): string {
  const line = text
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  return `citizenship: ${line.endsWith('.') || line.endsWith(')') ? line : `${line}.`} Add --help to see what there is.\n`;
}

/** Runs the command line. A mistake of set-up or use is one line on standard error, and exit code 1. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const program = new Command('citizenship')
    .description('One citizenship graph over regions that each keep their own data.')
    .version(version(), '--version', 'show the version')
    .helpOption('-h, --help', 'show this')
    .helpCommand(false)
    // Else the option of "schema publish wales --allow-breaking" would be taken for one of "schema".
    .enablePositionalOptions()
    .configureOutput({ outputError: (text, write) => write(mistake(text)) })
    .addHelpText('after', programHelp);
  for (const add of [
    addUp,
    addServe,
    addMigrate,
    addCompact,
    addSeed,
    addImport,
    addExport,
    addDirectory,
    addSchema,
    addRegion,
  ])
    add(program);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.stderr.write(`${explain(error) ?? (error as Error).stack ?? String(error)}\n`);
    process.exitCode = 1;
  }
}
