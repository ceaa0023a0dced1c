import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { projectRoot } from '../../schema/project';
import { getProgram } from '../../subgraphs/programs';

// Brings a long sheet to a region by the command that a coordinator types, and prints the peak of its memory and the
// rows a second: npm run build && node dist/test/bench/import.js 1000000. With CUMBRIA_DATABASE_URL it goes to a server.

const LIMIT_MEGABYTES = 300;

function* sheet(rows: number): Generator<string> {
  yield 'externalId;displayName;email;phone;postcode;visibility;joinedAt;consents;wordingVersion\r\n';
  for (let row = 0; row < rows; row += 1)
    yield `B-${row};"Person ${row}, of Carlisle";p${row}@example.org;01228 555001;CA1 1AA;NETWORK;31/12/2024;MEMBERSHIP, CONTACT;1\r\n`;
}

async function main(): Promise<void> {
  const rows = Number(process.argv[2] ?? 1_000_000);
  const folder = mkdtempSync(join(tmpdir(), 'citizenship-bench-'));
  const file = join(folder, 'members.csv');
  const preload = join(folder, 'tell-memory.js');
  const env = { ...process.env, DATA_DIR: folder };
  try {
    await pipeline(Readable.from(sheet(rows)), createWriteStream(file));
    writeFileSync(preload, "process.on('exit', () => process.send(process.resourceUsage().maxRSS / 1024));");
    await (await (await getProgram('cumbria')).open(env)).close();
    const startedAt = performance.now();
    const command = [
      '-r',
      preload,
      join(projectRoot, 'dist/subgraphs/cli/main.js'),
      'import',
      'cumbria',
      file,
    ];
    const child = spawn(process.execPath, command, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    let peak = 0;
    child.on('message', (megabytes) => (peak = Number(megabytes)));
    await once(child, 'close');
    const seconds = (performance.now() - startedAt) / 1000;
    process.stdout.write(
      `${rows} rows: peak ${peak.toFixed(0)} MB of ${LIMIT_MEGABYTES}, ${seconds.toFixed(0)} s, ${(rows / seconds).toFixed(0)} rows a second\n`,
    );
    if (child.exitCode !== 0 || peak === 0 || peak > LIMIT_MEGABYTES) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
