import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { projectRoot } from '../../schema/project';
import { services } from '../../schema/services';
import { readDirectoryConfiguration } from '../../subgraphs/directory/configuration';
import { readSubgraphConfiguration } from '../../subgraphs/kit/configuration';
import type { DatabaseAddress } from '../../subgraphs/kit/database/address';

function makeKeys(kind: 'ed25519' | 'ed448'): { privateKey: string; publicKey: string } {
  // The overloads of the library take one kind at a time.
  const { privateKey, publicKey } = generateKeyPairSync(kind as 'ed25519');
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

const { privateKey, publicKey } = makeKeys('ed25519');

function read(env: NodeJS.ProcessEnv): ReturnType<typeof readSubgraphConfiguration> {
  return readSubgraphConfiguration({ slug: 'wales', port: 4002 }, env);
}

function failureOf(act: () => unknown): { name: string; message: string } {
  try {
    act();
  } catch (error) {
    const { name, message } = error as Error;
    return { name, message };
  }
  throw new Error('It was taken.');
}

function inFile(file: string): DatabaseAddress {
  return { kind: 'file', file };
}

describe('a subgraph', () => {
  const defaults = {
    host: '127.0.0.1',
    port: 4002,
    dataFolder: join(projectRoot, 'data'),
    database: { kind: 'file', file: join(projectRoot, 'data', 'wales.db') } as DatabaseAddress,
    directoryPublicKey: null,
    hasDemo: false,
    logLevel: 'warn',
    maxBodyBytes: 262_144,
    publicUrl: null as string | null,
    acceptsDevelopmentViewer: false,
  };

  it.each<[string, NodeJS.ProcessEnv, Partial<typeof defaults>]>([
    ['nothing', {}, {}],
    ['empty variables', { HOST: '', PORT: '', DATA_DIR: '', DEMO: '', DIRECTORY_PUBLIC_KEY: '' }, {}],
    ['what is not for it', { WALES_URL: 'nonsense', PATH: '/bin' }, {}],
    ['a port', { PORT: '8080' }, { port: 8080 }],
    ['any free port', { PORT: '0' }, { port: 0 }],
    [
      'a folder',
      { DATA_DIR: '/srv/data' },
      { dataFolder: '/srv/data', database: inFile('/srv/data/wales.db') },
    ],
    ['a file by its path', { DATABASE_URL: '/srv/one.db' }, { database: inFile('/srv/one.db') }],
    ['a file by its address', { DATABASE_URL: 'file:///srv/one.db' }, { database: inFile('/srv/one.db') }],
    ['a file by a short address', { DATABASE_URL: 'file:one.db' }, { database: inFile('one.db') }],
    [
      'where the world reaches it',
      { PUBLIC_URL: 'https://example.org/wales/' },
      { publicUrl: 'https://example.org/wales' },
    ],
    [
      'all the rest',
      {
        HOST: '0.0.0.0',
        DEMO: 'true',
        LOG_LEVEL: 'info',
        MAX_BODY_BYTES: '1000',
        DEVELOPMENT_VIEWER: 'true',
      },
      {
        host: '0.0.0.0',
        hasDemo: true,
        logLevel: 'info',
        maxBodyBytes: 1000,
        acceptsDevelopmentViewer: true,
      },
    ],
  ])('is told %s', (_what, env, expected) => {
    expect(read(env)).toEqual({ ...defaults, ...expected });
  });

  it('cannot be told anything later', () => {
    expect(Object.isFrozen(read({}))).toBe(true);
  });

  it.each<[NodeJS.ProcessEnv, string]>([
    [{ PORT: '65536' }, 'PORT'],
    [{ PORT: '-1' }, 'PORT'],
    [{ PORT: '80.5' }, 'PORT'],
    [{ PORT: 'http' }, 'PORT'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ DEMO: 'yes' }, 'DEMO'],
    [{ MAX_BODY_BYTES: '0' }, 'MAX_BODY_BYTES'],
    [{ MAX_BODY_BYTES: 'many' }, 'MAX_BODY_BYTES'],
    [{ PUBLIC_URL: 'wales.example.org' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'ftp://wales.example.org' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'https://wales.example.org/#top' }, 'PUBLIC_URL'],
    [{ PUBLIC_URL: 'https://someone@wales.example.org' }, 'PUBLIC_URL'],
  ])('refuses %j in one line that names it and says what came', (env, name) => {
    expect(failureOf(() => read(env))).toEqual({
      name: 'SetupError',
      message: expect.stringMatching(
        new RegExp(`^The environment is not right\\. ${name}: .+, but got "${env[name]}"\\.$`),
      ),
    });
  });

  it('names every wrong variable at once', () => {
    const { message } = failureOf(() => read({ PORT: 'http', DEMO: 'maybe', LOG_LEVEL: 'loud' }));
    expect(message.match(/[A-Z_]+(?=: )/g)).toEqual(['PORT', 'LOG_LEVEL', 'DEMO']);
  });

  it('is told of a key, whether its lines are lines or signs', () => {
    const given = [publicKey, publicKey.replaceAll('\n', '\\n')];
    const keys = given.map((pem) => read({ DIRECTORY_PUBLIC_KEY: pem }).directoryPublicKey);
    expect(keys).toEqual([publicKey, publicKey]);
  });

  it.each([
    ['no key', 'key'],
    ['a key of another kind', makeKeys('ed448').publicKey],
    ['a private key', privateKey],
  ])('refuses %s without showing it', (_what, pem) => {
    expect(failureOf(() => read({ DIRECTORY_PUBLIC_KEY: pem }))).toEqual({
      name: 'SetupError',
      message:
        'DIRECTORY_PUBLIC_KEY: the public half of an Ed25519 key in PEM is expected ("-----BEGIN PUBLIC KEY-----").',
    });
  });

  const server = {
    kind: 'server',
    host: 'db.example.org',
    port: 3306,
    user: 'wales',
    password: 'secret',
    database: 'citizens',
    isEncrypted: false,
    connections: 10,
  } as const;

  it.each<[string, Partial<typeof server> | object]>([
    ['mysql://wales:secret@db.example.org/citizens', {}],
    ['mariadb://wales:secret@db.example.org:3307/citizens', { port: 3307 }],
    ['mysql://wales@db.example.org/citizens', { password: '' }],
    ['mysql://wales:p%40rt%2Fner%3A%2541%3F@db.example.org/citizens', { password: 'p@rt/ner:%41?' }],
    ['mysql://wales:secret@[::1]/citizens', { host: '::1' }],
    ['mysql://wales:secret@db.example.org/citizens?tls=true', { isEncrypted: true }],
    ['mysql://wales:secret@db.example.org/citizens?connections=2&tls=false', { connections: 2 }],
  ])('is told a server by %j', (url, expected) => {
    expect(read({ DATABASE_URL: url }).database).toEqual({ ...server, ...expected });
  });

  it('listens to its own variable before the one of all, and to nobody else’s', () => {
    const env = { DATABASE_URL: 'all.db', WALES_DATABASE_URL: 'own.db', CUMBRIA_DATABASE_URL: 'other.db' };
    const files = [env, { ...env, WALES_DATABASE_URL: '' }].map((one) => read(one).database);
    expect(files).toEqual([inFile('own.db'), inFile('all.db')]);
  });

  it.each([
    'postgres://wales:secret@db/wales',
    'https://wales:secret@db/wales',
    'mysql://',
    'mysql://db/wales',
    'mysql://wales:secret@db',
    'mysql://wales:secret@db/',
    'mysql://wales:secret@db/one/two',
    'mysql://wales:secret@db:port/wales',
    'mysql://wales:secret%@db/wales',
    'mysql://wales:secret@db/wales?tls=perhaps',
    'mysql://wales:secret@db/wales?connections=0',
    'mysql://wales:secret@db/wales?connections=201',
    'mysql://wales:secret@db/wales?multipleStatements=true',
  ])('refuses %j for a database, in one line that does not show the password', (url) => {
    const { name, message } = failureOf(() => read({ DATABASE_URL: url }));
    expect({ name, message, isShown: message.includes('secret') }).toEqual({
      name: 'SetupError',
      message: expect.stringMatching(/^DATABASE_URL: a file is expected, such as [^\n]+\.$/),
      isShown: false,
    });
  });
});

