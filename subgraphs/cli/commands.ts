import { Command, InvalidArgumentError, Option } from 'commander';
import { services } from '../../schema/services';
import { CompositionError } from '../../schema/compose';
import { defaultDemoSize } from '../kit/demo/demo-size';
import { SetupError } from '../kit/errors';
import { checkSchema, writeSchema } from './schema-command';
import { seed } from './seed-command';
import { serve } from './serve-command';
import { up } from './up-command';

function count(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 10_000_000) return number;
  throw new InvalidArgumentError(`It must be a whole number from 1 to 10000000.`);
}

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 65_000) return number;
  throw new InvalidArgumentError('It must be a port from 1 to 65000.');
}

const dataOption = new Option(
  '--data <folder>',
  'where databases and keys are kept (DATA_DIR; default: data)',
);

function withData(options: { data?: string }): NodeJS.ProcessEnv {
  return options.data === undefined ? process.env : { ...process.env, DATA_DIR: options.data };
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function addCommands(program: Command): void {
  const names = [...services.map(({ slug }) => slug), 'gateway'];
  program
    .command('up')
    .description('run the whole graph on this machine, with made-up data: what "npm start" does')
    .addOption(dataOption)
    .option('--port <number>', 'port of the gateway; the others follow it', port)
    .option('--no-demo', 'start with the known facts alone, without made-up members and activities')
    .action(async (options: { data?: string; port?: number; demo: boolean }) =>
      up(options, withData(options)),
    );
  program
    .command('serve')
    .argument('<name>', `one of: ${names.join(', ')}`)
    .description('run one process alone, the way a partner does; every address comes from the environment')
    .addOption(dataOption)
    .option('--demo', 'fill an empty database with made-up rows')
    .option('--rebuild', 'directory only: forget the index, and read all feeds again from their beginning')
    .addHelpText('after', environmentHelp)
    .action(async (name: string, options: { data?: string; demo?: boolean; rebuild?: boolean }) => {
      const env = options.demo ? { ...withData(options), DEMO: 'true' } : withData(options);
      await serve(name, { env, rebuild: options.rebuild ?? false });
    });
  program
    .command('seed')
    .description('make made-up rows in databases that have none')
    .addOption(dataOption)
    .option('--members <number>', 'people and groups in the whole UK', count, defaultDemoSize.members)
    .option('--activities <number>', 'activities in the whole UK', count, defaultDemoSize.activities)
    .action(async (options: { data?: string; members: number; activities: number }) =>
      seed(options, withData(options)),
    );
  program
    .command('schema')
    .description('write the schema that the code makes into schema/')
    .option('--check', 'write nothing; fail where schema/ is not what the code makes, or clients would break')
    .option('--allow-breaking', 'write a change that breaks clients')
    .action(async ({ check, allowBreaking }: { check?: boolean; allowBreaking?: boolean }) =>
      say(check ? await checkSchema() : await writeSchema({ allowBreaking: allowBreaking ?? false })),
    );
}

const environmentHelp = `
Environment:
  HOST, PORT               where to listen (127.0.0.1 and the process's own port)
  DATABASE_URL             the database file, such as file:/var/lib/citizenship/wales.db
  DATA_DIR                 folder of databases and keys where no address says otherwise
  DIRECTORY_PUBLIC_KEY     PEM: the directory that may read this subgraph's change feed
  DIRECTORY_PRIVATE_KEY    PEM: the directory's own
  ${services
    .map(({ urlVariable }) => urlVariable)
    .join(', ')
    .replace(/(.{60,80}, )/g, '$1\n  ')}
                           addresses of the others, for the gateway and the directory
  LOG_LEVEL                fatal, error, warn, info, debug, trace or silent`;

/** Runs the command line. A mistake of set-up or use is one line on standard error, and exit code 1. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const program = new Command('citizenship')
    .description('One citizenship graph over regions that each keep their own data.')
    .showHelpAfterError('(--help shows what there is)');
  addCommands(program);
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    const isExpected = error instanceof SetupError || error instanceof CompositionError;
    process.stderr.write(`${isExpected ? error.message : (error as Error).stack}\n`);
    process.exitCode = 1;
  }
}
