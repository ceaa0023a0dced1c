import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cumbria } from '../../subgraphs/cumbria';
import { openFile } from '../support/crashes/cumbria-rows';
import { kill } from '../support/crashes/kills';
import { MixedLoad } from '../support/crashes/mixed-load';
import { Ordeal } from '../support/crashes/ordeal';
import { ServedRegion } from '../support/crashes/served-region';
import { Processes } from '../support/processes';
import { rounds } from '../support/rounds';

const KILLS = rounds(40, 12);
const folder = mkdtempSync(join(tmpdir(), 'citizenship-crash-'));
const processes = new Processes();
const served = new ServedRegion(processes, folder, { DATA_DIR: folder });
const load = new MixedLoad(() => served.url, 6);

afterAll(async () => {
  await load.stop();
  await processes.killAll();
  rmSync(folder, { recursive: true, force: true });
});

test(`a region on a file keeps its word through ${KILLS} kills`, async () => {
  const ordeal = new Ordeal(cumbria.region, load, () => openFile(join(folder, 'cumbria.db')));
  await served.serve();
  await ordeal.begin();
  const victim = {
    name: "a region's process, on a file",
    pid: () => served.process.pid,
    ended: () => served.process.ended(),
    bringBack: () => served.serve(),
  };
  await kill({ ordeal, served }, victim, KILLS);
});
