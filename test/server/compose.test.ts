import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { parse } from 'yaml';
import { projectRoot } from '../../schema/project';
import { gatewayPort, services } from '../../schema/services';
import { ask } from '../support/ask';
import { PrivateServer } from '../support/mariadb/private-server';
import { freeBase, Processes, type Started } from '../support/processes';
import { waitUntil } from '../support/wait-until';

// No Docker engine runs here: each service's command is started with its environment, its hosts mapped to loopback.

interface ComposeService {
  readonly image?: string;
  readonly build?: unknown;
  readonly secrets?: readonly string[];
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string | null>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly healthcheck: { readonly test: readonly string[] };
}

interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly environment: string }>>;
}

type Env = Readonly<Record<string, string>>;

const readText = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const text = readText('docker-compose.yml');
const example = readText('.env.example');

/** As compose puts variables into a file: `${A}`, `${A:-where it is empty}`, `${A:?complaint}`, `${A:+where it is not}`. */
function interpolate(file: string, env: Env): string {
  return file.replace(
    /\$\{(\w+)(?::([-?+])([^}]*))?\}/g,
    (_whole, name: string, sign?: string, rest = '') => {
      const value = env[name] ?? '';
      if (value === '' && sign === '?') throw new Error(`required variable ${name} ${String(rest)}`);
      return sign === (value === '' ? '-' : '+') ? String(rest) : value;
    },
  );
}

function read(env: Env): ComposeFile {
  return parse(interpolate(text, env), { merge: true }) as ComposeFile;
}

/** Variables for whose want compose does not start a service, or one that it needs: those of their secrets. */
function missingFor(name: string, env: Env): string[] {
  const { services: all, secrets } = read(env);
  const { secrets: own = [], depends_on: needed = {} } = all[name]!;
  const wanted = own.map((secret) => secrets[secret]!.environment).filter((variable) => !(variable in env));
  return [...wanted, ...Object.keys(needed).flatMap((other) => missingFor(other, env))];
}

const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const oneLine = (key: string): string => key.trimEnd().replaceAll('\n', '\\n');

const slugs = services.map(({ slug }) => slug);
const passwordVariable = (slug: string): string =>
  `${slug.toUpperCase().replaceAll('-', '_')}_DATABASE_PASSWORD`;
const env = {
  ...Object.fromEntries(slugs.map((slug) => [passwordVariable(slug), `secret-of-${slug}`])),
  DIRECTORY_PUBLIC_KEY: oneLine(publicKey),
  DIRECTORY_PRIVATE_KEY: oneLine(privateKey),
};

