import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cumbria } from '../../subgraphs/cumbria';
import { openUrl } from '../support/crashes/cumbria-rows';
import { fillAndFree } from '../support/crashes/disk-full';
import { MixedLoad } from '../support/crashes/mixed-load';
import { Ordeal } from '../support/crashes/ordeal';
import { SmallDisk } from '../support/crashes/small-disk';
import { PrivateServer } from '../support/mariadb/private-server';
import { Processes } from '../support/processes';

const TIMES = 2;
const folder = mkdtempSync(join(tmpdir(), 'citizenship-full-'));
const processes = new Processes();
let server: PrivateServer;
let url: string;
const load = new MixedLoad(() => url, 6);

afterAll(async () => {
  await load.stop();
  await processes.killAll();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

test('a region whose server has a full disk says so, is read from, and is whole again without a restart', async () => {
  // A file for each table, as servers have it: those of the tests share one, which grows by much at a time.
  server = await PrivateServer.start(['--innodb-file-per-table=ON', '--innodb-log-file-size=8M'], {
    diskMebibytes: 140,
  });
  const admin = await server.connect();
  await admin.query('CREATE DATABASE cumbria');
  await admin.end();
  const database = server.url('cumbria');
  const started = processes.citizenship(['serve', 'cumbria'], {
    env: {
      ...{ DATA_DIR: folder, DATABASE_URL: database, DEVELOPMENT_VIEWER: 'true' },
      ...{ PORT: '0', LOG_LEVEL: 'error' },
    },
  });
  [, url = ''] = await started.untilSays(/^cumbria serves at (http:\/\/[^\s/]+)/m);
  const disk = new SmallDisk(server.processId, server.dataFolder);
  const ordeal = new Ordeal(cumbria.region, load, () => openUrl(database));
  await ordeal.begin();
  for (let time = 1; time <= TIMES; time += 1) await fillAndFree({ ordeal, disk, url });
  expect(started.end).toBeNull();
});
