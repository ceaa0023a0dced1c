import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cumbria } from '../../subgraphs/cumbria';
import { openUrl } from '../support/crashes/cumbria-rows';
import { kill } from '../support/crashes/kills';
import { MixedLoad } from '../support/crashes/mixed-load';
import { Ordeal } from '../support/crashes/ordeal';
import { ServedRegion } from '../support/crashes/served-region';
import { PrivateServer } from '../support/mariadb/private-server';
import { Processes } from '../support/processes';
import { rounds } from '../support/rounds';

const KILLS = rounds(40, 12);
const folder = mkdtempSync(join(tmpdir(), 'citizenship-crash-'));
const processes = new Processes();
let server: PrivateServer;
let served: ServedRegion;
let ordeal: Ordeal;

beforeAll(async () => {
  // A commit waits for the disk, as it does anywhere else: there is time to be killed in.
  server = await PrivateServer.start(['--innodb-flush-method=fsync']);
  const admin = await server.connect();
  await admin.query('CREATE DATABASE cumbria');
  await admin.end();
  const url = server.url('cumbria');
  served = new ServedRegion(processes, folder, { DATA_DIR: folder, DATABASE_URL: url });
  const load = new MixedLoad(() => served.url, 6);
  ordeal = new Ordeal(cumbria.region, load, () => openUrl(url));
  await served.serve();
  await ordeal.begin();
});

afterAll(async () => {
  await ordeal.load.stop();
  await processes.killAll();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

test(`a region keeps its word through ${KILLS} kills of its database server, and goes on by itself`, async () => {
  const before = served.process;
  const victim = {
    name: 'a database server',
    pid: () => server.processId,
    ended: () => server.ended(),
    bringBack: () => server.resume(),
  };
  await kill({ ordeal, served }, victim, KILLS);
  expect([served.process === before, before.end]).toEqual([true, null]);
});

test(`a region on a server keeps its word through ${KILLS} kills`, async () => {
  const victim = {
    name: "a region's process, on a server",
    pid: () => served.process.pid,
    ended: () => served.process.ended(),
    bringBack: () => served.serve(),
  };
  await kill({ ordeal, served }, victim, KILLS);
});