describe('the directory', () => {
  const owners = services.filter(({ kind }) => kind !== 'directory');
  const sources = Object.fromEntries(owners.map(({ slug, port }) => [slug, `http://127.0.0.1:${port}`]));

  it('knows where every owner of rows listens on one machine', () => {
    expect(readDirectoryConfiguration({})).toEqual({ sources, privateKey: null, pollMillis: 500 });
  });

  it('is told of other addresses, a key and a pace', () => {
    const env = { WALES_URL: 'https://wales.example/', DIRECTORY_PRIVATE_KEY: privateKey, POLL_MILLIS: '25' };
    expect(readDirectoryConfiguration(env)).toEqual({
      sources: { ...sources, wales: 'https://wales.example' },
      privateKey,
      pollMillis: 25,
    });
  });

  it.each([
    ['no key', 'key'],
    ['a key of another kind', makeKeys('ed448').privateKey],
    ['a public key', publicKey],
  ])('refuses %s without showing it', (_what, pem) => {
    expect(failureOf(() => readDirectoryConfiguration({ DIRECTORY_PRIVATE_KEY: pem }))).toEqual({
      name: 'SetupError',
      message: 'DIRECTORY_PRIVATE_KEY: an Ed25519 key in PEM is expected ("-----BEGIN PRIVATE KEY-----").',
    });
  });

  it.each<[NodeJS.ProcessEnv, string]>([
    [{ WALES_URL: 'wales' }, 'WALES_URL'],
    [{ LIBRARY_URL: '//' }, 'LIBRARY_URL'],
    [{ POLL_MILLIS: '1' }, 'POLL_MILLIS'],
    [{ POLL_MILLIS: 'often' }, 'POLL_MILLIS'],
  ])('refuses %j in one line that names it', (env, name) => {
    expect(failureOf(() => readDirectoryConfiguration(env))).toEqual({
      name: 'SetupError',
      message: expect.stringMatching(
        new RegExp(`^The environment is not right\\. ${name}: .+, but got "${env[name]}"\\.$`),
      ),
    });
  });

  it('names every wrong variable at once', () => {
    const env = { WALES_URL: 'wales', LIBRARY_URL: 'library', POLL_MILLIS: 'often' };
    const { message } = failureOf(() => readDirectoryConfiguration(env));
    expect(message.match(/[A-Z_]+(?=: )/g)).toEqual(['WALES_URL', 'LIBRARY_URL', 'POLL_MILLIS']);
  });
});
