import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { projectRoot } from '../../schema/project';
import { gatewayPort, services } from '../../schema/services';
import { defaultDemoSize } from '../kit/demo/demo-size';
import { explain } from './explain';
import { HIGHEST_PORT } from './plan';
import { programHelp, schemaHelp, seedHelp, serveHelp, upHelp } from './help';

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    if (/^\d{1,9}$/.test(text) && +text >= least && +text <= most) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

interface Data {
  readonly data?: string;
}

const dataOption = new Option(
  '--data <folder>',
  'where databases and keys are kept (default: DATA_DIR, or the folder "data" of the project)',
);

/** The environment, with the folder that was named. */
function withData({ data }: Data): NodeJS.ProcessEnv {
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

function addSchema(program: Command): void {
  program
    .command('schema')
    .description('write the schema that the code makes into schema/')
    .option('--check', 'write nothing; fail where schema/ is not what the code makes, or clients would break')
    .option('--allow-breaking', 'write a change that breaks clients')
    .addHelpText('after', schemaHelp)
    .action(async ({ check, allowBreaking = false }: { check?: true; allowBreaking?: boolean }) => {
      const { checkSchema, writeSchema } = await import('./schema-command');
      process.stdout.write(`${check ? await checkSchema() : await writeSchema({ allowBreaking })}\n`);
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
    .configureOutput({ outputError: (text, write) => write(mistake(text)) })
    .addHelpText('after', programHelp);
  for (const add of [addUp, addServe, addSeed, addSchema]) add(program);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.stderr.write(`${explain(error) ?? (error as Error).stack ?? String(error)}\n`);
    process.exitCode = 1;
  }
}
