import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signDirectoryToken } from '../../schema/directory-token';
import { ownDirectoryKey } from '../../subgraphs/kit/changes/directory-key';
import type { RunningServer } from '../../subgraphs/kit/server';
import { getProgram } from '../../subgraphs/programs';
import { ask, type Answer } from '../support/ask';
import { LogSink } from '../support/log-sink';
import { PASSWORD, PrivateServer, USER } from '../support/mariadb/private-server';
import { waitUntil } from '../support/wait-until';

const folder = mkdtempSync(join(tmpdir(), 'citizenship-lost-'));
const sink = new LogSink();
let server: PrivateServer;
let wales: RunningServer;

beforeAll(async () => {
  server = await PrivateServer.start();
  const admin = await server.connect();
  await admin.query('CREATE DATABASE wales');
  await admin.end();
  const env = { DATA_DIR: folder, DATABASE_URL: server.url('wales'), PORT: '0' };
  wales = await (await getProgram('wales')).start({ env, log: sink.log });
});

afterAll(async () => {
  await wales.stop();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

const count = (language = 'en'): Promise<Answer> =>
  ask(wales.url, '{ networks { totalCount } }', { 'accept-language': language });

function joinAs(name: string): Promise<Answer> {
  return ask(wales.url, {
    query: `mutation ($input: JoinNetworkInput!) { joinNetwork(input: $input) { member { id } problems { code } } }`,
    variables: {
      input: {
        region: 'wales',
        kind: 'PERSON',
        displayName: name,
        email: 'somebody@example.org',
        preferredLanguage: 'cy',
        visibility: 'PUBLIC',
        consents: ['MEMBERSHIP'],
        wordingVersion: '2026-04',
        idempotencyKey: `key of ${name}`,
      },
    },
  });
}

async function health(): Promise<[number, unknown]> {
  const response = await fetch(`${wales.url}/health/ready`);
  return [response.status, await response.json()];
}

async function changes(): Promise<[number, unknown]> {
  const token = await signDirectoryToken(ownDirectoryKey(folder), 'wales');
  const response = await fetch(`${wales.url}/changes`, { headers: { authorization: `Bearer ${token}` } });
  return [response.status, response.ok ? null : await response.json()];
}

const missing = {
  en: 'The database cannot be used now, so this is missing. Ask for it again in a little while.',
  cy: "Ni ellir defnyddio'r gronfa ddata ar hyn o bryd, felly mae hyn ar goll. Gofynnwch amdano eto ymhen ychydig.",
};
const said = {
  en: 'The database cannot be used now, and nothing was stored. Try again in a little while.',
  cy: "Ni ellir defnyddio'r gronfa ddata ar hyn o bryd, ac ni storiwyd dim. Rhowch gynnig arall arni ymhen ychydig.",
};

test('a region whose database is gone says so with a code, in both languages, and tells nothing of it', async () => {
  expect((await count()).errors).toBeUndefined();
  expect(await health()).toEqual([200, { status: 'ready' }]);
  await server.end();
  const answers = await Promise.all([count(), count('cy'), joinAs('Anwen Unlucky')]);
  expect(
    answers.map(({ errors }) => errors?.map(({ message, extensions }) => [extensions['code'], message])),
  ).toEqual([
    [['DATABASE_UNAVAILABLE', missing.en]],
    [['DATABASE_UNAVAILABLE', missing.cy]],
    [['DATABASE_UNAVAILABLE', said.en]],
  ]);
  expect(await health()).toEqual([503, { status: 'not ready', reason: 'The database does not answer.' }]);
  expect(await changes()).toEqual([503, { error: said.en, code: 'DATABASE_UNAVAILABLE' }]);
  const told = JSON.stringify([answers, sink.lines]);
  expect(
    [USER, PASSWORD, encodeURIComponent(PASSWORD), 'Unlucky', 'somebody@', 'SELECT'].filter((one) =>
      told.includes(one),
    ),
  ).toEqual([]);
});

test('it is whole again without a restart when its database is back', async () => {
  await server.resume();
  await waitUntil('it is ready', async () => (await health())[0] === 200);
  expect(await changes()).toEqual([200, null]);
  const answers = [await count(), await joinAs('Anwen Lucky')];
  expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined]);
});