describe('the compose file', () => {
  const { services: all, volumes } = read(env);

  test('has a process for each part of the graph, and for each subgraph a database with a volume of its own', () => {
    const databases = slugs.map((slug) => `${slug}-database`);
    expect(Object.keys(all).sort()).toEqual(['gateway', ...slugs, ...databases].sort());
    expect(Object.keys(volumes).sort()).toEqual([...databases].sort());
    for (const name of databases) expect(all[name]?.volumes).toEqual([`${name}:/var/lib/mysql`]);
    for (const slug of slugs) expect(Object.keys(all[slug]?.depends_on ?? {})).toEqual([`${slug}-database`]);
  });

  test('asks each service for its health, and opens ports of this machine alone', () => {
    for (const { healthcheck, ports = [] } of Object.values(all)) {
      expect(healthcheck.test[0]).toBe('CMD');
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
  });

  test('holds no secret: all of them come from variables that the example names', () => {
    const names = [...text.matchAll(/\$\{(\w+)|environment: (\w+)/g)].map(([, name, of]) => name ?? of ?? '');
    const secret = names.filter((name) => /PASSWORD|KEY/.test(name));
    expect([...new Set(secret)].sort()).toEqual(Object.keys(env).sort());
    for (const name of secret) expect(example).toMatch(new RegExp(`^(# )?${name}=$`, 'm'));
    for (const [, value = ''] of text.matchAll(/(?:PASSWORD|KEY): (.*)$/gm)) expect(value).toMatch(/^\$\{/);
  });

  test('builds an image for each process, none of which has the name of another', () => {
    const built = Object.values(all).filter(({ build }) => build !== undefined);
    expect(built).toHaveLength(slugs.length + 1);
    for (const { image } of built) expect(image).toBeUndefined();
  });

  test('gives each database the options of the table in operations.md, and the version that is tested', () => {
    const [, section = ''] =
      /^## The server's options$([^]*?)^## /m.exec(readText('subgraphs/operations.md')) ?? [];
    const wanted = [...section.matchAll(/^ *\| `(\w+)` +\| ([^|]*) \|/gm)].map(
      ([, option = '', values = '']) => ({
        option,
        values: [...values.matchAll(/`(\w+)`/g)].map(([, value]) => value),
      }),
    );
    const [, version] = /tested: MariaDB ([\d.]+)/.exec(readText('README.md')) ?? [];
    expect(wanted.length).toBeGreaterThan(0);
    for (const { image, command = [] } of slugs.map((slug) => all[`${slug}-database`]!)) {
      expect(image).toBe(`mariadb:${version}`);
      const given = command.map((one) => one.replace(/^--/, '').split('='));
      expect(given.map(([option = '']) => option.replaceAll('-', '_')).sort()).toEqual(
        wanted.map(({ option }) => option).sort(),
      );
      for (const [option = '', value] of given)
        expect(wanted.find((one) => one.option === option.replaceAll('-', '_'))?.values).toContain(value);
    }
  });

  test('lets a partner start its region with its own password and the public key', () => {
    const own = { WALES_DATABASE_PASSWORD: 'x', DIRECTORY_PUBLIC_KEY: env.DIRECTORY_PUBLIC_KEY };
    expect(missingFor('wales', own)).toEqual([]);
    expect(read(own).services['wales']?.environment['DATABASE_URL']).toBe(
      'mysql://wales:x@wales-database:3306/wales',
    );
  });

  test('says which secret is missing of what is started, and of that alone', () => {
    expect(() => read({ WALES_DATABASE_PASSWORD: 'x' })).toThrow('DIRECTORY_PUBLIC_KEY');
    const { DIRECTORY_PUBLIC_KEY } = env;
    for (const slug of slugs) {
      const keys = slug === 'directory' ? ['DIRECTORY_PRIVATE_KEY'] : [];
      expect(missingFor(slug, { DIRECTORY_PUBLIC_KEY })).toEqual([...keys, passwordVariable(slug)]);
    }
  });

  test('makes no database with an empty password: without one for its root the image refuses', () => {
    const rootOf = (given: Env) =>
      read(given).services['wales-database']?.environment['MARIADB_RANDOM_ROOT_PASSWORD'];
    expect(rootOf({ ...env, WALES_DATABASE_PASSWORD: '' })).toBeNull();
    expect(rootOf(env)).toBe(1);
  });
});

describe('the services of the compose file', () => {
  const processes = new Processes();
  let server: PrivateServer;
  let base: number;

  beforeAll(async () => {
    server = await PrivateServer.start(read(env).services['wales-database']?.command);
    base = await freeBase();
  });
  afterAll(async () => {
    await processes.killAll();
    await server.remove();
  });

  const portFor = (port: number): number => base + port - gatewayPort;

  /** Makes what the image of a database makes of its environment when it starts for the first time. */
  async function serveDatabase({ services: all, secrets }: ComposeFile, slug: string): Promise<void> {
    const { MARIADB_DATABASE: name, MARIADB_USER: user, ...rest } = all[`${slug}-database`]!.environment;
    const secret = rest['MARIADB_PASSWORD_FILE']!.replace('/run/secrets/', '');
    const password = (env as Env)[secrets[secret]!.environment]!;
    const admin = await server.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    await admin.query(`CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
    await admin.query(`GRANT ALL ON ${name}.* TO '${user}'@'%'`);
    await admin.end();
  }

  /** The environment with every host mapped to loopback. */
  function mapped(environment: ComposeService['environment']): Record<string, string> {
    const map = (value: string): string =>
      value
        .replace(/@[\w-]+-database:3306/, `@127.0.0.1:${server.port}`)
        .replace(
          /^http:\/\/[\w-]+:(\d+)$/,
          (_whole, port: string) => `http://127.0.0.1:${portFor(Number(port))}`,
        )
        .replace(/^0\.0\.0\.0$/, '127.0.0.1');
    const entries = Object.entries(environment).map(([name, value]) => [name, map(value ?? '')]);
    return { ...Object.fromEntries(entries), PORT: String(portFor(Number(environment['PORT']))) };
  }

  async function serve(file: ComposeFile, name: string): Promise<Started> {
    const service = file.services[name]!;
    const [program, main, ...args] = service.command ?? [];
    expect([program, main]).toEqual(['node', 'dist/subgraphs/cli/main.js']);
    const started = processes.citizenship(args, { env: mapped(service.environment) });
    await started.untilSays(/ serves at /);
    return started;
  }

  /** Whether the container would be healthy: the check itself, run as it stands. */
  async function isHealthy(file: ComposeFile, name: string): Promise<boolean> {
    const { healthcheck, environment } = file.services[name]!;
    const [, ...command] = healthcheck.test;
    const check = processes.run(process.execPath, command.slice(1), mapped(environment));
    return (await check.ended()) === 0;
  }

  test("a database's redo log is written anew by the lines for the crontab, as the user that the file has made", async () => {
    const lines = readText('subgraphs/operations.md').matchAll(
      / mariadb -e '(SET GLOBAL innodb_log_file_size = \d+)'$/gm,
    );
    const statements = [...lines].map(([, sql = '']) => sql);
    const grants = read(env).services['wales-database']?.environment['MARIADB_MYSQL_LOCALHOST_GRANTS'];
    const told = 'told-to-the-region-and-erased';
    const admin = await server.connect();
    for (const sql of [
      'CREATE DATABASE redo',
      'CREATE TABLE redo.note (id INT PRIMARY KEY, text VARCHAR(100)) ENGINE = InnoDB',
      `INSERT INTO redo.note VALUES (1, '${told}')`,
      'DELETE FROM redo.note',
      "CREATE USER weekly IDENTIFIED BY 'weekly'",
      `GRANT ${grants} ON *.* TO weekly`,
    ])
      await admin.query(sql);
    await admin.end();
    const holdsIt = () => readFileSync(join(server.dataFolder, 'ib_logfile0')).includes(told);
    expect(holdsIt()).toBe(true);
    const weekly = await createConnection({
      ...{ host: '127.0.0.1', port: server.port, user: 'weekly', password: 'weekly' },
    });
    expect(statements).toHaveLength(2);
    for (const sql of statements) await weekly.query(sql);
    await weekly.end();
    expect(holdsIt()).toBe(false);
  });

  test('one region alone, and then the whole graph, answer a query', async () => {
    const own = {
      WALES_DATABASE_PASSWORD: env['WALES_DATABASE_PASSWORD' as keyof typeof env],
      DIRECTORY_PUBLIC_KEY: env.DIRECTORY_PUBLIC_KEY,
    };
    const alone = read(own);
    await serveDatabase(alone, 'wales');
    const wales = await serve(alone, 'wales');
    await waitUntil('Wales is healthy', () => isHealthy(alone, 'wales'));
    const port = portFor(services.find(({ slug }) => slug === 'wales')!.port);
    const local = await ask(`http://127.0.0.1:${port}`, '{ networks { nodes { __typename } } }');
    expect(local.errors).toBeUndefined();
    expect(local.data.networks.nodes.length).toBeGreaterThan(0);
    wales.signal('SIGTERM');
    await wales.ended();

    const file = read(env);
    const others = slugs.filter((slug) => slug !== 'wales');
    for (const slug of others) await serveDatabase(file, slug);
    await Promise.all(slugs.map((slug) => serve(file, slug)));
    await serve(file, 'gateway');
    await waitUntil('the gateway is healthy', () => isHealthy(file, 'gateway'), 60_000);
    const { data, errors } = await ask(
      `http://127.0.0.1:${base}`,
      '{ regions { slug freshness { status } } networks(first: 100) { totalCount nodes { id region { slug } } } themes { slug } }',
    );
    expect(errors).toBeUndefined();
    expect(data.regions.map(({ freshness }: { freshness: { status: string } }) => freshness.status)).toEqual(
      data.regions.map(() => 'LIVE'),
    );
    expect(data.networks.totalCount).toBe(data.networks.nodes.length);
    expect(data.themes.length).toBeGreaterThan(0);
  });
});
