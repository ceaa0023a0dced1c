import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { projectRoot } from '../../schema/project';
import { services } from '../../schema/services';
import { readDirectoryConfiguration } from '../../subgraphs/directory/configuration';
import { readSubgraphConfiguration } from '../../subgraphs/kit/configuration';

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

describe('a subgraph', () => {
  const defaults = {
    host: '127.0.0.1',
    port: 4002,
    dataFolder: join(projectRoot, 'data'),
    databaseFile: join(projectRoot, 'data', 'wales.db'),
    directoryPublicKey: null,
    hasDemo: false,
    logLevel: 'warn',
    maxBodyBytes: 262_144,
  };

  it.each<[string, NodeJS.ProcessEnv, Partial<typeof defaults>]>([
    ['nothing', {}, {}],
    ['empty variables', { HOST: '', PORT: '', DATA_DIR: '', DEMO: '', DIRECTORY_PUBLIC_KEY: '' }, {}],
    ['what is not for it', { WALES_URL: 'nonsense', PATH: '/bin' }, {}],
    ['a port', { PORT: '8080' }, { port: 8080 }],
    ['any free port', { PORT: '0' }, { port: 0 }],
    ['a folder', { DATA_DIR: '/srv/data' }, { dataFolder: '/srv/data', databaseFile: '/srv/data/wales.db' }],
    ['a file by its path', { DATABASE_URL: '/srv/one.db' }, { databaseFile: '/srv/one.db' }],
    ['a file by its address', { DATABASE_URL: 'file:///srv/one.db' }, { databaseFile: '/srv/one.db' }],
    ['a file by a short address', { DATABASE_URL: 'file:one.db' }, { databaseFile: 'one.db' }],
    [
      'all the rest',
      { HOST: '0.0.0.0', DEMO: 'true', LOG_LEVEL: 'info', MAX_BODY_BYTES: '1000' },
      {
        host: '0.0.0.0',
        hasDemo: true,
        logLevel: 'info',
        maxBodyBytes: 1000,
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

  it.each(['mysql://db/wales', 'postgres://db/wales', 'https://db/wales'])(
    'refuses %j for a database',
    (url) => {
      expect(failureOf(() => read({ DATABASE_URL: url }))).toEqual({
        name: 'SetupError',
        message: `DATABASE_URL must be a file, such as file:/var/lib/citizenship/wales.db, but got "${url}".`,
      });
    },
  );
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
