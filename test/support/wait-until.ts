import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for something that another process or loop brings about; throws what it waited for when it takes too long. */
export async function waitUntil(what: string, isSo: () => Promise<boolean>, millis = 60_000): Promise<void> {
  const deadline = Date.now() + millis;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited ${millis} ms in vain until ${what}.`);
    await sleep(20);
  }
}
