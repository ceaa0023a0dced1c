import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getProgram } from '../../subgraphs/programs';
import { LogSink } from '../support/log-sink';
import { PrivateServer } from '../support/mariadb/private-server';

// What was erased stays in a server's binary logs until they go.

const folder = mkdtempSync(join(tmpdir(), 'citizenship-warned-'));
let server: PrivateServer;

beforeAll(async () => {
  server = await PrivateServer.start(['--log-bin', '--sync-binlog=1', '--binlog-format=ROW']);
  await onServer('CREATE DATABASE wales', 'CREATE DATABASE directory');
});
afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function onServer(...statements: string[]): Promise<void> {
  const admin = await server.connect();
  for (const sql of statements) await admin.query(sql);
  await admin.end();
}

/** What a subgraph says in its log while it starts. */
async function warningsOf(slug: string): Promise<string[]> {
  const sink = new LogSink();
  const env = { DATA_DIR: folder, DATABASE_URL: server.url(slug), PORT: '0' };
  const running = await (await getProgram(slug)).start({ env, log: sink.log });
  await running.stop();
  return sink.lines.map(({ msg }) => msg).filter((msg) => msg.includes('binary log'));
}

it.each([
  ['wales', 'for ever', 0],
  ['wales', 'for 31 days', 31 * 86_400 - 1],
  ['directory', 'for ever', 0],
])('%s says when it starts that binary logs are kept %s', async (slug, howLong, seconds) => {
  await onServer(`SET GLOBAL binlog_expire_logs_seconds = ${seconds}`);
  expect(await warningsOf(slug)).toEqual([
    expect.stringMatching(new RegExp(`${howLong}, .* Set binlog_expire_logs_seconds to at most 2592000`)),
  ]);
});

it.each([30 * 86_400, 7 * 86_400])('nothing is said where they go after %i seconds', async (seconds) => {
  await onServer(`SET GLOBAL binlog_expire_logs_seconds = ${seconds}`);
  expect(await warningsOf('wales')).toEqual([]);
});
