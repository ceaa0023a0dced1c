import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

// Runs a server for as long as the process that started this one lives, however that ends: what ends then is the pipe,
// and the server's folder goes with it. Arguments: that folder, the program, its arguments.

const [folder = '', program = '', ...args] = process.argv.slice(2);
const server = spawn(program, args, { stdio: 'ignore' });
let isAbandoned = false;

function end(code: number): void {
  if (isAbandoned) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}

server.once('error', () => end(1));
server.once('exit', (code) => end(code ?? 1));
process.stdin.resume();
process.stdin.once('end', () => {
  isAbandoned = true;
  server.kill('SIGKILL');
});
process.stdout.write(`${server.pid ?? 0}\n`);
