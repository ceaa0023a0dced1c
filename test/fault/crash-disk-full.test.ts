import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../schema/project';
import { cumbria } from '../../subgraphs/cumbria';
import { openFile } from '../support/crashes/cumbria-rows';
import { fillAndFree } from '../support/crashes/disk-full';
import { MixedLoad } from '../support/crashes/mixed-load';
import { Ordeal } from '../support/crashes/ordeal';
import { onSmallDisk, SmallDisk } from '../support/crashes/small-disk';
import { Processes } from '../support/processes';

const TIMES = 3;
const folder = mkdtempSync(join(tmpdir(), 'citizenship-full-'));
const processes = new Processes();
let url: string;
const load = new MixedLoad(() => url, 6);

afterAll(async () => {
  await load.stop();
  await processes.killAll();
  rmSync(folder, { recursive: true, force: true });
});

test('a region whose disk is full says so, is read from, and is whole again without a restart when there is room', async () => {
  const data = join(folder, 'data');
  mkdirSync(data);
  const [command, ...before] = onSmallDisk(data, 16);
  const main = join(projectRoot, 'dist', 'subgraphs', 'cli', 'main.js');
  const started = processes.run(command, [...before, process.execPath, main, 'serve', 'cumbria'], {
    ...{ DATA_DIR: data, DEVELOPMENT_VIEWER: 'true', PORT: '0', LOG_LEVEL: 'error' },
  });
  [, url = ''] = await started.untilSays(/^cumbria serves at (http:\/\/[^\s/]+)/m);
  const disk = new SmallDisk(started.pid, data);
  const ordeal = new Ordeal(cumbria.region, load, () => {
    // The engine looks for the path itself, and so does not see the disk. Nobody writes now: the copy is whole.
    const copy = mkdtempSync(join(folder, 'copy-'));
    for (const name of ['cumbria.db', 'cumbria.db-wal']) copyFileSync(disk.path(name), join(copy, name));
    return openFile(join(copy, 'cumbria.db'), { readonly: false });
  });
  await ordeal.begin();
  for (let time = 1; time <= TIMES; time += 1) await fillAndFree({ ordeal, disk, url });
  expect(started.end).toBeNull();
});
